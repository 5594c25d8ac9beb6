namespace Collector.Journal;

/// <summary>The journal as found at start, ready to be replayed, written and loaded.</summary>
internal sealed record RecoveredJournal
{
    /// <summary>Under which new records are numbered.</summary>
    public required ulong Node { get; init; }

    public required ulong NextSeq { get; init; }

    public required ulong NextSegment { get; init; }

    public required SegmentIndex Index { get; init; }

    public required JournalCounters Counters { get; init; }
}

/// <summary>The journal cannot be used as it is, and must not be touched.</summary>
internal sealed class JournalFormatException(string message) : Exception(message);
