namespace Collector.Tests.Enrichment.UserAgents;

/// <summary>A fact over uap-core's conformance data; without the data it reports itself as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AgentDataFactAttribute : FactAttribute
{
    public AgentDataFactAttribute()
    {
        if (AgentData.Folder is null)
        {
            Skip = "The folder ../shared/data/uap-core is absent.";
        }
    }
}
