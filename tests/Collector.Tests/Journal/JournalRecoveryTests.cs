using Collector.Journal;
using Shared;

namespace Collector.Tests.Journal;

public class JournalRecoveryTests
{
    private const ulong Node = 42;

    private readonly CrashFiles _files = new(new Random(1));

    [Fact]
    public void An_empty_folder_is_a_new_journal()
    {
        var journal = Some.Recovered(_files);

        Assert.NotEqual(0UL, journal.Node);
        Assert.Equal(1UL, journal.NextSeq);
        Assert.Equal(1UL, journal.NextSegment);
    }

    [Fact]
    public void The_node_stays_and_numbers_go_on_far_above_the_last()
    {
        var first = Some.Recovered(_files);
        Some.Commit(Some.Appender(_files, first, new TestClock(Some.Noon)), Some.Record(1), Some.Record(2));

        var second = Some.Recovered(_files);

        Assert.Equal(first.Node, second.Node);
        Assert.Equal(2 + JournalRecovery.SeqMargin, second.NextSeq);
        Assert.Equal([1UL, 2UL], Some.Replayed(_files, second));
    }

    [Fact]
    public void A_new_node_is_drawn_when_no_segment_tells_the_last_number()
    {
        var first = Some.Recovered(_files);

        var second = Some.Recovered(_files);

        Assert.NotEqual(first.Node, second.Node);
    }

    [Fact]
    public void A_copied_or_restored_journal_counts_under_a_new_node_and_keeps_what_it_has()
    {
        var first = Some.Recovered(_files);
        Some.Commit(Some.Appender(_files, first, new TestClock(Some.Noon)), Some.Record(1), Some.Record(2));
        _files.Mark++;

        var second = Some.Recovered(_files);
        Assert.NotEqual(first.Node, second.Node);
        Assert.Equal(1UL, second.NextSeq);
        Assert.Equal([1UL, 2UL], Some.Replayed(_files, second));
    }

    [Fact]
    public void An_identity_of_version_1_is_read_and_replaced()
    {
        var first = Some.Recovered(_files);
        Some.Commit(Some.Appender(_files, first, new TestClock(Some.Noon)), Some.Record(1));
        byte[] old = [.. "CLJNODE1"u8, .. BitConverter.GetBytes(first.Node), 0, 0, 0, 0];
        _files.Put($"{Some.Folder}/identity", [.. old, .. BitConverter.GetBytes(Crc32C.Of(old))]);

        Assert.Equal(first.Node, Some.Recovered(_files).Node);
        Assert.Equal("CLJNODE2"u8, _files.Bytes($"{Some.Folder}/identity").AsSpan(0, 8));
        Assert.Equal(first.Node, Some.Recovered(_files).Node);
    }

    [Fact]
    public void A_file_keeps_its_mark_when_it_is_renamed_and_its_copy_has_another()
    {
        var files = new PosixFiles();
        var folder = Directory.CreateTempSubdirectory("mark-").FullName;
        try
        {
            var (path, other, copy) = (System.IO.Path.Combine(folder, "a"), System.IO.Path.Combine(folder, "b"), System.IO.Path.Combine(folder, "c"));
            File.WriteAllText(path, "node");
            var mark = files.MarkOf(path);
            files.Rename(path, other);
            File.AppendAllText(other, "more");
            Assert.Equal(mark, files.MarkOf(other));
            File.Copy(other, copy);
            Assert.NotEqual(mark, files.MarkOf(copy));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_torn_tail_of_an_open_segment_is_cut_back_to_the_last_good_frame()
    {
        var segment = Some.Segment(Node, 3, 20, 2, 2);
        _files.Put(Path(3, ".open"), [.. segment[..^5], .. new byte[4_096]]);

        var journal = Some.Recovered(_files);

        Assert.Equal([1UL, 2UL], Some.Replayed(_files, journal));
        Assert.Equal(segment.Length / 2 + 32, _files.Bytes(Path(3, ".seg")).Length);
        Assert.True(journal.Counters.Read().TornTailBytes > 0);
        Assert.Equal(0, journal.Counters.Read().DamagedRanges);
    }

    [Fact]
    public void A_damaged_range_goes_to_quarantine_and_the_rest_is_kept()
    {
        var segment = Some.Segment(Node, 3, 20, 2, 3, 1);
        segment[64 + 24 + 48 * 2 + 24 + 30] ^= 1;
        _files.Put(Path(3, ".open"), segment);

        var journal = Some.Recovered(_files);

        Assert.Equal([1UL, 2UL, 6UL], Some.Replayed(_files, journal));
        Assert.Equal(3, journal.Counters.Read().LostRecords);
        Assert.Contains(_files.Paths, path => path == $"{Some.Folder}/quarantine/00000000000000000003-184.range");
    }

    [Theory]
    [InlineData(".open")]
    [InlineData(".seg")]
    [InlineData(".done")]
    public void A_flip_of_any_bit_of_the_header_sends_the_file_to_quarantine_and_the_start_goes_on(string ending)
    {
        for (var bit = 0; bit < SegmentFormat.HeaderBytes * 8; bit++)
        {
            var files = new CrashFiles(new Random(1));
            var segment = Some.Segment(Node, 3, 20, 2);
            segment[bit / 8] ^= (byte)(1 << (bit % 8));
            files.Put(Path(3, ending), segment);

            var journal = Some.Recovered(files);

            Assert.Empty(journal.Index.All());
            Assert.Equal(4UL, journal.NextSegment);
            Assert.Equal(segment, files.Bytes($"{Some.Folder}/quarantine/00000000000000000003.head"));
        }
    }

    [Fact]
    public void A_new_node_is_drawn_when_the_newest_header_is_damaged()
    {
        var first = Some.Recovered(_files);
        _files.Put(Path(3, ".done"), Some.Segment(first.Node, 3, 20, 2));
        _files.Put(Path(4, ".done"), [.. "rubbish"u8]);

        Assert.NotEqual(first.Node, Some.Recovered(_files).Node);
    }

    [Theory]
    [InlineData(".open", 0)]
    [InlineData(".open", 70_000)]
    [InlineData(".seg", 0)]
    [InlineData(".done", 4_096)]
    public void Empty_and_zero_files_are_deleted(string ending, int bytes)
    {
        _files.Put(Path(3, ending), new byte[bytes]);

        var journal = Some.Recovered(_files);

        Assert.Empty(journal.Index.All());
        Assert.DoesNotContain(Path(3, ending), _files.Paths);
    }

    [Fact]
    public void Folders_named_like_segments_and_strange_names_are_left_alone()
    {
        _files.PutFolder(Path(9, ".seg"));
        _files.Put($"{Some.Folder}/notes.txt", [1]);
        _files.Put($"{Some.Folder}/12.seg", [1]);

        var journal = Some.Recovered(_files);

        Assert.Empty(journal.Index.All());
        Assert.Equal(10UL, journal.NextSegment);
        Assert.Contains($"{Some.Folder}/notes.txt", _files.Paths);
        Assert.Contains($"{Some.Folder}/12.seg", _files.Paths);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public void A_newer_version_refuses_the_start_and_touches_nothing(uint format, uint rows)
    {
        var newer = new byte[SegmentFormat.HeaderBytes];
        SegmentFormat.WriteHeader(newer, new SegmentHeader(rows, Node, 5, 1, Some.Noon) { FormatVersion = format });
        _files.Put(Path(3, ".open"), [.. Some.Segment(Node, 3, 20, 2), 1, 2, 3]);
        _files.Put(Path(4, ".seg"), [1]);
        _files.Put(Path(5, ".done"), newer);
        var before = _files.Paths.Order().ToList();

        Assert.Throws<JournalFormatException>(() => Some.Recovered(_files));

        Assert.Equal(before, _files.Paths.Order());
        Assert.Equal(3 + Some.Segment(Node, 3, 20, 2).Length, _files.Bytes(Path(3, ".open")).Length);
    }

    [Fact]
    public void Two_files_of_one_number_do_not_overwrite_each_other()
    {
        _files.Put(Path(3, ".open"), Some.Segment(Node, 3, 20, 2));
        _files.Put(Path(3, ".seg"), Some.Segment(Node, 3, 20, 5));

        var journal = Some.Recovered(_files);

        Assert.Equal(5, Some.Replayed(_files, journal).Count);
        Assert.Contains($"{Some.Folder}/quarantine/00000000000000000003.head", _files.Paths);
    }

    [Fact]
    public void The_replay_gives_a_batch_that_was_written_twice_once()
    {
        _files.Put(Path(3, ".seg"), Some.Segment(Node, 3, 20, 2, 2));
        _files.Put(Path(4, ".seg"), Some.Segment(Node, 4, 20, 2, 2, 1));

        Assert.Equal([1UL, 2UL, 3UL, 4UL, 5UL], Some.Replayed(_files, Some.Recovered(_files)));
    }

    [Fact]
    public void The_replay_leaves_out_segments_that_ended_before_its_time()
    {
        var clock = new TestClock(Some.Noon);
        var journal = Some.Recovered(_files);
        var appender = Some.Appender(_files, journal, clock);
        for (var i = 1; i <= 4; i++)
        {
            Some.Commit(appender, Some.Record(i));
            appender.Seal();
            clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal([3UL, 4UL], Some.Replayed(_files, journal, Some.Noon + TimeSpan.FromMinutes(25)));
    }

    [Fact]
    public void Ten_thousand_segments_are_taken_in_by_their_headers()
    {
        for (var number = 1UL; number <= 10_000; number++)
        {
            _files.Put(Path(number, ".seg"), Some.Segment(Node, number, 0, 1));
        }

        var reads = 0;
        _files.Fault = (operation, _) =>
        {
            reads += operation == "read" ? 1 : 0;
            return 0;
        };

        Assert.Equal(10_000, Some.Recovered(_files).Index.PendingCount);
        Assert.InRange(reads, 10_000, 10_010);
    }

    private static string Path(ulong number, string ending) => $"{Some.Folder}/{number:D20}{ending}";
}
