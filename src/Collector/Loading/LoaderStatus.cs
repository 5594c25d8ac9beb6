namespace Collector.Loading;

/// <summary>What the loader has done and has to do, for metrics and health.</summary>
internal sealed record LoaderStatus
{
    public int PendingSegments { get; init; }

    /// <summary>Records of pending segments, as far as they have been read through.</summary>
    public long PendingRecords { get; init; }

    public long PendingBytes { get; init; }

    /// <summary>Records confirmed since the start of the process.</summary>
    public long Confirmed { get; init; }

    /// <summary>Records set aside because the database refuses them.</summary>
    public long Poisoned { get; init; }

    public long Inserts { get; init; }

    /// <summary>Batches whose state in the database had to be asked for.</summary>
    public long Reconciled { get; init; }

    public long Failures { get; init; }

    /// <summary>Parts that could not be read back after their insert and were inserted again.</summary>
    public long DamagedParts { get; init; }

    /// <summary>Parts of the events that the database has set aside as broken; what they held may be missing.</summary>
    public int BrokenParts { get; init; }

    /// <summary>Confirmed records that were missing before their segment was to be deleted, and were loaded again.</summary>
    public long MissingRecords { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>ClickHouse's code of the last failure, 0 for no answer; null when the last attempt succeeded.</summary>
    public int? LastErrorCode { get; init; }
}
