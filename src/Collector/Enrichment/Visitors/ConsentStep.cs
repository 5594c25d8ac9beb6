using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.Visitors;

/// <summary>
/// How far the event may tell who it was: the level it states, else the site's; never above what the site does with Global
/// Privacy Control. Takes away what the level forbids, so that no later step can read it. docs/collection-api.md has the table.
/// </summary>
internal sealed class ConsentStep : IHitStep
{
    private long _privacyControl;

    /// <summary>Hits that came with Global Privacy Control, whatever became of them.</summary>
    public long PrivacyControlHits => Volatile.Read(ref _privacyControl);

    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        var level = hit.Consent ?? site.Privacy.Consent;
        var hasDeclined = hit.Consent < ConsentLevel.Full;
        var mayName = hit.Consent is null ? level >= ConsentLevel.Cookieless : level == ConsentLevel.Full;
        if (hit.Request.PrivacyControl)
        {
            Interlocked.Increment(ref _privacyControl);
            switch (site.Privacy.PrivacyControl)
            {
                case PrivacyControlPolicy.Drop:
                    return RejectReason.PrivacyControl;
                case PrivacyControlPolicy.Downgrade:
                    level = level > ConsentLevel.Cookieless ? ConsentLevel.Cookieless : level;
                    mayName = false;
                    hasDeclined = true;
                    break;
                default:
                    break;
            }
        }

        hit.HasDeclined = hasDeclined;
        hit.UserId = mayName ? hit.UserId : "";
        hit.FirstPartyId = level == ConsentLevel.Full ? hit.FirstPartyId : "";
        switch (level)
        {
            case ConsentLevel.None:
                return RejectReason.Consent;
            case ConsentLevel.Aggregate:
                row.Flags |= EventFlags.ConsentAggregate;
                row.OrderId = "";
                return RejectReason.None;
            case ConsentLevel.Full:
                row.Flags |= EventFlags.ConsentFull;
                return RejectReason.None;
            default:
                return RejectReason.None;
        }
    }
}
