namespace Collector.Parsing;

/// <summary>The events of one body: the readable ones as hits, and for every item in order whether it was readable.</summary>
internal sealed class HitBatch
{
    /// <summary>The readable items, in order.</summary>
    public List<RawHit> Hits { get; } = new(1);

    /// <summary>One per item: None for those in <see cref="Hits"/>; after <see cref="Settle"/> what became of it.</summary>
    public List<RejectReason> Reasons { get; } = new(1);

    /// <summary>Adds an item.</summary>
    public void Add(RejectReason reason, RawHit hit)
    {
        Reasons.Add(reason);
        if (reason == RejectReason.None)
        {
            Hits.Add(hit);
        }
    }

    /// <summary>Takes over what became of the hits, one reason per hit.</summary>
    public void Settle(ReadOnlySpan<RejectReason> outcomes)
    {
        var hit = 0;
        for (var i = 0; i < Reasons.Count; i++)
        {
            if (Reasons[i] == RejectReason.None)
            {
                Reasons[i] = outcomes[hit++];
            }
        }
    }
}
