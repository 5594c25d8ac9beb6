namespace Collector.Journal;

/// <summary>What the journal counts since the start of the process. Written by its threads, read by anyone.</summary>
internal sealed class JournalCounters
{
    private readonly long[] _syncBuckets = new long[SyncBounds.Length + 1];
    private long _frames;
    private long _records;
    private long _bytes;
    private long _syncs;
    private long _syncTicks;
    private long _tornTailBytes;
    private long _damagedRanges;
    private long _lostRecords;
    private long _quarantinedFiles;
    private long _writeErrors;

    /// <summary>Upper bounds of the fdatasync histogram in milliseconds; one more bucket holds what is above.</summary>
    public static ReadOnlySpan<double> SyncBounds => [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 1_000];

    public JournalFigures Read()
    {
        var buckets = new long[_syncBuckets.Length];
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = Interlocked.Read(ref _syncBuckets[i]);
        }

        return new JournalFigures
        {
            Frames = Interlocked.Read(ref _frames),
            Records = Interlocked.Read(ref _records),
            Bytes = Interlocked.Read(ref _bytes),
            Syncs = Interlocked.Read(ref _syncs),
            SyncTime = TimeSpan.FromTicks(Interlocked.Read(ref _syncTicks)),
            SyncBuckets = buckets,
            TornTailBytes = Interlocked.Read(ref _tornTailBytes),
            DamagedRanges = Interlocked.Read(ref _damagedRanges),
            LostRecords = Interlocked.Read(ref _lostRecords),
            QuarantinedFiles = Interlocked.Read(ref _quarantinedFiles),
            WriteErrors = Interlocked.Read(ref _writeErrors),
        };
    }

    public void FrameStored(int records, int bytes)
    {
        Interlocked.Increment(ref _frames);
        Interlocked.Add(ref _records, records);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Synced(TimeSpan took)
    {
        var bucket = 0;
        while (bucket < SyncBounds.Length && took.TotalMilliseconds > SyncBounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _syncBuckets[bucket]);
        Interlocked.Increment(ref _syncs);
        Interlocked.Add(ref _syncTicks, took.Ticks);
    }

    public void TornTail(long bytes) => Interlocked.Add(ref _tornTailBytes, bytes);

    public void Damaged(ulong lostRecords)
    {
        Interlocked.Increment(ref _damagedRanges);
        Interlocked.Add(ref _lostRecords, (long)Math.Min(lostRecords, long.MaxValue));
    }

    public void FileQuarantined() => Interlocked.Increment(ref _quarantinedFiles);

    public void WriteFailed() => Interlocked.Increment(ref _writeErrors);
}

/// <summary>The journal's figures at one moment, for metrics and health.</summary>
internal sealed record JournalFigures
{
    public long Frames { get; init; }

    public long Records { get; init; }

    /// <summary>Bytes of frames that are stored.</summary>
    public long Bytes { get; init; }

    /// <summary>fdatasync calls for frames.</summary>
    public long Syncs { get; init; }

    public TimeSpan SyncTime { get; init; }

    /// <summary>Calls by duration, not cumulative; bounds in <see cref="JournalCounters.SyncBounds"/>.</summary>
    public IReadOnlyList<long> SyncBuckets { get; init; } = [];

    /// <summary>Bytes of unacknowledged writes cut off at start.</summary>
    public long TornTailBytes { get; init; }

    public long DamagedRanges { get; init; }

    /// <summary>Most records that damaged ranges can have held.</summary>
    public long LostRecords { get; init; }

    public long QuarantinedFiles { get; init; }

    public long WriteErrors { get; init; }

    public JournalState State { get; init; }

    /// <summary>Hits waiting for their commit.</summary>
    public int QueuedHits { get; init; }

    /// <summary>Bytes waiting for their commit, by what the callers say.</summary>
    public long QueuedBytes { get; init; }

    /// <summary>Bytes of segments the database has not confirmed.</summary>
    public long PendingBytes { get; init; }

    /// <summary>Bytes of all segments on disk.</summary>
    public long TotalBytes { get; init; }
}
