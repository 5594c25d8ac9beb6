using System.Buffers.Binary;
using System.Security.Cryptography;
using Collector.Journal;

namespace Collector.Enrichment.Visitors;

/// <summary>
/// <c>salts.bin</c>: the living salts, so that a restart keeps visitors the same. Layout in docs/decisions/0007-visitor-keys.md. Written
/// beside and renamed; then the file before is overwritten with zeros, since it held salts that may be dead by now.
/// </summary>
/// <param name="folder">Folder of secrets.</param>
/// <param name="syncFolder">Makes a rename in the folder durable (the journal's fsync of directories).</param>
internal sealed class SaltFile(string folder, Action<string> syncFolder)
{
    public const string Name = "salts.bin";

    /// <summary>A file that could not be read, kept for a day.</summary>
    public const string BadName = "salts.bad";

    private const int HeadLength = 16;
    private const int EntryLength = 16 + Salt.Length;
    private const uint Version = 1;

    private string FullName => Path.Combine(folder, Name);

    private string FreshFullName => FullName + ".new";

    private string BadFullName => Path.Combine(folder, BadName);

    private static ReadOnlySpan<byte> Magic => "CLCTSALT"u8;

    /// <summary>Reads the salts; null when there is a file and it is broken. What a crash left of a new file is destroyed.</summary>
    public List<Salt>? Read()
    {
        var salts = new List<Salt>();
        Destroy(FreshFullName);
        if (!File.Exists(FullName))
        {
            return salts;
        }

        var bytes = File.ReadAllBytes(FullName);
        try
        {
            return IsSound(bytes) ? Entries(bytes, salts) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Puts the salts in place of the file.</summary>
    /// <exception cref="IOException">The folder cannot be written; the file before is as it was.</exception>
    public void Write(IReadOnlyCollection<Salt> salts)
    {
        var bytes = Bytes(salts);
        try
        {
            using (var file = PrivateFiles.Create(FreshFullName))
            {
                file.Write(bytes);
            }

            using var before = File.Exists(FullName) ? PrivateFiles.OpenForWiping(FullName) : null;
            File.Move(FreshFullName, FullName, overwrite: true);
            syncFolder(folder);
            if (before is not null)
            {
                PrivateFiles.Wipe(before);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Overwrites expired salts where they stand in the file, which needs no room on the disk. The rest stays readable.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WipeExpired(DateTimeOffset now)
    {
        if (!File.Exists(FullName))
        {
            return;
        }

        var bytes = File.ReadAllBytes(FullName);
        try
        {
            if (!IsSound(bytes))
            {
                return;
            }

            for (var at = HeadLength; at < bytes.Length - 4; at += EntryLength)
            {
                var entry = bytes.AsSpan(at, EntryLength);
                if (BinaryPrimitives.ReadInt64LittleEndian(entry[8..]) <= now.ToUnixTimeMilliseconds())
                {
                    entry[16..].Clear();
                }
            }

            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(^4..), Crc32C.Of(bytes.AsSpan(..^4)));
            using var file = PrivateFiles.OpenForWiping(FullName);
            file.Write(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Moves a broken file out of the way.</summary>
    public void Quarantine()
    {
        DestroyQuarantined(DateTimeOffset.MaxValue);
        File.Move(FullName, BadFullName);
        syncFolder(folder);
    }

    /// <summary>Destroys a quarantined file last written before <paramref name="before"/>: it may hold salts.</summary>
    public void DestroyQuarantined(DateTimeOffset before)
    {
        if (File.Exists(BadFullName) && File.GetLastWriteTimeUtc(BadFullName) < before.UtcDateTime)
        {
            Destroy(BadFullName);
        }
    }

    private static void Destroy(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using (var file = PrivateFiles.OpenForWiping(path))
        {
            PrivateFiles.Wipe(file);
        }

        File.Delete(path);
    }

    private static bool IsSound(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeadLength + 4
        && bytes.StartsWith(Magic)
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == Version
        && bytes.Length == HeadLength + ((long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) * EntryLength) + 4
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) == Crc32C.Of(bytes[..^4]);

    private static List<Salt> Entries(ReadOnlySpan<byte> bytes, List<Salt> salts)
    {
        for (var entry = bytes[HeadLength..^4]; !entry.IsEmpty; entry = entry[EntryLength..])
        {
            var expires = Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(entry[8..]), 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
            salts.Add(new Salt(
                BinaryPrimitives.ReadUInt32LittleEndian(entry),
                BinaryPrimitives.ReadInt32LittleEndian(entry[4..]),
                DateTimeOffset.FromUnixTimeMilliseconds(expires),
                entry[16..EntryLength]));
        }

        return salts;
    }

    private static byte[] Bytes(IReadOnlyCollection<Salt> salts)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(HeadLength + (salts.Count * EntryLength) + 4, pinned: true);
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)salts.Count);
        var at = HeadLength;
        foreach (var salt in salts)
        {
            var entry = bytes.AsSpan(at, EntryLength);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, salt.Site);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], salt.Day);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], salt.Expires.ToUnixTimeMilliseconds());
            salt.TryCopy(entry[16..]);
            at += EntryLength;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), Crc32C.Of(bytes.AsSpan(0, at)));
        return bytes;
    }
}
