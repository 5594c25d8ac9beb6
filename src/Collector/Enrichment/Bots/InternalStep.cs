using System.Net;
using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.Bots;

/// <summary>Calls hits from the site's own networks internal. Costs nothing for a site that has named none.</summary>
internal sealed class InternalStep(NetworkKey key) : IHitStep
{
    /// <summary>The reason stored on the row.</summary>
    public const string Reason = "internal-network";

    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        var address = hit.Request.Address;
        if (!address.Equals(IPAddress.None) && site.Privacy.InternalNetworks.Contains(key, site.Id, address))
        {
            row.Class = HitClass.Internal;
            row.ClassReasons = Reason;
        }

        return RejectReason.None;
    }
}
