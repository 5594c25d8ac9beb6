namespace Collector.Enrichment.Visits;

/// <summary>What the recorder remembers, copied between two commits.</summary>
/// <param name="Visits">All open visits.</param>
/// <param name="Ids">The event ids that no checkpoint has saved.</param>
/// <param name="ArrivalMs">The latest arrival, Unix milliseconds; 0: there was none.</param>
internal sealed record RecorderState(SavedVisits Visits, UnsavedIds Ids, long ArrivalMs);

/// <summary>The open visits of a moment.</summary>
/// <param name="BegunMs">When the table's generation began, Unix milliseconds.</param>
/// <param name="Facts">Each visit once.</param>
/// <param name="Keys">The keys that lead to them.</param>
internal sealed record SavedVisits(long BegunMs, IReadOnlyList<VisitFacts> Facts, IReadOnlyList<SavedKey> Keys);

/// <summary>A key, the place of its visit in <see cref="SavedVisits.Facts"/>, and whether it was not touched in this generation.</summary>
internal readonly record struct SavedKey(VisitKey Key, int Visit, bool IsOld);
