using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Collector.Journal;

/// <summary>
/// The file that says which node this journal's records are numbered under, and which file it is: a copy of it elsewhere, or one that was restored,
/// is known as such. There the numbers that come next may be taken already, so they are counted under a new node.
/// </summary>
internal static class NodeIdentity
{
    private const int Bytes = 32;
    private const int CrcAt = 28;
    private const int Bytes1 = 24;
    private const int CrcAt1 = 20;
    private const string FileName = "identity";

    private static ReadOnlySpan<byte> Magic => "CLJNODE2"u8;

    private static ReadOnlySpan<byte> Magic1 => "CLJNODE1"u8;

    /// <summary>The node; 0 when the file is missing, damaged or a copy. A file of version 1 is replaced: it did not say which file it is.</summary>
    public static ulong Read(IJournalFiles files, string folder, IEnumerable<JournalEntry> entries)
    {
        if (!entries.Any(entry => entry is { Name: FileName, IsFolder: false }))
        {
            return 0;
        }

        var path = Path.Combine(folder, FileName);
        Span<byte> bytes = stackalloc byte[Bytes];
        int length;
        using (var file = files.Open(path, writable: false))
        {
            length = file.Length > Bytes ? 0 : file.Read(bytes, 0);
        }

        if (length == Bytes1 && bytes.StartsWith(Magic1) && BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt1..]) == Crc32C.Of(bytes[..CrcAt1]))
        {
            var node = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
            Write(files, folder, node);
            return node;
        }

        var isOurs = length == Bytes
            && bytes.StartsWith(Magic)
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) == Crc32C.Of(bytes[..CrcAt])
            && BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]) == files.MarkOf(path);
        return isOurs ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) : 0;
    }

    /// <summary>Draws a new node and writes it, durably.</summary>
    public static ulong Renew(IJournalFiles files, string folder)
    {
        Span<byte> random = stackalloc byte[8];
        ulong node;
        do
        {
            RandomNumberGenerator.Fill(random);
            node = BinaryPrimitives.ReadUInt64LittleEndian(random);
        }
        while (node == 0);

        Write(files, folder, node);
        return node;
    }

    private static void Write(IJournalFiles files, string folder, ulong node)
    {
        var path = Path.Combine(folder, FileName);
        files.Delete(path + ".new");
        using (var file = files.Create(path + ".new"))
        {
            Span<byte> bytes = stackalloc byte[Bytes];
            bytes.Clear();
            Magic.CopyTo(bytes);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], node);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], files.MarkOf(path + ".new"));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[CrcAt..], Crc32C.Of(bytes[..CrcAt]));
            file.Write(bytes, 0);
            file.Sync();
        }

        files.Rename(path + ".new", path);
        files.SyncFolder(folder);
    }
}
