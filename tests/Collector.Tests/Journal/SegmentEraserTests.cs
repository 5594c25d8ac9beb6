using Collector.Journal;
using Collector.Loading;
using Collector.Tests.Loading;
using Shared;

namespace Collector.Tests.Journal;

public class SegmentEraserTests
{
    private const ulong Node = 42;

    private readonly CrashFiles _files = new(new Random(1));
    private readonly TestClock _clock = new(Some.Noon);

    [Theory]
    [InlineData("1", "2 3 4 5 6")]
    [InlineData("2 5", "1 3 4 6")]
    [InlineData("3 4", "1 2 5 6")]
    [InlineData("6", "1 2 3 4 5")]
    [InlineData("1 2 3 4 5 6", "")]
    public void Erased_records_are_gone_the_others_keep_their_numbers_and_the_next_number_stays_above(string erased, string left)
    {
        Start();
        var done = Erase(erased);
        var again = Erase("");
        var journal = Some.Recovered(_files);

        Assert.Equal((Numbers(erased).Count, 0), (done.Records, again.Records));
        Assert.Equal(left, string.Join(' ', Some.Replayed(_files, journal)));
        Assert.Equal((Numbers(left).Count, 6UL), ((int)done.Left.Records, done.Left.LastSeq));
        Assert.Equal(Node, journal.Node);
        Assert.True(journal.NextSeq > 6 + JournalRecovery.SeqMargin / 2);
        foreach (var seq in Numbers(erased))
        {
            Assert.True(_files.Bytes(Path(".seg")).AsSpan().IndexOf(Some.Record((long)seq, 20).AsSpan(16)) < 0, $"record {seq} is still there");
        }
    }

    [Fact]
    public void What_was_erased_before_stays_erased()
    {
        Start();
        Erase("2");
        Erase("4 5");

        Assert.Equal("1 3 6", string.Join(' ', Some.Replayed(_files, Some.Recovered(_files))));
    }

    [Fact]
    public void A_power_cut_at_any_moment_leaves_the_old_file_or_the_new_one_and_a_second_run_finishes()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var files = new CrashFiles(random);
            files.PutFolder(Some.Folder);
            files.Put(Path(".seg"), Some.Segment(Node, 1, 20, 3, 1, 2));
            files.Put(System.IO.Path.Combine(Some.Folder, "identity"), _identity);
            var left = random.Next(8);
            files.Fault = (_, _) => left-- > 0 ? 0 : 5;
            try
            {
                Erase(files, "2 5");
            }
            catch (JournalIoException)
            {
                // The power goes here.
            }

            files.Crash();
            var between = string.Join(' ', Some.Replayed(files, Some.Recovered(files)));
            Erase(files, "2 5");
            files.Crash();

            Assert.True(between is "1 2 3 4 5 6" or "1 3 4 6", $"seed {seed}: {between}");
            Assert.True(string.Join(' ', Some.Replayed(files, Some.Recovered(files))) == "1 3 4 6", $"seed {seed}");
            Assert.DoesNotContain(files.Paths, path => path.EndsWith(SegmentEraser.Ending, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_loader_neither_brings_erased_records_back_nor_misses_them_while_it_completes_what_is_lost()
    {
        Start();
        var store = new FakeEventStore(new Random(1)) { Healthy = true };
        Assert.True(await Some.Loader(_files, Some.Recovered(_files), store, _clock).LoadPendingAsync(CancellationToken.None));
        Erase("6", ".done");

        // Erased in the journal, not yet in the database, which has lost another record meanwhile: a count alone would say that all is there.
        store.Forget(seq => seq == 3);
        Assert.True(await Some.Loader(_files, Some.Recovered(_files), store, _clock).LoadPendingAsync(CancellationToken.None));
        Assert.Equal([1L, 2, 3, 4, 5, 6], store.Ids.Order());

        store.Forget(seq => seq == 6);
        Assert.True(await Some.Loader(_files, Some.Recovered(_files), store, _clock).LoadPendingAsync(CancellationToken.None));
        Assert.Equal([1L, 2, 3, 4, 5], store.Ids.Order());
    }

    private readonly byte[] _identity = Identity();

    private static byte[] Identity()
    {
        var files = new CrashFiles(new Random(1));
        files.PutFolder(Some.Folder);
        var bytes = new byte[24];
        "CLJNODE1"u8.CopyTo(bytes);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Node);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), Crc32C.Of(bytes.AsSpan(0, 20)));
        return bytes;
    }

    private static List<ulong> Numbers(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ulong.Parse).ToList();

    private static string Path(string ending) => System.IO.Path.Combine(Some.Folder, SegmentName.Of(1, ending));

    private static SegmentErasure Erase(CrashFiles files, string numbers, string ending = ".seg")
    {
        var erased = Numbers(numbers);
        return new SegmentEraser(files).Erase(Path(ending), new SegmentHeader(1, Node, 1, 1, Some.Noon), record => erased.Contains(record.Seq));
    }

    private SegmentErasure Erase(string numbers, string ending = ".seg") => Erase(_files, numbers, ending);

    private void Start()
    {
        _files.PutFolder(Some.Folder);
        _files.Put(Path(".seg"), Some.Segment(Node, 1, 20, 3, 1, 2));
        _files.Put(System.IO.Path.Combine(Some.Folder, "identity"), _identity);
    }
}
