using Collector.Journal;

namespace Collector.Loading;

/// <summary>
/// The records that the database refuses, in quarantine, one file for each segment they came from, in the format of a segment.
/// The file also says what to leave out when that segment is loaded or counted again.
/// </summary>
internal sealed class PoisonFiles
{
    private const string Ending = ".poison";

    private static readonly HashSet<ulong> Nothing = [];

    private readonly IJournalFiles _files;
    private readonly string _journalFolder;
    private readonly string _folder;
    private readonly HashSet<ulong> _segments;

    public PoisonFiles(IJournalFiles files, string journalFolder)
    {
        _files = files;
        _journalFolder = journalFolder;
        _folder = Path.Combine(journalFolder, JournalQuarantine.FolderName);
        _segments = [];
        foreach (var entry in files.List(_folder))
        {
            if (!entry.IsFolder && entry.Name.EndsWith(Ending, StringComparison.Ordinal) && SegmentName.TryParseNumber(entry.Name, out var number))
            {
                _segments.Add(number);
            }
        }
    }

    /// <summary>Numbers of a segment's records to leave out.</summary>
    public IReadOnlySet<ulong> Of(SegmentFile segment)
    {
        if (!_segments.Contains(segment.Number))
        {
            return Nothing;
        }

        using var file = _files.Open(PathOf(segment, Ending), writable: false);
        if (!JournalReader.TryReadHeader(file, segment.Number, out var header) || header.Node != segment.Header.Node)
        {
            return Nothing;
        }

        using var reader = new JournalReader(file, header);
        var numbers = new HashSet<ulong>();
        while (reader.Read())
        {
            numbers.Add(reader.Seq);
        }

        return numbers;
    }

    /// <summary>Writes the records of these numbers aside, durably; replaces what was set aside of this segment.</summary>
    public void Write(SegmentFile segment, IReadOnlySet<ulong> numbers)
    {
        var temporary = PathOf(segment, Ending + ".new");
        _files.Delete(temporary);
        using (var to = _files.Create(temporary))
        {
            Copy(segment, numbers, to);
            to.Sync();
        }

        _files.Rename(temporary, PathOf(segment, Ending));
        _files.SyncFolder(_folder);
        _segments.Add(segment.Number);
    }

    private void Copy(SegmentFile segment, IReadOnlySet<ulong> numbers, IJournalFile to)
    {
        var frame = new FrameBuilder();
        var offset = 0L;
        using var reader = new JournalReader(_files.Open(Path.Combine(_journalFolder, segment.Name), writable: false), segment.Header);
        while (reader.Read())
        {
            if (!numbers.Contains(reader.Seq))
            {
                continue;
            }

            frame.Restart(reader.Seq);
            var record = frame.Record;
            reader.Record.Span.CopyTo(record.GetSpan(reader.Record.Length));
            record.Advance(reader.Record.Length);
            frame.Add();
            var bytes = frame.Seal(segment.Header, withHeader: offset == 0);
            to.Write(bytes, offset);
            offset += bytes.Length;
        }
    }

    private string PathOf(SegmentFile segment, string ending) => Path.Combine(_folder, SegmentName.Of(segment.Number, ending));
}
