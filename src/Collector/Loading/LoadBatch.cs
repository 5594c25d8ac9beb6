using System.Buffers;
using System.Buffers.Binary;
using Collector.Journal;

namespace Collector.Loading;

/// <summary>
/// The records of one insert: neighbouring segments of one node, without those that are poison, perhaps only a range of them.
/// Writes its rows from the files each time it is asked, so that it holds one frame at most.
/// </summary>
internal sealed class LoadBatch
{
    /// <summary>Bytes of the event-id hash before each row, which the database does not get.</summary>
    private const int EventIdBytes = 16;
    private const int ChunkBytes = 64 * 1024;

    private readonly IJournalFiles _files;
    private readonly string _folder;
    private readonly IReadOnlySet<ulong> _poison;

    /// <summary>All records but the poison of at least one segment; all are read through, hold records, and their numbers rise.</summary>
    public LoadBatch(IJournalFiles files, string folder, IReadOnlyList<SegmentFile> segments, IReadOnlySet<ulong> poison)
    {
        _files = files;
        _folder = folder;
        _poison = poison;
        Segments = segments;
        FirstSeq = segments[0].Contents.GetValueOrDefault().FirstSeq;
        LastSeq = segments[^1].Contents.GetValueOrDefault().LastSeq;
        Records = segments.Sum(segment => segment.Contents.GetValueOrDefault().Records) - poison.Count;
    }

    public IReadOnlyList<SegmentFile> Segments { get; }

    public ulong Node => Segments[0].Header.Node;

    public ulong FirstSeq { get; private init; }

    public ulong LastSeq { get; private init; }

    /// <summary>How many records it holds.</summary>
    public long Records { get; private init; }

    /// <summary>Whether a count in the database cannot prove that all is there: numbers are missing, because records
    /// are poison, erased or damaged, and rows of those may still be there.</summary>
    public bool HasGaps => (ulong)Records != LastSeq - FirstSeq + 1;

    /// <summary>What stopped the reading of a segment; the database's client only sees a broken body.</summary>
    public JournalIoException? ReadError { get; private set; }

    /// <summary>The same segments, only the numbers of a range. Reads through them to count.</summary>
    public LoadBatch Range(ulong firstSeq, ulong lastSeq)
    {
        var numbers = new HashSet<ulong>();
        AddNumbersTo(numbers, firstSeq, lastSeq);
        return new LoadBatch(_files, _folder, Segments, _poison) { FirstSeq = firstSeq, LastSeq = lastSeq, Records = numbers.Count };
    }

    public void AddNumbersTo(HashSet<ulong> numbers) => AddNumbersTo(numbers, FirstSeq, LastSeq);

    /// <summary>Writes the rows as RowBinary: node, number, and the record without its event id.</summary>
    public async Task WriteRowsAsync(Stream to, CancellationToken cancellationToken)
    {
        var chunk = new ArrayBufferWriter<byte>(ChunkBytes * 2);
        try
        {
            foreach (var segment in Segments)
            {
                using var reader = Open(segment);
                while (reader.Read())
                {
                    if (reader.Seq < FirstSeq || reader.Seq > LastSeq || _poison.Contains(reader.Seq))
                    {
                        continue;
                    }

                    WriteRow(chunk, reader);
                    if (chunk.WrittenCount >= ChunkBytes)
                    {
                        await to.WriteAsync(chunk.WrittenMemory, cancellationToken);
                        chunk.ResetWrittenCount();
                    }
                }
            }
        }
        catch (JournalIoException e)
        {
            ReadError = e;
            throw;
        }

        await to.WriteAsync(chunk.WrittenMemory, cancellationToken);
    }

    private void AddNumbersTo(HashSet<ulong> numbers, ulong firstSeq, ulong lastSeq)
    {
        foreach (var segment in Segments)
        {
            using var reader = Open(segment);
            while (reader.Read())
            {
                if (reader.Seq >= firstSeq && reader.Seq <= lastSeq && !_poison.Contains(reader.Seq))
                {
                    numbers.Add(reader.Seq);
                }
            }
        }
    }

    private void WriteRow(ArrayBufferWriter<byte> to, JournalReader reader)
    {
        var identity = to.GetSpan(16);
        BinaryPrimitives.WriteUInt64LittleEndian(identity, Node);
        BinaryPrimitives.WriteUInt64LittleEndian(identity[8..], reader.Seq);
        to.Advance(16);

        // A record without an event id is none of ours: its row stays short, the database refuses it, and it is set aside.
        var record = reader.Record.Span;
        to.Write(record[Math.Min(EventIdBytes, record.Length)..]);
    }

    private JournalReader Open(SegmentFile segment) =>
        new(_files.Open(Path.Combine(_folder, segment.Name), writable: false), segment.Header);
}
