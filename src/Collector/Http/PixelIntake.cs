using System.Net;
using Collector.Parsing;

namespace Collector.Http;

/// <summary>Takes the hit of a pixel, however its request was read: the ordinary endpoint and the fast lane both end here.</summary>
internal sealed class PixelIntake(RequestFactsReader facts, HitIntake intake, CommitWaits waits)
{
    /// <summary>What became of the hit, or null when it is still under way after <see cref="CommitWaits.Limit"/>. Await it once.</summary>
    /// <param name="query">The query as received.</param>
    /// <param name="headers">The request's headers.</param>
    /// <param name="peer">Who is connected; null on a Unix socket.</param>
    public ValueTask<RejectReason?> TakeAsync(ReadOnlySpan<char> query, in FactHeaders headers, IPAddress? peer)
    {
        var fact = facts.Read(headers, peer);
        var referer = HeaderText.Clean(headers[FactHeader.Referer], HitLimits.Url);
        var reason = QueryHitParser.Parse(query, fact, referer, out var hit);
        if (reason != RejectReason.None)
        {
            return ValueTask.FromResult<RejectReason?>(intake.Settle(reason));
        }

        var wait = waits.Begin();
        intake.Submit(hit, wait);
        waits.Watch(wait);
        return wait.Answer;
    }
}
