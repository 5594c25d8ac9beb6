using System.Buffers;
using System.Buffers.Binary;

namespace Collector.Journal;

/// <summary>
/// The frame being built, in one buffer that is used again and again: room for a segment header, the frame header, the
/// records. Allocates only when it grows.
/// </summary>
internal sealed class FrameBuilder : IRecordOutput, IBufferWriter<byte>
{
    private const int Start = SegmentFormat.HeaderBytes + SegmentFormat.FrameHeaderBytes;
    private const int InitialBytes = 256 * 1024;

    /// <summary>A buffer larger than this is given back after its frame.</summary>
    private const int KeptBytes = 8 << 20;

    private byte[] _buffer = new byte[InitialBytes];
    private int _end = Start;
    private int _position = Start;

    public ulong FirstSeq { get; private set; }

    public int Records { get; private set; }

    public int PayloadBytes => _end - Start;

    public int FrameBytes => _end - SegmentFormat.HeaderBytes;

    public ulong NextSeq => FirstSeq + (ulong)Records;

    public IBufferWriter<byte> Record
    {
        get
        {
            _position = _end;
            Reserve(SegmentFormat.RecordHeaderBytes);
            _position += SegmentFormat.RecordHeaderBytes;
            return this;
        }
    }

    /// <summary>Forgets everything and starts a frame whose first record has this number.</summary>
    public void Restart(ulong firstSeq)
    {
        if (_buffer.Length > KeptBytes)
        {
            _buffer = new byte[InitialBytes];
        }

        FirstSeq = firstSeq;
        Records = 0;
        _end = _position = Start;
    }

    public void Add()
    {
        var length = _position - _end - SegmentFormat.RecordHeaderBytes;
        if (length is < 0 or > SegmentFormat.MaxRecordBytes)
        {
            throw new InvalidOperationException($"A record has 0 to {SegmentFormat.MaxRecordBytes} bytes; this one has {length}.");
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_end), (uint)length);
        _end = _position;
        Records++;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _position);
        _position += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 256));
        return _buffer.AsMemory(_position);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 256));
        return _buffer.AsSpan(_position);
    }

    /// <summary>The bytes to write: the frame, with the segment's header before it when it is the segment's first.</summary>
    public ReadOnlySpan<byte> Seal(in SegmentHeader segment, bool withHeader)
    {
        SegmentFormat.SealFrame(_buffer.AsSpan(SegmentFormat.HeaderBytes, FrameBytes), segment.Node, segment.Number, Records, FirstSeq);
        if (!withHeader)
        {
            return _buffer.AsSpan(SegmentFormat.HeaderBytes, FrameBytes);
        }

        SegmentFormat.WriteHeader(_buffer, segment);
        return _buffer.AsSpan(0, _end);
    }

    private void Reserve(int bytes)
    {
        var needed = (long)_position + bytes;
        if (needed <= _buffer.Length)
        {
            return;
        }

        // 256 bytes of slack beyond the limit: a writer may ask for more room than it uses.
        if (needed > Start + SegmentFormat.MaxPayloadBytes + 256)
        {
            throw new InvalidOperationException($"A frame has at most {SegmentFormat.MaxPayloadBytes} bytes.");
        }

        Array.Resize(ref _buffer, (int)Math.Min(Math.Max(needed, _buffer.Length * 2L), Start + SegmentFormat.MaxPayloadBytes + 256));
    }
}
