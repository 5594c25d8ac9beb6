namespace Collector.Journal;

/// <summary>A complete segment on disk. Owned by the loader once it is in the <see cref="SegmentIndex"/>.</summary>
internal sealed class SegmentFile(SegmentHeader header, SegmentState state, long bytes)
{
    public SegmentHeader Header { get; } = header;

    public ulong Number => Header.Number;

    /// <summary>Length of the file in bytes; smaller after an erasure (<see cref="SegmentIndex.Resize"/>).</summary>
    public long Bytes { get; set; } = bytes;

    /// <summary>What the file's name says; changes after the rename.</summary>
    public SegmentState State { get; set; } = state;

    /// <summary>What is in it; null until somebody has read it through.</summary>
    public SegmentContents? Contents { get; set; }

    /// <summary>Whether no insert of it was ever begun: sealed by this process, first attempt still to come.</summary>
    public bool NeverTried { get; set; }

    /// <summary>Whether it is confirmed already and only counted again: it is no part of what waits.</summary>
    public bool IsRecount { get; set; }

    /// <summary>Whether it was counted in the database because its time was over, and loaded again: that is done once.</summary>
    public bool WasMissing { get; set; }

    /// <summary>Attempts that failed for its data or for reading it.</summary>
    public int Failures { get; set; }

    /// <summary>Time before which it is not tried again, after such a failure.</summary>
    public DateTimeOffset RetryAt { get; set; }

    public string Name => SegmentName.Of(Number, State);
}

/// <summary>What a segment holds.</summary>
/// <param name="Records">Records that are there; erased ones are not.</param>
/// <param name="FirstSeq">Number of the first of them.</param>
/// <param name="LastSeq">Last number of the last frame.</param>
internal readonly record struct SegmentContents(long Records, ulong FirstSeq, ulong LastSeq);
