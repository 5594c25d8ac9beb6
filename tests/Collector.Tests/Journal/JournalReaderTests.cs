using Collector.Journal;

namespace Collector.Tests.Journal;

public class JournalReaderTests
{
    private const ulong Node = 0x1122334455667788;
    private const string Path = Some.Folder + "/00000000000000000007.seg";

    [Fact]
    public void Records_come_back_with_their_numbers_in_order()
    {
        var (records, reader) = ReadAll(Some.Segment(Node, 7, filler: 10, 2, 1, 3));

        Assert.Equal([1, 2, 3, 4, 5, 6], records.Select(record => (int)record.Seq));
        Assert.Equal([1, 2, 3, 4, 5, 6], records.Select(record => (int)Some.IdOf(record.Bytes)));
        Assert.Empty(reader.Damaged);
        Assert.Equal(0, reader.TornBytes);
    }

    [Fact]
    public void A_zero_tail_is_a_clean_end()
    {
        var segment = Some.Segment(Node, 7, filler: 10, 2);

        var (records, reader) = ReadAll([.. segment, .. new byte[100_000]]);

        Assert.Equal(2, records.Count);
        Assert.Equal(segment.Length, reader.GoodEnd);
        Assert.Equal(0, reader.TornBytes);
    }

    [Fact]
    public void A_segment_cut_at_any_byte_gives_the_frames_before_the_cut()
    {
        var segment = Some.Segment(Node, 7, filler: 40, 1, 3, 2, 5, 1);
        var ends = FrameEnds(segment);

        for (var length = SegmentFormat.HeaderBytes; length <= segment.Length; length++)
        {
            var (records, reader) = ReadAll(segment[..length]);
            var whole = ends.Where(end => end.Offset <= length).Select(end => end.Records).DefaultIfEmpty(0).Last();
            Assert.True(records.Count == whole && reader.Damaged.Count == 0, $"cut at {length}: {records.Count} records, {reader.Damaged.Count} ranges");
        }
    }

    [Fact]
    public void A_flipped_bit_costs_one_frame_at_most_and_never_gives_a_wrong_record()
    {
        var segment = Some.Segment(Node, 7, filler: 200, 3, 4, 2, 5, 3, 1);
        Assert.InRange(segment.Length, 4_000, 4_400);
        var good = ReadAll(segment).Records;
        for (var bit = SegmentFormat.HeaderBytes * 8; bit < segment.Length * 8; bit++)
        {
            segment[bit / 8] ^= (byte)(1 << (bit % 8));
            var (records, _) = ReadAll(segment);
            segment[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(
                records.All(record => good[(int)record.Seq - 1].Bytes.AsSpan().SequenceEqual(record.Bytes)) && records.Count is >= 13 and < 18,
                $"bit {bit}: {records.Count} records");
        }
    }

    [Fact]
    public void A_damaged_range_says_which_numbers_are_lost()
    {
        var segment = Some.Segment(Node, 7, filler: 50, 2, 3, 1);
        var ends = FrameEnds(segment);
        segment[ends[0].Offset + 30] ^= 1;

        var (records, reader) = ReadAll(segment);

        Assert.Equal([1, 2, 6], records.Select(record => (int)record.Seq));
        var range = Assert.Single(reader.Damaged);
        Assert.Equal(new DamagedRange(ends[0].Offset, ends[1].Offset - ends[0].Offset, 2, 6), range);
        Assert.Equal(3UL, range.Lost);
    }

    [Fact]
    public void A_frame_of_another_node_or_segment_is_no_frame()
    {
        var mine = Some.Segment(Node, 7, filler: 0, 1);
        var otherNode = Some.Segment(Node + 1, 7, filler: 0, 2)[SegmentFormat.HeaderBytes..];
        var otherSegment = Some.Segment(Node, 8, filler: 0, 2)[SegmentFormat.HeaderBytes..];

        Assert.Single(ReadAll([.. mine, .. otherNode]).Records);
        Assert.Single(ReadAll([.. mine, .. otherSegment]).Records);
    }

    [Fact]
    public void A_frame_longer_than_the_window_is_read()
    {
        var (records, _) = ReadAll(Some.Segment(Node, 7, filler: 100_000, 1, 10, 1));

        Assert.Equal(12, records.Count);
    }

    [Fact]
    public void Random_bytes_are_never_records_and_never_an_exception()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var bytes = Some.Segment(Node, 7, filler: random.Next(60), 3, 2, 4);
            for (var i = random.Next(1, 40); i > 0; i--)
            {
                var at = random.Next(SegmentFormat.HeaderBytes, bytes.Length);
                random.NextBytes(bytes.AsSpan(at, Math.Min(random.Next(1, 20), bytes.Length - at)));
            }

            var (records, _) = ReadAll(bytes);
            Assert.True(records.All(record => Some.IdOf(record.Bytes) == (long)record.Seq), $"seed {seed}");
        }
    }

    private static List<(int Offset, int Records)> FrameEnds(byte[] segment)
    {
        var ends = new List<(int, int)>();
        var records = 0;
        using var reader = Open(segment);
        while (reader.NextFrame(out var frame))
        {
            records += frame.Records;
            ends.Add(((int)reader.GoodEnd, records));
        }

        return ends;
    }

    private static (List<(ulong Seq, byte[] Bytes)> Records, JournalReader Reader) ReadAll(byte[] segment)
    {
        var records = new List<(ulong, byte[])>();
        using var reader = Open(segment);
        while (reader.Read())
        {
            records.Add((reader.Seq, reader.Record.ToArray()));
        }

        return (records, reader);
    }

    private static JournalReader Open(byte[] segment)
    {
        var files = new CrashFiles(new Random(1));
        files.Put(Path, segment);
        var file = files.Open(Path, writable: false);
        Assert.True(JournalReader.TryReadHeader(file, 7, out var header));
        return new JournalReader(file, header);
    }
}
