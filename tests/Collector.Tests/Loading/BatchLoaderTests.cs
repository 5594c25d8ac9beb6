using Collector.Journal;
using Collector.Loading;
using Collector.Tests.Journal;
using Shared;
using Storage.ClickHouse;

namespace Collector.Tests.Loading;

public class BatchLoaderTests
{
    private readonly CrashFiles _files = new(new Random(1));
    private readonly TestClock _clock = new(Some.Noon);
    private readonly FakeEventStore _store = new(new Random(1)) { Healthy = true };
    private readonly LoaderOptions _options = new() { Folder = Some.Folder };
    private RecoveredJournal _journal;
    private SegmentAppender _appender;
    private BatchLoader _loader;

    public BatchLoaderTests()
    {
        _journal = Some.Recovered(_files);
        _appender = Some.Appender(_files, _journal, _clock);
        _loader = Some.Loader(_files, _journal, _store, _clock, _options);
    }

    [Fact]
    public async Task A_new_segment_is_inserted_once_and_renamed()
    {
        Seal(1, 2, 3);

        Assert.True(await LoadAsync());

        Assert.Equal("i", _store.Statements);
        Assert.Equal([1L, 2L, 3L], _store.Ids);
        Assert.Contains(Name(1, ".done"), _files.Paths);
        Assert.Equal((0, 3L, 1L), (_loader.Status.PendingSegments, _loader.Status.Confirmed, _loader.Status.Inserts));
    }

    [Fact]
    public async Task A_lost_answer_is_settled_by_a_count()
    {
        Seal(1, 2, 3);
        _store.LostAnswers = 1;

        Assert.False(await LoadAsync());
        Assert.Equal(0, _loader.Status.LastErrorCode);
        Assert.True(await LoadAsync());

        Assert.Equal("ic", _store.Statements);
        Assert.Equal([1L, 2L, 3L], _store.Ids);
        Assert.Null(_loader.Status.LastErrorCode);
    }

    [Fact]
    public async Task A_hundred_lost_answers_in_a_row_store_each_record_once()
    {
        for (var i = 1; i <= 100; i++)
        {
            Seal(i);
            _store.LostAnswers = 1;
            await LoadAsync();
        }

        Assert.True(await LoadAsync());
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), _store.Ids.Order());
    }

    [Fact]
    public async Task What_cannot_be_read_back_is_not_confirmed_and_is_inserted_again()
    {
        Seal(1, 2, 3);
        _store.Damaged.Add(2);

        Assert.False(await LoadAsync());
        Assert.DoesNotContain(Name(1, ".done"), _files.Paths);
        Assert.True(await LoadAsync());

        Assert.Equal([1L, 2L, 3L], _store.Ids.Order());
        Assert.Equal((1L, 3L), (_loader.Status.DamagedParts, _loader.Status.Confirmed));
    }

    [Fact]
    public async Task After_a_restart_of_the_database_all_segments_that_are_still_here_are_counted_again()
    {
        _store.Uptime = TimeSpan.FromHours(5);
        Seal(1, 2);
        Seal(3);
        Assert.True(await LoadAsync());
        _store.Forget(seq => seq == 2);

        _store.Uptime = TimeSpan.FromSeconds(3);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.True(await LoadAsync());

        Assert.Equal([1L, 2L, 3L], _store.Ids.Order());
        Assert.Equal(3, _loader.Status.Confirmed);
    }

    [Fact]
    public async Task A_segment_that_was_written_while_the_clock_was_ahead_keeps_no_other_from_being_deleted()
    {
        _clock.Advance(TimeSpan.FromDays(400));
        Seal(1);
        _clock.Advance(TimeSpan.FromDays(-400));
        Seal(2);
        Seal(3);
        Assert.True(await LoadAsync());
        Assert.Contains(Name(1, ".done"), _files.Paths);

        _clock.Advance(TimeSpan.FromHours(2));
        Assert.True(await LoadAsync());
        Assert.DoesNotContain(Name(2, ".done"), _files.Paths);
        Assert.DoesNotContain(Name(1, ".done"), _files.Paths);
    }

    [Fact]
    public async Task What_never_arrived_is_inserted_plainly_after_the_count()
    {
        Seal(1, 2);
        _store.Failures.Enqueue(new ClickHouseException(0, "refused", retryable: true));

        Assert.False(await LoadAsync());
        Assert.True(await LoadAsync());

        Assert.Equal("ici", _store.Statements);
        Assert.Equal([1L, 2L], _store.Ids);
    }

    [Fact]
    public async Task What_arrived_in_part_is_completed()
    {
        Seal(1, 2, 3, 4);
        _store.LostAnswers = 1;
        await LoadAsync();
        _store.Forget(seq => seq > 2);

        Assert.True(await LoadAsync());

        Assert.Equal("icm", _store.Statements);
        Assert.Equal([1L, 2L, 3L, 4L], _store.Ids.Order());
    }

    [Fact]
    public async Task Nothing_is_decided_while_an_earlier_insert_still_runs()
    {
        Seal(1);
        _store.Failures.Enqueue(new ClickHouseException(0, "timeout", retryable: true));
        await LoadAsync();
        _store.Running.Enqueue(true);

        Assert.False(await LoadAsync());
        Assert.Equal("i", _store.Statements);
        Assert.True(await LoadAsync());
        Assert.Equal("ici", _store.Statements);
    }

    [Fact]
    public async Task Segments_found_at_start_are_reconciled()
    {
        Seal(1, 2);
        Restart();

        Assert.True(await LoadAsync());

        Assert.Equal("ci", _store.Statements);
        Assert.Equal(1, _loader.Status.Reconciled);
    }

    [Fact]
    public async Task A_backlog_goes_in_few_inserts()
    {
        for (var i = 1; i <= 50; i++)
        {
            Seal(i);
        }

        Assert.True(await LoadAsync());

        Assert.Equal("i", _store.Statements);
        Assert.Equal(50, _store.Ids.Count());
    }

    [Fact]
    public async Task A_batch_keeps_its_limit_of_rows()
    {
        _loader = Some.Loader(_files, _journal, _store, _clock, _options with { BatchRows = 10 });
        for (var i = 1; i <= 12; i++)
        {
            Seal(i, i + 100, i + 200);
        }

        Assert.True(await LoadAsync());

        Assert.Equal("iiii", _store.Statements);
    }

    [Fact]
    public async Task Copies_of_a_batch_after_a_write_error_are_stored_once()
    {
        Some.Commit(_appender, Some.Record(1));
        var times = 1;
        _files.Fault = (operation, _) => operation is "ftruncate" ? 5 : operation == "fdatasync" && times-- > 0 ? 5 : 0;
        Some.Commit(_appender, Some.Record(2), Some.Record(3));
        Restart();

        Assert.True(await LoadAsync());

        Assert.Equal([1L, 2L, 3L], _store.Ids.Order());
        Assert.Equal(2, _journal.Index.Done().Count);
    }

    [Fact]
    public async Task Bad_records_go_to_quarantine_after_five_refusals_and_the_rest_is_stored()
    {
        Seal([.. Enumerable.Range(1, 100)]);
        _store.Poison.UnionWith([17, 60]);

        await LoadFor(TimeSpan.FromMinutes(3));

        Assert.Equal(Enumerable.Range(1, 100).Where(i => i is not (17 or 60)).Select(i => (long)i), _store.Ids.Order());
        Assert.Equal(0, _loader.Status.PendingSegments);
        Assert.Equal((98L, 2L), (_loader.Status.Confirmed, _loader.Status.Poisoned));
        Assert.Equal([17UL, 60UL], PoisonOf(1));
    }

    [Fact]
    public async Task Quarantined_records_are_left_out_when_their_segment_is_counted_at_start()
    {
        Seal([.. Enumerable.Range(1, 20)]);
        _store.Poison.Add(5);
        await LoadFor(TimeSpan.FromMinutes(3));
        _store.Forget(seq => seq == 9);
        Restart();

        Assert.True(await LoadAsync());

        Assert.Equal(Enumerable.Range(1, 20).Where(i => i != 5).Select(i => (long)i), _store.Ids.Order());
    }

    [Fact]
    public async Task A_refused_segment_does_not_hold_up_the_next_ones()
    {
        Seal(1);
        _store.Poison.Add(1);
        await LoadAsync();
        Seal(2);

        Assert.True(await LoadAsync());

        Assert.Equal([2L], _store.Ids);
    }

    [Fact]
    public async Task A_dropped_table_never_leads_to_quarantine()
    {
        Seal(1, 2);
        for (var i = 0; i < 40; i++)
        {
            _store.Failures.Enqueue(new ClickHouseException(60, "Unknown table", retryable: false));
        }

        for (var i = 0; i < 40; i++)
        {
            Assert.False(await LoadAsync());
        }

        Assert.Equal(60, _loader.Status.LastErrorCode);
        Assert.Empty(PoisonOf(1));
        Assert.True(await LoadAsync());
        Assert.Equal([1L, 2L], _store.Ids);
    }

    [Fact]
    public async Task When_every_row_is_refused_it_is_not_the_rows()
    {
        Seal(1, 2, 3);
        _store.Poison.UnionWith([1, 2, 3]);

        await LoadFor(TimeSpan.FromMinutes(10));

        Assert.Empty(PoisonOf(1));
        Assert.Equal(1, _loader.Status.PendingSegments);
    }

    [Fact]
    public async Task A_recently_confirmed_segment_is_counted_at_start_and_completed()
    {
        Seal(1, 2, 3);
        await LoadAsync();
        _store.Forget(seq => seq == 2);
        _clock.Advance(TimeSpan.FromMinutes(14));
        Restart();
        var bytes = _journal.Index.TotalBytes;
        Assert.Equal((0, 0L), (_loader.Status.PendingSegments, _journal.Index.PendingBytes));

        Assert.True(await LoadAsync());

        Assert.Equal((0L, bytes), (_journal.Index.PendingBytes, _journal.Index.TotalBytes));

        Assert.Equal([1L, 2L, 3L], _store.Ids.Order());
        Assert.Equal(0, _loader.Status.Confirmed);
    }

    [Fact]
    public async Task An_older_confirmed_segment_is_believed()
    {
        Seal(1);
        await LoadAsync();
        _clock.Advance(TimeSpan.FromMinutes(16));
        Restart();

        await LoadAsync();

        Assert.Equal("i", _store.Statements);
    }

    [Fact]
    public async Task Confirmed_segments_are_deleted_after_their_time_but_for_the_newest()
    {
        Seal(1);
        Seal(2);
        await LoadAsync();
        _clock.Advance(TimeSpan.FromMinutes(59));
        await LoadAsync();
        Assert.Contains(Name(1, ".done"), _files.Paths);

        _clock.Advance(TimeSpan.FromMinutes(2));
        await LoadAsync();

        Assert.DoesNotContain(Name(1, ".done"), _files.Paths);
        Assert.Contains(Name(2, ".done"), _files.Paths);
    }

    [Fact]
    public async Task A_failed_rename_after_the_insert_does_not_insert_again()
    {
        Seal(1, 2);
        _files.Fault = (operation, _) => operation == "rename" ? 5 : 0;
        Assert.False(await LoadAsync());
        _files.Fault = (_, _) => 0;

        Assert.True(await LoadAsync());

        Assert.Equal("ic", _store.Statements);
        Assert.Equal([1L, 2L], _store.Ids);
    }

    [Fact]
    public async Task A_segment_the_disk_will_not_read_goes_to_quarantine_and_the_next_are_loaded()
    {
        Seal(1);
        Seal(2);
        _files.Fault = (operation, path) => operation == "read" && path == Name(1, ".seg") ? 5 : 0;

        await LoadFor(TimeSpan.FromMinutes(3));

        Assert.Equal([2L], _store.Ids);
        Assert.Contains($"{Some.Folder}/quarantine/00000000000000000001.unreadable", _files.Paths);
        Assert.Equal(0, _loader.Status.PendingSegments);
    }

    [Fact]
    public async Task The_running_loader_wakes_when_a_segment_is_sealed_and_ends_when_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var run = _loader.RunAsync(stop.Token);
        Seal(1);
        while (_loader.Status.Confirmed == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        await run;
        Assert.Equal([1L], _store.Ids);
    }

    private Task<bool> LoadAsync() => _loader.LoadPendingAsync(CancellationToken.None);

    private async Task LoadFor(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await LoadAsync();
        }
    }

    private void Seal(params int[] ids)
    {
        Assert.Equal(JournalState.Running, Some.Commit(_appender, [.. ids.Select(id => Some.Record(id))]));
        _appender.Seal();
    }

    private void Restart()
    {
        _files.Fault = (_, _) => 0;
        _journal = Some.Recovered(_files);
        _appender = Some.Appender(_files, _journal, _clock);
        _loader = Some.Loader(_files, _journal, _store, _clock, _options);
    }

    private IEnumerable<ulong> PoisonOf(ulong number)
    {
        var segment = _journal.Index.All().Single(segment => segment.Number == number);
        return new PoisonFiles(_files, Some.Folder).Of(segment).Order();
    }

    private static string Name(ulong number, string ending) => $"{Some.Folder}/{number:D20}{ending}";
}
