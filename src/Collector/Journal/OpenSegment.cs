namespace Collector.Journal;

/// <summary>The segment being written, or one waiting to be: its file and what of it is acknowledged.</summary>
internal sealed class OpenSegment(ulong number, IJournalFile file)
{
    private SegmentHeader _header;
    private bool _fileClosed;

    public ulong Number { get; } = number;

    public SegmentHeader Header => _header;

    /// <summary>Length up to the last acknowledged frame, in bytes; 0 before the first.</summary>
    public long Length { get; private set; }

    public long Records { get; private set; }

    public ulong LastSeq { get; private set; }

    /// <summary>Timestamp of the first frame, for its age.</summary>
    public long Begun { get; private set; }

    /// <summary>Whether it has its final name already, when finishing it was interrupted.</summary>
    public bool Renamed { get; set; }

    public bool IsEmpty => Length == 0;

    /// <summary>Writes one frame and syncs. After a throw nothing of the frame counts, and the file must not be written again.</summary>
    /// <returns>How long the sync took.</returns>
    public TimeSpan Append(FrameBuilder frame, ulong node, uint rowVersion, TimeProvider time)
    {
        if (IsEmpty)
        {
            _header = new SegmentHeader(rowVersion, node, Number, frame.FirstSeq, time.GetUtcNow());
            Begun = time.GetTimestamp();
        }

        var bytes = frame.Seal(_header, withHeader: IsEmpty);
        file.Write(bytes, Length);
        var start = time.GetTimestamp();
        file.Sync();
        Length += bytes.Length;
        Records += frame.Records;
        LastSeq = frame.NextSeq - 1;
        return time.GetElapsedTime(start);
    }

    /// <summary>Gives the descriptor back; nothing is written through it any more.</summary>
    public void CloseFile()
    {
        if (!_fileClosed)
        {
            _fileClosed = true;
            file.Dispose();
        }
    }
}
