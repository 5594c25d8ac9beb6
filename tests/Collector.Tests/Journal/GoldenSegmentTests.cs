using System.Text;
using Collector.Journal;
using Shared;

namespace Collector.Tests.Journal;

/// <summary>A segment of each format version, kept for ever: what an old version wrote stays readable.</summary>
public class GoldenSegmentTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Collector.Tests", "Journal", "Golden");

    [Fact]
    public void The_segment_of_version_1_is_read()
    {
        using var file = new PosixFiles().Open(Path.Combine(Folder, "v1.seg"), writable: false);
        Assert.True(JournalReader.TryReadHeader(file, 17, out var header));
        Assert.Equal(new SegmentHeader(1, 0x0123456789ABCDEF, 17, 1_000, Some.Noon), header);
        using var reader = new JournalReader(file, header);
        var records = new List<string>();
        while (reader.Read())
        {
            records.Add($"{reader.Seq}:{Encoding.UTF8.GetString(reader.Record.Span)}");
        }

        // The record of length 0 counts as an erased one since there is erasure; none was ever stored.
        Assert.Equal(["1000:one", "1005:three"], records);
    }

    [Fact]
    public void The_segment_of_version_1_is_written_byte_for_byte() =>
        Assert.Equal(File.ReadAllBytes(Path.Combine(Folder, "v1.seg")), Write());

    private static byte[] Write()
    {
        var header = new SegmentHeader(1, 0x0123456789ABCDEF, 17, 1_000, Some.Noon);
        var frame = new FrameBuilder();
        Some.Fill(frame, 1_000, [[.. "one"u8], []]);
        byte[] first = [.. frame.Seal(header, withHeader: true)];
        Some.Fill(frame, 1_005, [[.. "three"u8]]);
        return [.. first, .. frame.Seal(header, withHeader: false)];
    }
}
