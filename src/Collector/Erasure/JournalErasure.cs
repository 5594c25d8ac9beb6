using System.Buffers.Binary;
using Collector.Journal;
using Storage.Events;

namespace Collector.Erasure;

/// <summary>Takes a visitor's records out of the journal's segments and out of its quarantine. Run while nothing is loaded.</summary>
/// <param name="files">The file system.</param>
/// <param name="folder">The journal's folder.</param>
/// <param name="index">Told when a segment became shorter.</param>
/// <param name="site">The visitor's site: a caller may name any key, also one of another site.</param>
/// <param name="visitor">The visitor's key.</param>
/// <param name="visits">Visits that go, whoever they are booked to.</param>
internal sealed class JournalErasure(IJournalFiles files, string folder, SegmentIndex index, uint site, ulong visitor, IReadOnlySet<ulong> visits)
{
    private const int ChunkBytes = 1 << 20;

    // errno: EAGAIN, ENOMEM, ENFILE, EMFILE.
    private const int TryAgain = 11;
    private const int NoMemory = 12;
    private const int TooManyFilesOpen = 23;
    private const int TooManyOpenFiles = 24;

    private readonly SegmentEraser _eraser = new(files);
    private readonly EventRow _row = new();

    /// <summary>Rewrites what holds the visitor; adds to the counts.</summary>
    /// <param name="segments">The complete segments.</param>
    /// <param name="last">Node and number of the last record that is looked at; later ones of the node stay.</param>
    /// <param name="counts">What was found so far.</param>
    public ErasureCounts Run(IReadOnlyList<SegmentFile> segments, (ulong Node, ulong Seq) last, ErasureCounts counts)
    {
        foreach (var segment in segments)
        {
            var after = segment.Header.Node == last.Node ? last.Seq : ulong.MaxValue;
            var done = _eraser.Erase(Path.Combine(folder, segment.Name), segment.Header, record => record.Seq <= after && IsTheirs(record));
            if (done.IsRewritten)
            {
                index.Resize(segment, done.BytesAfter, done.Left);
                counts = Add(counts, done);
            }
        }

        return Quarantine(counts);
    }

    private static ErasureCounts Add(ErasureCounts counts, SegmentErasure done) => counts with
    {
        JournalRecords = counts.JournalRecords + done.Records,
        JournalSegments = counts.JournalSegments + 1,
        JournalBytes = counts.JournalBytes + done.BytesBefore - done.BytesAfter,
    };

    private ErasureCounts Quarantine(ErasureCounts counts)
    {
        var quarantine = Path.Combine(folder, JournalQuarantine.FolderName);
        foreach (var entry in files.List(quarantine).Where(entry => !entry.IsFolder))
        {
            var path = Path.Combine(quarantine, entry.Name);
            var holds = Holds(path);
            if (holds == false)
            {
                continue;
            }

            if (holds == true && TryReadHeader(path, entry.Name, out var header))
            {
                var done = _eraser.Erase(path, header, IsTheirs);
                counts = done.IsRewritten ? Add(counts, done) : counts;
            }
            else
            {
                // Damaged: it cannot be told apart whose bytes are whose, and its hits are lost already. What the disk will not read may
                // be theirs, and would stand in the way of every erasure.
                files.Delete(path);
                files.SyncFolder(quarantine);
                counts = counts with { QuarantinedFiles = counts.QuarantinedFiles + 1 };
            }
        }

        return counts;
    }

    private bool TryReadHeader(string path, string name, out SegmentHeader header)
    {
        header = default;
        if (!name.EndsWith(".poison", StringComparison.Ordinal) || !SegmentName.TryParseNumber(name, out var number))
        {
            return false;
        }

        using var file = files.Open(path, writable: false);
        return JournalReader.TryReadHeader(file, number, out header);
    }

    private bool IsTheirs(JournalRecord record)
    {
        try
        {
            EventRowReader.Read(EventRecord.RowOf(record.Bytes.Span), record.RowVersion, _row);
            return _row.Site == site && (_row.Visitor == visitor || visits.Contains(_row.Visit));
        }
        catch (InvalidDataException)
        {
            // No row of ours; the database refuses it too.
            return Holds(record.Bytes.Span);
        }
    }

    /// <summary>Whether a file holds the visitor's key or the number of one of the visits; null when it cannot be read.</summary>
    private bool? Holds(string path)
    {
        var buffer = new byte[ChunkBytes];
        try
        {
            using var file = files.Open(path, writable: false);
            int n;

            // Chunks overlap by what a key may straddle.
            for (var offset = 0L; (n = file.Read(buffer, offset)) >= sizeof(ulong); offset += n - sizeof(ulong) + 1)
            {
                if (Holds(buffer.AsSpan(0, n)))
                {
                    return true;
                }
            }

            return false;
        }
        catch (JournalIoException e) when (IsOfTheFile(e))
        {
            return null;
        }
    }

    private bool Holds(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[1..])
        {
            var number = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            if (number == visitor || visits.Contains(number))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the failure is the file's own and stays; a shortage of memory or of open files passes.</summary>
    private static bool IsOfTheFile(JournalIoException failure) => failure.Errno is not (TryAgain or NoMemory or TooManyFilesOpen or TooManyOpenFiles);
}
