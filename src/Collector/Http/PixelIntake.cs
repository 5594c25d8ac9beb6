using System.Net;
using Collector.Parsing;

namespace Collector.Http;

/// <summary>Takes the hit of a pixel, however its request was read: the ordinary endpoint and the fast lane both end here.</summary>
internal sealed class PixelIntake(RequestFactsReader facts, HitIntake intake, CommitWaits waits)
{
    /// <summary>Takes the hit.</summary>
    /// <param name="query">The query as received.</param>
    /// <param name="headers">The request's headers.</param>
    /// <param name="peer">Who is connected; null on a Unix socket.</param>
    /// <param name="isHttps">Whether the connection is encrypted.</param>
    /// <param name="wait">Is told what became of the hit, unless it was rejected at once.</param>
    /// <returns>Why the hit was rejected at once; None: the wait is told, perhaps already.</returns>
    public RejectReason Take(ReadOnlySpan<char> query, in FactHeaders headers, IPAddress? peer, bool isHttps, PixelWait wait)
    {
        var fact = facts.Read(headers, peer, isHttps);
        var referer = HeaderText.Clean(headers[FactHeader.Referer], HitLimits.Url);
        var reason = QueryHitParser.Parse(query, fact, referer, out var hit);
        if (reason != RejectReason.None)
        {
            return intake.Settle(reason);
        }

        intake.Submit(hit, wait);
        waits.Watch(wait);
        return RejectReason.None;
    }

    /// <inheritdoc cref="Take"/>
    /// <returns>What became of the hit, or null when it is still under way after <see cref="CommitWaits.Limit"/>. Await it once.</returns>
    public ValueTask<RejectReason?> TakeAsync(ReadOnlySpan<char> query, in FactHeaders headers, IPAddress? peer, bool isHttps)
    {
        var wait = new PixelAwait(waits);
        var reason = Take(query, headers, peer, isHttps, wait);
        return reason == RejectReason.None ? wait.Outcome : ValueTask.FromResult<RejectReason?>(reason);
    }
}
