using Shared;

namespace Collector.Tests.Enrichment.Places;

/// <summary>A test that needs the sample files of places; skipped, and said so, where they are not.</summary>
internal sealed class GeoFactAttribute : FactAttribute
{
    public static readonly string Folder = Path.Combine(Repository.SharedData, "geo");

    public GeoFactAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = $"The sample files are not at {Folder}.";
        }
    }
}
