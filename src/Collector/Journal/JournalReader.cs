using System.Buffers.Binary;

namespace Collector.Journal;

/// <summary>
/// Reads a segment frame by frame and record by record, in bounded memory (one frame). Never returns a record whose CRC is
/// wrong. Damaged ranges are stepped over and remembered.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private const int WindowBytes = 256 * 1024;

    private readonly IJournalFile _file;
    private readonly List<DamagedRange> _damaged = [];
    private byte[] _window;
    private long _windowOffset;
    private int _windowLength;
    private long _position = SegmentFormat.HeaderBytes;
    private int _recordAt;
    private int _recordsLeft;
    private bool _ended;

    public JournalReader(IJournalFile file, SegmentHeader header)
    {
        _file = file;
        Header = header;
        Length = file.Length;
        _window = new byte[Math.Clamp(Length, SegmentFormat.HeaderBytes, WindowBytes)];
        LastSeq = header.FirstSeq == 0 ? 0 : header.FirstSeq - 1;
    }

    public SegmentHeader Header { get; }

    /// <summary>Length of the file.</summary>
    public long Length { get; }

    /// <summary>Number of the current record.</summary>
    public ulong Seq { get; private set; }

    /// <summary>Bytes of the current record, until the next one is read.</summary>
    public ReadOnlyMemory<byte> Record { get; private set; }

    /// <summary>Highest number of the frames read so far; one below the header's first number when there was none.</summary>
    public ulong LastSeq { get; private set; }

    /// <summary>End of the last good frame.</summary>
    public long GoodEnd { get; private set; } = SegmentFormat.HeaderBytes;

    /// <summary>Bytes after the last good frame that are not just zeros; known at the end.</summary>
    public long TornBytes { get; private set; }

    public IReadOnlyList<DamagedRange> Damaged => _damaged;

    /// <summary>Reads the header of an open file; false when it has none or another segment's.</summary>
    public static bool TryReadHeader(IJournalFile file, ulong number, out SegmentHeader header)
    {
        Span<byte> bytes = stackalloc byte[SegmentFormat.HeaderBytes];
        var have = 0;
        int n;
        while (have < bytes.Length && (n = file.Read(bytes[have..], have)) > 0)
        {
            have += n;
        }

        return SegmentFormat.TryReadHeader(bytes[..have], out header) && header.Number == number && header.Node != 0;
    }

    /// <summary>Goes to the next record; false at the end. Erased records are left out.</summary>
    public bool Read()
    {
        while (!ReadInFrame())
        {
            if (!NextFrame(out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Goes to the next record of this frame; false when it has no more. Erased records are left out.</summary>
    public bool ReadInFrame()
    {
        while (_recordsLeft > 0)
        {
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(_window.AsSpan(_recordAt));
            Record = _window.AsMemory(_recordAt + SegmentFormat.RecordHeaderBytes, length);
            Seq = LastSeq - (ulong)_recordsLeft + 1;
            _recordAt += SegmentFormat.RecordHeaderBytes + length;
            _recordsLeft--;
            if (length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes to the next frame, leaving out what is left of this one; false at the end.</summary>
    public bool NextFrame(out FrameHeader frame)
    {
        _recordsLeft = 0;
        frame = default;
        if (_ended)
        {
            return false;
        }

        if (!TryFrameAt(_position, out frame))
        {
            var next = FindFrame(_position + 1, out frame);
            if (next < 0)
            {
                _ended = true;
                TornBytes = IsZeroFrom(_position) ? 0 : Length - _position;
                return false;
            }

            _damaged.Add(new DamagedRange(_position, next - _position, LastSeq, frame.FirstSeq));
            _position = next;
        }

        _recordAt = (int)(_position - _windowOffset) + SegmentFormat.FrameHeaderBytes;
        _recordsLeft = frame.Records;
        _position += frame.TotalBytes;
        GoodEnd = _position;
        LastSeq = frame.LastSeq;
        return true;
    }

    public void Dispose() => _file.Dispose();

    private bool TryFrameAt(long position, out FrameHeader frame)
    {
        return SegmentFormat.TryReadFrameHeader(Window(position, SegmentFormat.FrameHeaderBytes), out frame)
            && frame.FirstSeq > LastSeq
            && frame.TotalBytes <= Length - position
            && Window(position, frame.TotalBytes) is var bytes
            && bytes.Length == frame.TotalBytes
            && SegmentFormat.IsWhole(bytes, frame.Records, Header.Node, Header.Number);
    }

    private long FindFrame(long from, out FrameHeader frame)
    {
        Span<byte> magic = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(magic, SegmentFormat.FrameMagic);
        frame = default;
        while (from <= Length - SegmentFormat.FrameHeaderBytes)
        {
            var bytes = Window(from, SegmentFormat.FrameHeaderBytes);
            if (bytes.Length < SegmentFormat.FrameHeaderBytes)
            {
                break;
            }

            // The whole window, not only the bytes asked for.
            bytes = _window.AsSpan((int)(from - _windowOffset), (int)(_windowOffset + _windowLength - from));
            var at = bytes.IndexOf(magic);
            if (at < 0)
            {
                from += bytes.Length - magic.Length + 1;
            }
            else if (TryFrameAt(from + at, out frame))
            {
                return from + at;
            }
            else
            {
                from += at + 1;
            }
        }

        return -1;
    }

    private bool IsZeroFrom(long position)
    {
        while (position < Length)
        {
            var bytes = Window(position, (int)Math.Min(WindowBytes, Length - position));
            if (bytes.IsEmpty)
            {
                return true;
            }

            if (bytes.ContainsAnyExcept((byte)0))
            {
                return false;
            }

            position += bytes.Length;
        }

        return true;
    }

    /// <summary>Bytes of the file at a place; fewer only at its end.</summary>
    private ReadOnlySpan<byte> Window(long offset, int count)
    {
        if (offset < _windowOffset || offset + count > _windowOffset + _windowLength)
        {
            if (_window.Length < count)
            {
                _window = new byte[count];
            }

            _windowOffset = offset;
            _windowLength = 0;
            int n;
            while (_windowLength < _window.Length && (n = _file.Read(_window.AsSpan(_windowLength), offset + _windowLength)) > 0)
            {
                _windowLength += n;
            }
        }

        var start = (int)(offset - _windowOffset);
        return _window.AsSpan(start, Math.Min(count, _windowLength - start));
    }
}

/// <summary>A range of a segment that holds no frame although frames follow it.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="LastBefore">Last number before it.</param>
/// <param name="FirstAfter">First number after it.</param>
internal readonly record struct DamagedRange(long Offset, long Bytes, ulong LastBefore, ulong FirstAfter)
{
    /// <summary>Most records that were in it.</summary>
    public ulong Lost => FirstAfter - LastBefore - 1;
}
