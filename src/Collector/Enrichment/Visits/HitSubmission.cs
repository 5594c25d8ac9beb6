namespace Collector.Enrichment.Visits;

/// <summary>The hits of one request: stored or refused as a whole.</summary>
internal class HitSubmission(IReadOnlyList<PreparedHit> hits)
{
    public IReadOnlyList<PreparedHit> Hits { get; } = hits;
}
