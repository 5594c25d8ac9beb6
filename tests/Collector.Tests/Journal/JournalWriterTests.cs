using System.Buffers;
using Collector.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Tests.Journal;

/// <summary>The writer with its threads, on real files.</summary>
public sealed class JournalWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal-writer-").FullName;
    private readonly PosixFiles _files = new();

    [Fact]
    public async Task What_is_answered_stored_is_replayed_in_order_from_many_senders()
    {
        var options = Options();
        var encoder = new IdEncoder();
        var writer = Open(options, encoder);
        var senders = Enumerable.Range(0, 8).Select(async sender =>
        {
            for (var i = 0; i < 250; i++)
            {
                Assert.Equal(JournalOutcome.Stored, await writer.AppendAsync([(sender * 1_000) + i], 1, 100));
            }
        });
        await Task.WhenAll(senders);
        await writer.StopAsync();

        var replayed = Replay(options);
        Assert.Equal(2_000, replayed.Count);
        Assert.Equal(2_000, replayed.Distinct().Count());
        Assert.Equal(encoder.Ids, replayed);
        Assert.Equal(2_000, writer.Figures.Records);
        Assert.Equal(writer.Figures.Syncs, writer.Figures.SyncBuckets.Sum());
        Assert.Equal((0, 0L), (writer.Figures.QueuedHits, writer.Figures.QueuedBytes));
    }

    [Fact]
    public async Task A_submission_beyond_the_queues_limit_is_refused_at_once()
    {
        await using var writer = Open(Options() with { QueueHits = 10, QueueBytes = 1_000 }, new IdEncoder());

        Assert.Equal(JournalOutcome.Busy, await writer.AppendAsync([1], 11, 1));
        Assert.Equal(JournalOutcome.Busy, await writer.AppendAsync([1], 1, 1_001));
        Assert.Equal(JournalOutcome.Stored, await writer.AppendAsync([1], 10, 1_000));
    }

    [Fact]
    public async Task After_the_stop_submissions_are_refused()
    {
        var writer = Open(Options(), new IdEncoder());
        await writer.StopAsync();

        Assert.Equal(JournalOutcome.Stopping, await writer.AppendAsync([1], 1, 1));
    }

    [Fact]
    public async Task A_submission_that_cannot_be_encoded_is_refused_alone()
    {
        var options = Options();
        var writer = Open(options, new IdEncoder());
        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => writer.AppendAsync(i % 10 == 0 ? [i, -1] : [i], 1, 1).AsTask()));
        await writer.StopAsync();

        Assert.Equal(5, answers.Count(answer => answer == JournalOutcome.Fault));
        Assert.Equal(45, answers.Count(answer => answer == JournalOutcome.Stored));
        Assert.Equal(Enumerable.Range(1, 50).Where(i => i % 10 != 0), Replay(options).Select(id => (int)id).Order());
    }

    [Fact]
    public async Task A_record_beyond_its_limit_is_refused_and_the_journal_goes_on()
    {
        var options = Options();
        var writer = Open(options, new IdEncoder { Filler = id => id == 2 ? SegmentFormat.MaxRecordBytes : 0 });

        Assert.Equal(JournalOutcome.Fault, await writer.AppendAsync([2], 1, 1));
        Assert.Equal(JournalOutcome.Stored, await writer.AppendAsync([3], 1, 1));
        await writer.StopAsync();
        Assert.Equal([3L], Replay(options));
    }

    [Fact]
    public async Task A_submission_without_a_record_is_stored_without_a_write()
    {
        await using var writer = Open(Options(), new IdEncoder());

        Assert.Equal(JournalOutcome.Stored, await writer.AppendAsync([], 1, 1));
        Assert.Equal(0, writer.Figures.Syncs);
    }

    [Fact]
    public async Task When_the_disk_fails_all_that_waits_is_refused_the_encoder_rolls_back_and_it_recovers_by_itself()
    {
        var files = new CrashFiles(new Random(1));
        var options = Some.Options() with { ProbeEvery = TimeSpan.FromMilliseconds(5) };
        var encoder = new IdEncoder();
        var writer = new JournalWriter<long[]>(files, options, Some.Recovered(files), encoder, TimeProvider.System, NullLogger.Instance);
        Assert.Equal(JournalOutcome.Stored, await writer.AppendAsync([1], 1, 1));
        files.Fault = (operation, _) => operation == "fdatasync" ? 5 : 0;

        Assert.Equal(JournalOutcome.Fault, await writer.AppendAsync([2], 1, 1));
        Assert.Equal(JournalOutcome.Fault, await writer.AppendAsync([3], 1, 1));
        Assert.Equal([1L], encoder.Ids);

        files.Fault = (_, _) => 0;
        while (writer.State != JournalState.Running)
        {
            await Task.Yield();
        }

        Assert.Equal(JournalOutcome.Stored, await writer.AppendAsync([4], 1, 1));
        await writer.StopAsync();
        Assert.Equal([1L, 4L], encoder.Ids);
        Assert.Equal(2, Some.Replayed(files, Some.Recovered(files)).Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private JournalOptions Options() => Some.Options(_folder) with { SealAfter = TimeSpan.FromMilliseconds(20) };

    private JournalWriter<long[]> Open(JournalOptions options, IdEncoder encoder) =>
        new(_files, options, Some.Recovered(_files, options), encoder, TimeProvider.System, NullLogger.Instance);

    private List<long> Replay(JournalOptions options)
    {
        var ids = new List<long>();
        var journal = Some.Recovered(_files, options);
        new JournalReplay(_files, _folder, journal.Index, NullLogger.Instance).Replay(default, record => ids.Add(Some.IdOf(record.Bytes.Span)));
        return ids;
    }

    /// <summary>Writes ids as records and remembers those that are committed; fails on negative ones.</summary>
    private sealed class IdEncoder : IRecordEncoder<long[]>
    {
        private readonly List<long> _open = [];

        public List<long> Ids { get; } = [];

        public Func<long, int> Filler { get; init; } = _ => 0;

        public void Encode(long[] submission, IRecordOutput output)
        {
            foreach (var id in submission)
            {
                _open.Add(id);
                ArgumentOutOfRangeException.ThrowIfNegative(id);
                output.Record.Write(Some.Record(id, Filler(id)));
                output.Add();
            }
        }

        public void Committed()
        {
            Ids.AddRange(_open);
            _open.Clear();
        }

        public void RolledBack() => _open.Clear();
    }
}
