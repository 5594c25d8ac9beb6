using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.UserAgents;

/// <summary>Fills browser, operating system and device.</summary>
internal sealed class UserAgentStep(UserAgentParser parser) : IHitStep
{
    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        var facts = parser.Lookup(hit.Request);
        row.Browser = facts.Browser;
        row.BrowserVersion = facts.BrowserVersion;
        row.Os = facts.Os;
        row.OsVersion = facts.OsVersion;
        row.Device = facts.Device;
        row.DeviceBrand = facts.DeviceBrand;
        row.DeviceModel = facts.DeviceModel;
        return RejectReason.None;
    }
}
