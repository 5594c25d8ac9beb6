using System.Buffers.Binary;

namespace Collector.Journal;

/// <summary>The bytes of a segment, as docs/journal-format.md says: keep the two the same.</summary>
internal static class SegmentFormat
{
    public const uint Version = 1;
    public const int HeaderBytes = 64;
    public const int FrameHeaderBytes = 24;
    public const int RecordHeaderBytes = 4;

    /// <summary>Largest record: 1 MiB.</summary>
    public const int MaxRecordBytes = 1 << 20;

    /// <summary>Largest payload of a frame: 32 MiB.</summary>
    public const int MaxPayloadBytes = 32 << 20;

    /// <summary>0xF5 'C' 'F' 0xFA.</summary>
    public const uint FrameMagic = 0xFA4643F5;

    private const int HeaderCrcAt = 60;
    private const int FrameCrcAt = 20;

    /// <summary>"CLJSEG" CR LF.</summary>
    public static ReadOnlySpan<byte> Magic => "CLJSEG\r\n"u8;

    public static void WriteHeader(Span<byte> to, in SegmentHeader header)
    {
        to[..HeaderBytes].Clear();
        Magic.CopyTo(to);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], header.FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(to[12..], header.RowVersion);
        BinaryPrimitives.WriteUInt64LittleEndian(to[16..], header.Node);
        BinaryPrimitives.WriteUInt64LittleEndian(to[24..], header.Number);
        BinaryPrimitives.WriteUInt64LittleEndian(to[32..], header.FirstSeq);
        BinaryPrimitives.WriteInt64LittleEndian(to[40..], header.Created.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32LittleEndian(to[HeaderCrcAt..], Crc32C.Of(to[..HeaderCrcAt]));
    }

    /// <summary>Reads a header; false when these bytes are none.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> from, out SegmentHeader header)
    {
        header = default;
        if (from.Length < HeaderBytes || !from.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(from[HeaderCrcAt..]) != Crc32C.Of(from[..HeaderCrcAt]))
        {
            return false;
        }

        var created = BinaryPrimitives.ReadInt64LittleEndian(from[40..]);
        if (created < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || created > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        header = new SegmentHeader(
            BinaryPrimitives.ReadUInt32LittleEndian(from[12..]),
            BinaryPrimitives.ReadUInt64LittleEndian(from[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(from[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(from[32..]),
            DateTimeOffset.FromUnixTimeMilliseconds(created))
        {
            FormatVersion = BinaryPrimitives.ReadUInt32LittleEndian(from[8..]),
        };
        return true;
    }

    /// <summary>Fills the 24 bytes before the payload. The CRC binds the frame to its segment.</summary>
    public static void SealFrame(Span<byte> frame, ulong node, ulong segment, int records, ulong firstSeq)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, FrameMagic);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], (uint)(frame.Length - FrameHeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], (uint)records);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[12..], firstSeq);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FrameCrcAt..], FrameCrc(frame, node, segment));
    }

    /// <summary>Reads a frame's 24 bytes; false when they cannot be a frame's. Says nothing about the CRC.</summary>
    public static bool TryReadFrameHeader(ReadOnlySpan<byte> from, out FrameHeader header)
    {
        header = default;
        if (from.Length < FrameHeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(from) != FrameMagic)
        {
            return false;
        }

        var payload = BinaryPrimitives.ReadUInt32LittleEndian(from[4..]);
        var records = BinaryPrimitives.ReadUInt32LittleEndian(from[8..]);
        var firstSeq = BinaryPrimitives.ReadUInt64LittleEndian(from[12..]);
        if (payload is 0 or > MaxPayloadBytes || records == 0 || records > payload / RecordHeaderBytes || firstSeq > ulong.MaxValue - records)
        {
            return false;
        }

        header = new FrameHeader((int)payload, (int)records, firstSeq);
        return true;
    }

    /// <summary>Whether the whole frame (header and payload) is as it was written, and its records fill it exactly.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> frame, int records, ulong node, ulong segment)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(frame[FrameCrcAt..]) != FrameCrc(frame, node, segment))
        {
            return false;
        }

        var rest = frame[FrameHeaderBytes..];
        for (var i = 0; i < records; i++)
        {
            if (rest.Length < RecordHeaderBytes)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            if (length > MaxRecordBytes || length > rest.Length - RecordHeaderBytes)
            {
                return false;
            }

            rest = rest[(RecordHeaderBytes + (int)length)..];
        }

        return rest.IsEmpty;
    }

    private static uint FrameCrc(ReadOnlySpan<byte> frame, ulong node, ulong segment)
    {
        Span<byte> bound = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bound, node);
        BinaryPrimitives.WriteUInt64LittleEndian(bound[8..], segment);
        var crc = Crc32C.Append(uint.MaxValue, bound);
        crc = Crc32C.Append(crc, frame[..FrameCrcAt]);
        return ~Crc32C.Append(crc, frame[FrameHeaderBytes..]);
    }
}

/// <summary>What a frame says of itself.</summary>
internal readonly record struct FrameHeader(int PayloadBytes, int Records, ulong FirstSeq)
{
    public ulong LastSeq => FirstSeq + (ulong)Records - 1;

    public int TotalBytes => SegmentFormat.FrameHeaderBytes + PayloadBytes;
}
