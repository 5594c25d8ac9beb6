using Collector.Parsing;

namespace Collector.Http;

/// <summary>
/// Where hits go once they are read. The answer comes when their fate is known: None means fdatasync has returned for the hit.
/// There is no cancellation: a visitor who closes the page has still seen it.
/// </summary>
internal interface IHitSink
{
    /// <summary>Submits one hit, without a list or a task around it: the common case.</summary>
    /// <param name="hit">The hit; it belongs to the sink from now on.</param>
    /// <param name="receipt">Is told what became of it. When this call throws, it has not been told.</param>
    void Submit(RawHit hit, HitReceipt receipt);

    /// <summary>
    /// Submits the hits of one request, to be stored or refused as a whole; single ones may be dropped.
    /// </summary>
    /// <param name="hits">The hits, not empty. They belong to the sink from now on, the list until the answer.</param>
    /// <param name="outcomes">As long as <paramref name="hits"/>: takes what became of each. When the whole is refused, all say so.</param>
    ValueTask SubmitAsync(IReadOnlyList<RawHit> hits, RejectReason[] outcomes);
}
