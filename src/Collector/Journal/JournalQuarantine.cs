using Microsoft.Extensions.Logging;

namespace Collector.Journal;

/// <summary>The folder for what cannot be used: nothing is thrown away, everything is counted and logged.</summary>
internal sealed class JournalQuarantine(IJournalFiles files, string journalFolder, JournalCounters counters, ILogger logger)
{
    public const string FolderName = "quarantine";

    private const int ChunkBytes = 64 * 1024;

    public string Folder { get; } = Path.Combine(journalFolder, FolderName);

    /// <summary>Moves a file whose header is none.</summary>
    public void MoveHeaderless(string name, ulong number)
    {
        Move(name, SegmentName.Of(number, ".head"));
        JournalMessages.HeaderQuarantined(logger, number);
    }

    /// <summary>Moves a segment that the disk will not read.</summary>
    public void MoveUnreadable(SegmentFile segment, Exception? error)
    {
        Move(segment.Name, SegmentName.Of(segment.Number, ".unreadable"));
        JournalMessages.UnreadableQuarantined(logger, segment.Number, segment.Header.FirstSeq, error);
    }

    /// <summary>Copies a damaged range; the copy of the same range replaces an earlier one.</summary>
    public void Copy(string path, ulong number, DamagedRange range)
    {
        var copy = Path.Combine(Folder, SegmentName.Of(number, $"-{range.Offset}.range"));
        files.Delete(copy);
        using (var from = files.Open(path, writable: false))
        using (var to = files.Create(copy))
        {
            var buffer = new byte[ChunkBytes];
            for (var done = 0L; done < range.Bytes;)
            {
                var n = from.Read(buffer.AsSpan(0, (int)Math.Min(ChunkBytes, range.Bytes - done)), range.Offset + done);
                if (n == 0)
                {
                    break;
                }

                to.Write(buffer.AsSpan(0, n), done);
                done += n;
            }

            to.Sync();
        }

        files.SyncFolder(Folder);
        counters.Damaged(range.Lost);
        JournalMessages.RangeQuarantined(logger, number, range.Offset, range.Bytes, range.LastBefore + 1, range.FirstAfter - 1);
    }

    private void Move(string name, string newName)
    {
        files.Rename(Path.Combine(journalFolder, name), Path.Combine(Folder, newName));
        files.SyncFolder(Folder);
        files.SyncFolder(journalFolder);
        counters.FileQuarantined();
    }
}
