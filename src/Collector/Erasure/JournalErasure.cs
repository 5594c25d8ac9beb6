using System.Buffers.Binary;
using Collector.Journal;
using Storage.Events;

namespace Collector.Erasure;

/// <summary>Takes a visitor's records out of the journal's segments and out of its quarantine. Run while nothing is loaded.</summary>
/// <param name="files">The file system.</param>
/// <param name="folder">The journal's folder.</param>
/// <param name="index">Told when a segment became shorter.</param>
/// <param name="visitor">The visitor's key.</param>
/// <param name="visits">Visits that go, whoever they are booked to.</param>
internal sealed class JournalErasure(IJournalFiles files, string folder, SegmentIndex index, ulong visitor, IReadOnlySet<ulong> visits)
{
    private const int ChunkBytes = 1 << 20;

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
            if (done.Records > 0)
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
            if (TryReadHeader(path, entry.Name, out var header))
            {
                var done = _eraser.Erase(path, header, IsTheirs);
                counts = done.Records > 0 ? Add(counts, done) : counts;
            }
            else if (HoldsKey(path))
            {
                // Damaged: it cannot be told apart whose bytes are whose, and its hits are lost already.
                files.Delete(path);
                files.SyncFolder(quarantine);
                counts = counts with { QuarantinedFiles = counts.QuarantinedFiles + 1 };
            }
        }

        return counts;
    }

    private bool TryReadHeader(string path, string name, out SegmentHeader header)
    {
        using var file = files.Open(path, writable: false);
        header = default;
        return name.EndsWith(".poison", StringComparison.Ordinal)
            && SegmentName.TryParseNumber(name, out var number)
            && JournalReader.TryReadHeader(file, number, out header);
    }

    private bool IsTheirs(JournalRecord record)
    {
        try
        {
            EventRowReader.Read(EventRecord.RowOf(record.Bytes.Span), record.RowVersion, _row);
            return _row.Visitor == visitor || visits.Contains(_row.Visit);
        }
        catch (InvalidDataException)
        {
            // No row of ours; the database refuses it too.
            return record.Bytes.Span.IndexOf(Key()) >= 0;
        }
    }

    private bool HoldsKey(string path)
    {
        var key = Key();
        var buffer = new byte[ChunkBytes];
        using var file = files.Open(path, writable: false);
        int n;

        // Chunks overlap by what a key may straddle.
        for (var offset = 0L; (n = file.Read(buffer, offset)) >= key.Length; offset += n - key.Length + 1)
        {
            if (buffer.AsSpan(0, n).IndexOf(key) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private byte[] Key()
    {
        var key = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(key, visitor);
        return key;
    }
}
