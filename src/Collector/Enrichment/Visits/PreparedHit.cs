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

    /// <summary>Whether the event was sent with a key: its id is of another space than those of strangers.</summary>
    public bool IsKeyed { get; init; }

    /// <summary>The key of the visitor's first-party id, beside that of the user id; 0 otherwise.</summary>
    public ulong ConsentedVisitor { get; init; }

    /// <summary>The visitor's cookieless key of now, beside a durable one; 0 otherwise.</summary>
    public ulong CookielessVisitor { get; init; }

    /// <summary>Whether the visitor has declined a durable key: then no visit that has one is joined.</summary>
    public bool HasDeclined { get; init; }

    /// <summary>The visitor's key of the day before, while its salt still lives; 0 otherwise.</summary>
    public ulong AlternateVisitor { get; init; }

    /// <summary>Silence that ends a visit on this site.</summary>
    public TimeSpan VisitGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>None when the hit was recorded; Duplicate when its id was seen before. Set on the journal's thread.</summary>
    public RejectReason Outcome { get; set; }
}
