using Collector.Journal;
using Shared;

namespace Collector.Tests.Journal;

public class SegmentAppenderTests
{
    private const int Eio = 5;
    private const int Enospc = 28;
    private const int Erofs = 30;

    private readonly CrashFiles _files = new(new Random(1));
    private readonly TestClock _clock = new(Some.Noon);
    private readonly RecoveredJournal _journal;
    private readonly SegmentAppender _appender;

    public SegmentAppenderTests()
    {
        _journal = Some.Recovered(_files);
        _appender = Some.Appender(_files, _journal, _clock);
    }

    [Theory]
    [InlineData("fdatasync", Eio)]
    [InlineData("fdatasync", Enospc)]
    [InlineData("pwrite", Enospc)]
    [InlineData("pwrite", Eio)]
    public void After_one_error_the_batch_goes_to_a_new_segment_with_the_same_numbers(string operation, int errno)
    {
        Some.Commit(_appender, Some.Record(1));
        FailTimes(operation, errno, 1);

        Assert.Equal(JournalState.Running, Some.Commit(_appender, Some.Record(2), Some.Record(3)));

        Assert.Equal(4UL, _appender.NextSeq);
        _appender.Seal();
        Assert.Equal([1UL, 2UL, 3UL], Some.Replayed(_files, _journal));
        Assert.Equal([1UL, 2UL], _journal.Index.All().Select(segment => segment.Number));
    }

    [Theory]
    [InlineData("fdatasync", Eio, JournalState.Fault)]
    [InlineData("fdatasync", Enospc, JournalState.DiskFull)]
    [InlineData("pwrite", Enospc, JournalState.DiskFull)]
    [InlineData("pwrite", Erofs, JournalState.Fault)]
    public void After_two_errors_the_batch_is_refused_and_its_numbers_are_gone(string operation, int errno, object state)
    {
        Some.Commit(_appender, Some.Record(1));
        FailTimes(operation, errno, 100);

        Assert.Equal(state, Some.Commit(_appender, Some.Record(2), Some.Record(3)));
        Assert.Equal(4UL, _appender.NextSeq);
        Assert.Equal(state, _appender.State);
    }

    [Fact]
    public void What_was_refused_is_cut_away_before_anything_is_accepted_again()
    {
        Some.Commit(_appender, Some.Record(1));
        FailTimes("fdatasync", Eio, 3);
        Some.Commit(_appender, Some.Record(2));

        Assert.False(_appender.TryRecover());
        Assert.True(_appender.TryRecover());
        Assert.Equal(JournalState.Running, Some.Commit(_appender, Some.Record(3)));

        _appender.Close();
        _files.Crash();
        Assert.Equal([1UL, 3UL], Some.Replayed(_files, Some.Recovered(_files)));
    }

    [Fact]
    public void A_segment_is_sealed_a_second_after_its_first_frame()
    {
        Some.Commit(_appender, Some.Record(1));
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        Some.Commit(_appender, Some.Record(2));
        _appender.SealIfDue();
        Assert.Equal(0, _journal.Index.PendingCount);

        _clock.Advance(TimeSpan.FromMilliseconds(100));
        _appender.SealIfDue();

        Assert.Equal(1, _journal.Index.PendingCount);
        Assert.Null(_appender.UntilSeal);
    }

    [Fact]
    public void A_full_segment_is_sealed_and_the_next_one_is_as_large_as_it_was()
    {
        for (var i = 0; i < 100; i++)
        {
            Some.Commit(_appender, Some.Record(i, 2_000));
        }

        var sealedBytes = _journal.Index.All().Select(segment => segment.Bytes).ToList();
        Assert.Equal(3, sealedBytes.Count);
        Assert.All(sealedBytes, bytes => Assert.InRange(bytes, 60_000, 64 << 10));
        var spare = _files.Paths.Where(path => path.EndsWith(".open", StringComparison.Ordinal)).Max()!;
        Assert.Equal(64 << 10, _files.Bytes(spare).Length);
    }

    [Fact]
    public void A_segment_without_a_frame_is_never_sealed()
    {
        Some.Commit(_appender, Some.Record(1));
        _appender.Seal();
        _appender.Seal();
        _clock.Advance(TimeSpan.FromMinutes(1));
        _appender.SealIfDue();

        _appender.Close();

        Assert.Equal(["00000000000000000001.seg", "identity"], _files.Paths.Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_used_up_budget_refuses_before_the_disk_is_full_and_recovers_when_segments_are_confirmed()
    {
        var options = Some.Options() with { MaxBytes = 100_000 };
        var appender = Some.Appender(_files, _journal, _clock, options);
        var accepted = 0;
        while (Some.Commit(appender, Some.Record(accepted, 2_000)) == JournalState.Running)
        {
            accepted++;
        }

        Assert.Equal(JournalState.DiskFull, appender.State);
        Assert.InRange(accepted, 50, 120);
        Assert.False(appender.TryRecover());

        foreach (var segment in _journal.Index.Pending(100))
        {
            _journal.Index.AddDone(segment);
        }

        Assert.True(appender.TryRecover());
        Assert.Equal(JournalState.Running, Some.Commit(appender, Some.Record(1)));
    }

    [Fact]
    public void The_free_space_floor_refuses_and_lets_go_by_itself()
    {
        var options = Some.Options() with { MinFreeBytes = 1 << 30 };
        var appender = Some.Appender(_files, _journal, _clock, options);
        _files.Disk = (1L << 40, (1L << 30) - 1);
        Assert.Equal(JournalState.DiskFull, Some.Commit(appender, Some.Record(1)));

        _files.Disk = (1L << 40, 1L << 30);

        Assert.True(appender.TryRecover());
    }

    [Theory]
    [InlineData("rename")]
    [InlineData("ftruncate")]
    [InlineData("fsync")]
    [InlineData("open")]
    public void A_segment_that_cannot_be_finished_is_finished_later(string operation)
    {
        Some.Commit(_appender, Some.Record(1));
        FailTimes(operation, Eio, 1);

        _appender.Seal();
        Assert.Equal(0, _journal.Index.PendingCount);
        Assert.True(_appender.HasLeftovers);

        Assert.True(_appender.Tidy());
        Assert.Equal(1, _journal.Index.PendingCount);
    }

    private void FailTimes(string operation, int errno, int times)
    {
        _files.Fault = (asked, _) => asked == operation && times-- > 0 ? errno : 0;
    }
}
