using Microsoft.Extensions.Logging;

namespace Collector.Journal;

/// <summary>
/// Puts the journal in order at start: keeps what was acknowledged, cuts what was torn, sets aside what is damaged, and finds
/// the next free number. Complete segments are looked at by their headers only, so that a long backlog does not delay the start.
/// </summary>
internal sealed class JournalRecovery(IJournalFiles files, JournalOptions options, ILogger logger)
{
    /// <summary>Added to the highest number seen: more than an unfinished segment can have held.</summary>
    public const ulong SeqMargin = 1 << 20;

    private readonly JournalCounters _counters = new();
    private readonly SegmentIndex _index = new();
    private readonly string _folder = options.Folder;

    /// <exception cref="JournalFormatException">A file is of a newer version; nothing was touched.</exception>
    /// <exception cref="JournalIoException">The folder cannot be read or written.</exception>
    public RecoveredJournal Open()
    {
        files.CreateFolder(_folder);
        var entries = files.List(_folder);
        var found = entries.Where(IsSegment).Select(Look).OrderBy(file => file.Number).ThenByDescending(file => file.State).ToList();
        RefuseNewer(found);
        foreach (var entry in entries.Where(IsErasing))
        {
            // An erasure that a kill interrupted: the segment beside it is whole, and the erasure is begun again.
            files.Delete(Path.Combine(_folder, entry.Name));
        }

        var quarantine = new JournalQuarantine(files, _folder, _counters, logger);
        files.CreateFolder(quarantine.Folder);
        files.SyncFolder(_folder);
        var inspector = new SegmentInspector(files, _folder, quarantine, _counters, logger);
        var lastSeq = TakeIn(found, quarantine, inspector);

        var node = NodeIdentity.Read(files, _folder, entries);
        var newest = found.LastOrDefault(file => !file.IsBlank);
        if (node == 0 || newest is not { Header: { } header } || header.Node != node)
        {
            node = NodeIdentity.Renew(files, _folder);
            lastSeq = 0;
            if (newest is not null)
            {
                JournalMessages.NewNode(logger);
            }
        }

        var result = new RecoveredJournal
        {
            Node = node,
            NextSeq = lastSeq == 0 ? 1 : lastSeq + SeqMargin,
            NextSegment = HighestNumber(entries.Concat(files.List(quarantine.Folder))) + 1,
            Index = _index,
            Counters = _counters,
        };
        JournalMessages.Recovering(logger, result.NextSegment, _index.PendingCount);
        return result;
    }

    private static ulong HighestNumber(IEnumerable<JournalEntry> entries) =>
        entries.Aggregate(0UL, (highest, entry) => SegmentName.TryParseNumber(entry.Name, out var number) ? Math.Max(highest, number) : highest);

    private static bool IsErasing(JournalEntry entry) => !entry.IsFolder && entry.Name.EndsWith(SegmentEraser.Ending, StringComparison.Ordinal);

    private bool IsSegment(JournalEntry entry)
    {
        if (!entry.IsFolder && SegmentName.TryParse(entry.Name, out _, out _))
        {
            return true;
        }

        if (!IsErasing(entry) && entry is not { Name: JournalQuarantine.FolderName, IsFolder: true } and not { Name: "identity" or "identity.new", IsFolder: false })
        {
            JournalMessages.StrangeName(logger, entry.Name);
        }

        return false;
    }

    private Found Look(JournalEntry entry)
    {
        _ = SegmentName.TryParse(entry.Name, out var number, out var state);
        using var file = files.Open(Path.Combine(_folder, entry.Name), writable: false);
        if (JournalReader.TryReadHeader(file, number, out var header))
        {
            return new Found(entry.Name, number, state, file.Length, header, IsBlank: false);
        }

        return new Found(entry.Name, number, state, file.Length, null, IsBlank(file));
    }

    private void RefuseNewer(List<Found> found)
    {
        foreach (var file in found)
        {
            if (file.Header is { } header && (header.FormatVersion > SegmentFormat.Version || header.RowVersion > options.RowVersion))
            {
                throw new JournalFormatException(
                    $"{file.Name} was written by a newer version of this program (format {header.FormatVersion}, rows {header.RowVersion}). Start that version, or let it load the journal first.");
            }
        }
    }

    /// <summary>Brings every file into its place; returns the highest number of the newest segment.</summary>
    private ulong TakeIn(List<Found> found, JournalQuarantine quarantine, SegmentInspector inspector)
    {
        var lastSeq = 0UL;
        for (var i = 0; i < found.Count; i++)
        {
            var file = found[i];
            if (file.IsBlank)
            {
                files.Delete(Path.Combine(_folder, file.Name));
            }
            else if (file.Header is not { } header || (i > 0 && found[i - 1].Number == file.Number))
            {
                // No header, or a second file of one number, which only a hand can have put there.
                quarantine.MoveHeaderless(file.Name, file.Number);
            }
            else
            {
                // Only the newest must be read to know the highest number; blank ones after it hold none.
                var newest = found.Skip(i + 1).All(later => later.IsBlank);
                lastSeq = TakeIn(file, header, newest, inspector);
            }
        }

        files.SyncFolder(_folder);
        return lastSeq;
    }

    private ulong TakeIn(Found file, SegmentHeader header, bool newest, SegmentInspector inspector)
    {
        SegmentContents? contents = null;
        var bytes = file.Bytes;
        var state = file.State;
        if (state == SegmentState.Open)
        {
            contents = inspector.Inspect(file.Name, header, out bytes);
            if (contents.Value.Records == 0)
            {
                files.Delete(Path.Combine(_folder, file.Name));
                return contents.Value.LastSeq;
            }

            Finish(file, bytes);
            state = SegmentState.Sealed;
        }
        else if (newest)
        {
            contents = inspector.Inspect(file.Name, header, out _);
        }

        var segment = new SegmentFile(header, state, bytes) { Contents = contents };
        if (state == SegmentState.Done)
        {
            _index.AddDone(segment);
        }
        else
        {
            _index.AddPending(segment);
        }

        return contents?.LastSeq ?? header.FirstSeq;
    }

    /// <summary>What a dead process wrote may be in the page cache only: synced before anything is done with it.</summary>
    private void Finish(Found file, long bytes)
    {
        var open = Path.Combine(_folder, file.Name);
        using (var handle = files.Open(open, writable: true))
        {
            handle.Truncate(bytes);
            handle.Sync();
        }

        files.Rename(open, Path.Combine(_folder, SegmentName.Of(file.Number, SegmentState.Sealed)));
        files.SyncFolder(_folder);
    }

    private static bool IsBlank(IJournalFile file)
    {
        var buffer = new byte[64 * 1024];
        var offset = 0L;
        int n;
        while ((n = file.Read(buffer, offset)) > 0)
        {
            if (buffer.AsSpan(0, n).ContainsAnyExcept((byte)0))
            {
                return false;
            }

            offset += n;
        }

        return true;
    }

    /// <summary>A segment file as found.</summary>
    private sealed record Found(string Name, ulong Number, SegmentState State, long Bytes, SegmentHeader? Header, bool IsBlank);
}
