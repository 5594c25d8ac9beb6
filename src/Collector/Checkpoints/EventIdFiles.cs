using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Collector.Enrichment.Visits;
using Collector.Journal;

namespace Collector.Checkpoints;

/// <summary>The known event ids on disk: a file for each hour, to which each checkpoint adds a block of either kind (docs/journal-format.md).</summary>
internal sealed class EventIdFiles(IJournalFiles files, string folder)
{
    private const string Ending = ".ids";
    private const int HeaderBytes = 16;
    private const uint Magic = 0x31_53_44_49; // "IDS1"
    private const int MostInBlock = 1 << 20;
    private const long HourMs = 3_600_000;

    private (long Hour, long End) _last = (-1, 0);

    /// <summary>Gives the saved ids to <paramref name="seen"/>, oldest first, and deletes files whose time is over.</summary>
    /// <exception cref="JournalIoException">The folder cannot be read.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs once, for a million ids
    public void Load(SeenEventIds seen, DateTimeOffset now)
    {
        foreach (var hour in Hours())
        {
            if (IsOver(hour, seen.Keep, now.ToUnixTimeMilliseconds()))
            {
                files.Delete(PathOf(hour));
                continue;
            }

            using var file = files.Open(PathOf(hour), writable: false);
            var bytes = new byte[file.Length];
            var length = ReadAll(file, bytes);
            var end = 0;
            while (TryRead(bytes.AsSpan(end, length - end), out var keyed, out var ids))
            {
                foreach (var id in ids)
                {
                    seen.AddSaved(id, keyed, hour * HourMs);
                }

                end += HeaderBytes + (ids.Length * sizeof(ulong));
            }

            // What stands behind the last whole block is overwritten by the next.
            _last = (hour, end);
        }
    }

    /// <summary>Saves ids, durably, and deletes the files whose time is over.</summary>
    /// <exception cref="JournalIoException">The disk does not take them.</exception>
    public void Append(UnsavedIds ids, long arrivalMs, TimeSpan keep)
    {
        if (ids.Public.Length + ids.Keyed.Length > 0)
        {
            var hour = arrivalMs / HourMs;
            var isNew = !Hours().Contains(hour);
            _last = hour == _last.Hour && !isNew ? _last : (hour, isNew ? 0 : EndOf(hour));
            using (var file = isNew ? files.Create(PathOf(hour)) : files.Open(PathOf(hour), writable: true))
            {
                var end = Write(file, Write(file, _last.End, keyed: false, ids.Public), keyed: true, ids.Keyed);
                file.Truncate(end);
                file.Sync();
                _last = (hour, end);
            }

            if (isNew)
            {
                files.SyncFolder(folder);
            }
        }

        foreach (var hour in Hours().Where(hour => IsOver(hour, keep, arrivalMs)))
        {
            files.Delete(PathOf(hour));
        }
    }

    private static bool IsOver(long hour, TimeSpan keep, long nowMs) => ((hour + 1) * HourMs) + (long)keep.TotalMilliseconds < nowMs;

    private static long Write(IJournalFile file, long at, bool keyed, ulong[] ids)
    {
        foreach (var block in ids.Chunk(MostInBlock))
        {
            var bytes = new byte[HeaderBytes + (block.Length * sizeof(ulong))];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), keyed ? 1u : 0u);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), (uint)block.Length);
            MemoryMarshal.AsBytes<ulong>(block).CopyTo(bytes.AsSpan(HeaderBytes));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), CrcOf(bytes));
            file.Write(bytes, at);
            at += bytes.Length;
        }

        return at;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out bool keyed, out ReadOnlySpan<ulong> ids)
    {
        keyed = false;
        ids = default;
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return false;
        }

        var kind = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (kind > 1 || count is 0 or > MostInBlock || bytes.Length < HeaderBytes + (count * sizeof(ulong)))
        {
            return false;
        }

        var block = bytes[..(int)(HeaderBytes + (count * sizeof(ulong)))];
        if (BinaryPrimitives.ReadUInt32LittleEndian(block[12..]) != CrcOf(block))
        {
            return false;
        }

        keyed = kind == 1;
        ids = MemoryMarshal.Cast<byte, ulong>(block[HeaderBytes..]);
        return true;
    }

    private static uint CrcOf(ReadOnlySpan<byte> block) => ~Crc32C.Append(Crc32C.Append(uint.MaxValue, block[..12]), block[HeaderBytes..]);

    private static int ReadAll(IJournalFile file, byte[] bytes)
    {
        var length = 0;
        int n;
        while (length < bytes.Length && (n = file.Read(bytes.AsSpan(length), length)) > 0)
        {
            length += n;
        }

        return length;
    }

    /// <summary>Where the last whole block of an hour's file ends: needed when the clock went back to it.</summary>
    private int EndOf(long hour)
    {
        using var file = files.Open(PathOf(hour), writable: false);
        var bytes = new byte[file.Length];
        var length = ReadAll(file, bytes);
        var end = 0;
        while (TryRead(bytes.AsSpan(end, length - end), out _, out var ids))
        {
            end += HeaderBytes + (ids.Length * sizeof(ulong));
        }

        return end;
    }

    private List<long> Hours() =>
        [.. files.List(folder)
            .Where(entry => !entry.IsFolder && entry.Name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(entry => long.TryParse(entry.Name.AsSpan(0, entry.Name.Length - Ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) ? hour : -1)
            .Where(hour => hour >= 0)
            .Order()];

    private string PathOf(long hour) => Path.Combine(folder, hour.ToString(CultureInfo.InvariantCulture) + Ending);
}
