using System.Buffers;
using System.Buffers.Binary;
using Collector.Erasure;
using Collector.Journal;
using Collector.Tests.Journal;
using Storage.Events;

namespace Collector.Tests.Erasure;

/// <summary>What an erasure does to the journal's files: to all that may hold the visitor, and to nothing of another site.</summary>
public class JournalErasureTests
{
    private const ulong Node = 42;
    private const uint Site = 3;
    private const uint OtherSite = 4;
    private const ulong Visitor = 0xD3A1_5C97_E2B8_461F;
    private const ulong Stranger = 0x8F4B_29C6_71DE_A553;
    private const ulong Visit = 0xC1E6_93A7_5B2D_F84B;

    private static readonly string Quarantine = Path.Combine(Some.Folder, JournalQuarantine.FolderName);

    private readonly CrashFiles _files = new(new Random(1));
    private readonly SegmentIndex _index = new();

    public JournalErasureTests()
    {
        _files.PutFolder(Some.Folder);
        _files.PutFolder(Quarantine);
    }

    [Fact]
    public void Records_of_another_site_stay_whatever_key_is_named()
    {
        Put(Segment([Row(OtherSite, Visitor, 1), Row(Site, Visitor, 2), Row(Site, Stranger, 3)]));

        var counts = Erase();

        Assert.Equal(1, counts.JournalRecords);
        Assert.Equal([1UL, 3], Left());
    }

    [Theory]
    [InlineData(".unreadable")]
    [InlineData(".range")]
    [InlineData(".poison")]
    public void A_file_in_quarantine_that_the_disk_will_not_read_is_deleted_and_counted(string ending)
    {
        _files.Put(Quarantined(8, ending), new byte[100]);
        _files.Fault = (operation, path) => operation == "read" && path.EndsWith(ending, StringComparison.Ordinal) ? 5 : 0;

        Assert.Equal(1, Erase().QuarantinedFiles);
        Assert.DoesNotContain(Quarantined(8, ending), _files.Paths);
    }

    [Fact]
    public void Refused_records_behind_a_bad_sector_are_deleted_and_counted()
    {
        var path = Quarantined(1, ".poison");
        _files.Put(path, Segment([Row(Site, Stranger, 1)]));
        var reads = 0;
        _files.Fault = (operation, at) => operation == "read" && at == path && reads++ > 0 ? 5 : 0;

        Assert.Equal(1, Erase().QuarantinedFiles);
        Assert.DoesNotContain(path, _files.Paths);
    }

    [Fact]
    public void A_shortage_that_passes_deletes_nothing()
    {
        _files.Put(Quarantined(8, ".range"), new byte[100]);
        _files.Fault = (operation, path) => operation == "open" && path.EndsWith(".range", StringComparison.Ordinal) ? 24 : 0;

        Assert.Throws<JournalIoException>(() => Erase());
        Assert.Contains(Quarantined(8, ".range"), _files.Paths);
    }

    [Theory]
    [InlineData(".range")]
    [InlineData(".head")]
    [InlineData(".unreadable")]
    public void A_damaged_file_that_holds_only_a_visit_of_theirs_is_deleted(string ending)
    {
        _files.Put(Quarantined(8, ending), [.. new byte[(1 << 20) - 3], .. Bytes(Visit), 1]);
        _files.Put(Quarantined(9, ending), [.. new byte[50], .. Bytes(Visit + 1), .. Bytes(Stranger)]);

        Assert.Equal(1, Erase().QuarantinedFiles);
        Assert.Equal([Quarantined(9, ending)], _files.Paths.Where(path => path.StartsWith(Quarantine, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_segment_is_written_anew_without_its_damaged_bytes_although_no_record_of_theirs_is_found(int damagedFrame)
    {
        var frames = new[] { Row(Site, Stranger, 1), Row(Site, Stranger, 2), Row(Site, Stranger, 3) };
        frames[damagedFrame] = Row(Site, Visitor, Visit);
        var bytes = Segment([frames[0]], [frames[1]], [frames[2]]);
        var at = bytes.AsSpan().IndexOf(Bytes(Visitor));
        bytes[at - 1] ^= 1;
        Put(bytes);

        var counts = Erase();

        Assert.Equal((0, 1), (counts.JournalRecords, counts.JournalSegments));
        Assert.Equal(Enumerable.Range(0, 3).Where(i => i != damagedFrame).Select(i => (ulong)i + 1), Left());
        Assert.True(_files.Bytes(SegmentPath).AsSpan().IndexOf(Bytes(Visitor)) < 0);
        Assert.Equal(_files.Bytes(SegmentPath).Length, _index.TotalBytes);
        Assert.Equal(0, Erase().JournalSegments);
    }

    [Fact]
    public void A_segment_without_a_whole_frame_keeps_its_header_alone()
    {
        var bytes = Segment([Row(Site, Visitor, Visit)]);
        bytes[^1] ^= 1;
        Put(bytes);

        Assert.Equal(1, Erase().JournalSegments);
        Assert.Equal(bytes[..SegmentFormat.HeaderBytes], _files.Bytes(SegmentPath));
    }

    private ErasureCounts Erase() =>
        new JournalErasure(_files, Some.Folder, _index, Site, Visitor, new HashSet<ulong> { Visit }).Run(_index.All(), (Node, 100), new ErasureCounts());

    private void Put(byte[] bytes)
    {
        _files.Put(SegmentPath, bytes);
        _index.AddDone(new SegmentFile(Header, SegmentState.Done, bytes.Length));
    }

    private static SegmentHeader Header => new(EventColumns.Version, Node, 1, 1, Some.Noon);

    private static string SegmentPath => Path.Combine(Some.Folder, SegmentName.Of(1, SegmentState.Done));

    private static string Quarantined(ulong number, string ending) => Path.Combine(Quarantine, SegmentName.Of(number, ending));

    private static byte[] Bytes(ulong key)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, key);
        return bytes;
    }

    private static byte[] Row(uint site, ulong visitor, ulong visit)
    {
        var record = new ArrayBufferWriter<byte>();
        EventRecord.Write(new byte[16], new EventRow { Site = site, Visitor = visitor, Visit = visit, Time = Some.Noon, Received = Some.Noon, Name = "pageview" }, record);
        return record.WrittenSpan.ToArray();
    }

    private static byte[] Segment(params byte[][][] frames)
    {
        var bytes = new List<byte>();
        var frame = new FrameBuilder();
        var seq = 1UL;
        foreach (var records in frames)
        {
            Some.Fill(frame, seq, records);
            bytes.AddRange(frame.Seal(Header, withHeader: bytes.Count == 0));
            seq += (ulong)records.Length;
        }

        return [.. bytes];
    }

    private List<ulong> Left()
    {
        var left = new List<ulong>();
        using var reader = new JournalReader(_files.Open(SegmentPath, writable: false), Header);
        while (reader.Read())
        {
            left.Add(reader.Seq);
        }

        return left;
    }
}
