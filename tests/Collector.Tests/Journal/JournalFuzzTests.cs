using Collector.Journal;
using Shared;

namespace Collector.Tests.Journal;

/// <summary>A segment in which anything may have happened: a record that is read is one that was written.</summary>
public class JournalFuzzTests
{
    [Fact]
    public void A_damaged_segment_never_yields_a_record_that_was_not_written()
    {
        byte[][] segments = [Some.Segment(42, 7, 30, 3, 1, 5), Some.Segment(42, 7, 0, 1, 1, 1, 1, 1, 1), Some.Segment(42, 7, 700, 20)];
        var written = segments.SelectMany(Records).Select(Convert.ToHexString).ToHashSet();
        Fuzz.Bytes(segments, bytes =>
        {
            foreach (var record in Records(bytes))
            {
                Assert.Contains(Convert.ToHexString(record), written);
            }
        });
    }

    private static List<byte[]> Records(byte[] segment)
    {
        var files = new CrashFiles(new Random(1));
        var path = Path.Combine(Some.Folder, SegmentName.Of(7, SegmentState.Sealed));
        files.Put(path, segment);
        var records = new List<byte[]>();
        var file = files.Open(path, writable: false);
        if (!JournalReader.TryReadHeader(file, 7, out var header))
        {
            return records;
        }

        using var reader = new JournalReader(file, header);
        while (reader.Read())
        {
            records.Add(reader.Record.ToArray());
        }

        return records;
    }
}
