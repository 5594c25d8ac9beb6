using System.Buffers.Binary;
using Collector.Journal;

namespace Collector.Checkpoints;

/// <summary>The first 40 bytes of a checkpoint's file: what it is, after which record it was made, and whether it is whole.</summary>
internal static class CheckpointHeader
{
    private const int VersionAt = 8;
    private const int NodeAt = 16;
    private const int SeqAt = 24;
    private const int BodyCrcAt = 32;
    private const int CrcAt = 36;

    public static void Write(Span<byte> file, ReadOnlySpan<byte> magic, uint version, ulong node, ulong lastSeq)
    {
        magic.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file[VersionAt..], version);
        BinaryPrimitives.WriteUInt64LittleEndian(file[NodeAt..], node);
        BinaryPrimitives.WriteUInt64LittleEndian(file[SeqAt..], lastSeq);
        BinaryPrimitives.WriteUInt32LittleEndian(file[BodyCrcAt..], Crc32C.Of(file[VisitCheckpoint.HeaderBytes..]));
        BinaryPrimitives.WriteUInt32LittleEndian(file[CrcAt..], Crc32C.Of(file[..CrcAt]));
    }

    public static bool TryRead(ReadOnlySpan<byte> file, ReadOnlySpan<byte> magic, uint version, out ulong node, out ulong lastSeq)
    {
        (node, lastSeq) = (0, 0);
        if (file.Length < VisitCheckpoint.HeaderBytes
            || !file.StartsWith(magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(file[VersionAt..]) != version
            || BinaryPrimitives.ReadUInt32LittleEndian(file[CrcAt..]) != Crc32C.Of(file[..CrcAt])
            || BinaryPrimitives.ReadUInt32LittleEndian(file[BodyCrcAt..]) != Crc32C.Of(file[VisitCheckpoint.HeaderBytes..]))
        {
            return false;
        }

        node = BinaryPrimitives.ReadUInt64LittleEndian(file[NodeAt..]);
        lastSeq = BinaryPrimitives.ReadUInt64LittleEndian(file[SeqAt..]);
        return true;
    }
}
