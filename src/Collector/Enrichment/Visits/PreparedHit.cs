using Collector.Parsing;
using Storage.Events;

namespace Collector.Enrichment.Visits;

/// <summary>An enriched hit on its way to the journal; what it still lacks is its visit.</summary>
internal sealed class PreparedHit
{
    /// <summary>The row, complete but for the visit columns.</summary>
    public required EventRow Row { get; init; }

    /// <summary>128-bit hash of site and event id; 0 when the sender gave no id.</summary>
    public UInt128 EventId { get; init; }

    /// <summary>The visitor's key of the day before, while its salt still lives; 0 otherwise.</summary>
    public ulong AlternateVisitor { get; init; }

    /// <summary>Silence that ends a visit on this site.</summary>
    public TimeSpan VisitGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>None when the hit was recorded; Duplicate when its id was seen before. Set on the journal's thread.</summary>
    public RejectReason Outcome { get; set; }
}
