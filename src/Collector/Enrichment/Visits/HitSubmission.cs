namespace Collector.Enrichment.Visits;

/// <summary>The hits of one request: stored or refused as a whole.</summary>
internal sealed class HitSubmission(IReadOnlyList<PreparedHit> hits)
{
    /// <summary>Nothing to store: waits for its turn in the journal like any other.</summary>
    public static HitSubmission Nothing { get; } = new([]);

    public IReadOnlyList<PreparedHit> Hits { get; } = hits;
}
