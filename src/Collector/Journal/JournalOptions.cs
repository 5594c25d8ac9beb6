namespace Collector.Journal;

/// <summary>Limits of the journal. Sizes in bytes.</summary>
internal sealed record JournalOptions
{
    /// <summary>The journal's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Layout version of the records that are written; records of a newer one refuse the start.</summary>
    public uint RowVersion { get; init; } = Storage.Events.EventColumns.Version;

    /// <summary>Bytes of segments the database has not confirmed, above which new hits are refused. Null: the smaller of 10 GiB and a quarter of the disk.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Free space of the disk below which new hits are refused, so that the database can still merge. Null: the larger of 1 GiB and 5 % of the disk.</summary>
    public long? MinFreeBytes { get; init; }

    /// <summary>Hits that may wait for their commit.</summary>
    public int QueueHits { get; init; } = 65_536;

    /// <summary>Bytes of hits that may wait for their commit, by what the callers say: 64 MB.</summary>
    public long QueueBytes { get; init; } = 64_000_000;

    /// <summary>A frame takes no further submission from this size on: 4 MiB.</summary>
    public int FrameBytes { get; init; } = 4 << 20;

    /// <summary>A segment takes no further frame from this size on: 16 MiB.</summary>
    public int SegmentBytes { get; init; } = 16 << 20;

    /// <summary>Smallest size a segment is zero-filled to ahead: 64 KiB.</summary>
    public int MinSegmentBytes { get; init; } = 64 << 10;

    /// <summary>Age at which a segment with frames is sealed: 1 s, half of what a hit may take into the reports.</summary>
    public TimeSpan SealAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between attempts to recover from a full disk or a fault: 1 s.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(1);
}
