using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Collector.Journal;

/// <summary>The file that says which node this journal's records are numbered under.</summary>
internal static class NodeIdentity
{
    private const int Bytes = 24;
    private const int CrcAt = 20;
    private const string FileName = "identity";

    private static ReadOnlySpan<byte> Magic => "CLJNODE1"u8;

    /// <summary>The node; 0 when the file is missing or damaged.</summary>
    public static ulong Read(IJournalFiles files, string folder, IEnumerable<JournalEntry> entries)
    {
        if (!entries.Any(entry => entry is { Name: FileName, IsFolder: false }))
        {
            return 0;
        }

        using var file = files.Open(Path.Combine(folder, FileName), writable: false);
        Span<byte> bytes = stackalloc byte[Bytes];
        var whole = file.Length == Bytes
            && file.Read(bytes, 0) == Bytes
            && bytes.StartsWith(Magic)
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) == Crc32C.Of(bytes[..CrcAt]);
        return whole ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) : 0;
    }

    /// <summary>Draws a new node and writes it, durably.</summary>
    public static ulong Renew(IJournalFiles files, string folder)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes.Clear();
        Magic.CopyTo(bytes);
        ulong node;
        do
        {
            RandomNumberGenerator.Fill(bytes[8..16]);
            node = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        }
        while (node == 0);

        BinaryPrimitives.WriteUInt32LittleEndian(bytes[CrcAt..], Crc32C.Of(bytes[..CrcAt]));
        var path = Path.Combine(folder, FileName);
        files.Delete(path + ".new");
        using (var file = files.Create(path + ".new"))
        {
            file.Write(bytes, 0);
            file.Sync();
        }

        files.Rename(path + ".new", path);
        files.SyncFolder(folder);
        return node;
    }
}
