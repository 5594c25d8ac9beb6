using Collector.Enrichment.Places;
using Collector.Enrichment.UserAgents;
using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.Bots;

/// <summary>
/// Fills class, kind of bot and reasons. Nothing is dropped here: reports leave bots out, and a switch shows them. A hit that
/// an earlier step has called internal stays so.
/// </summary>
/// <param name="parser">What user agents say.</param>
/// <param name="networks">The operator's file of autonomous systems; null when there is none.</param>
internal sealed class BotStep(UserAgentParser parser, PlaceDatabase? networks = null) : IHitStep
{
    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        if (row.Class != HitClass.Internal)
        {
            (row.Class, row.BotKind, row.ClassReasons) = Judge(hit.Request, parser.Lookup(hit.Request));
        }

        return RejectReason.None;
    }

    private (HitClass Class, string Kind, string Reasons) Judge(RequestFacts request, UserAgentFacts facts)
    {
        var verdict = facts.Verdict;
        if (verdict.IsMailProxy)
        {
            return (HitClass.MachineOpen, "", verdict.Reason);
        }

        // A server's own request has no visitor's headers, and its events need not name a user agent.
        if (verdict.IsBot && !(request.ServerSide && request.UserAgent.Length == 0))
        {
            return (HitClass.Bot, verdict.Kind, verdict.Reason);
        }

        if (request.Purpose.Length > 0)
        {
            return (HitClass.Bot, BotKinds.Prefetch, "prefetch");
        }

        var reasons = request.ServerSide ? "" : RequestSignals.Reasons(request, facts, networks is not null && DataCentres.Numbers.Contains(networks.FindNetwork(request.Address)));
        return (reasons.Length > 0 ? HitClass.Suspected : HitClass.Human, "", reasons);
    }
}
