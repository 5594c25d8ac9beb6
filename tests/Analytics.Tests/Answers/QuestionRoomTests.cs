using Analytics.Reports;
using Storage.ClickHouse;

namespace Analytics.Tests.Answers;

/// <summary>How questions share the database.</summary>
public sealed class QuestionRoomTests
{
    private readonly QuestionRoom _room = new(3, 2, 1, TimeSpan.FromSeconds(30));

    [Fact]
    public async Task One_caller_has_two_places_and_another_finds_the_third_free()
    {
        var greedy = Enumerable.Range(0, 16).Select(_ => EnterAsync("greedy")).ToList();
        var other = await EnterAsync("other").WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, greedy.Count(task => task.IsCompletedSuccessfully));

        other.Dispose();
        Assert.Equal(2, greedy.Count(task => task.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Who_waits_gets_a_place_in_turn_with_the_others()
    {
        var room = new QuestionRoom(1, 1, 1, TimeSpan.FromSeconds(30));
        var order = new List<string>();
        var first = await EnterAsync("a", room: room);
        var all = new[] { "a", "a", "a", "b", "b", "c" }.Select(name => WorkAsync(name)).ToList();
        first.Dispose();
        await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["a", "b", "c", "a", "b", "a"], order);

        async Task WorkAsync(string name)
        {
            using var turn = await EnterAsync(name, room: room);
            order.Add(name);
        }
    }

    [Fact]
    public async Task A_slow_export_holds_one_place_and_the_next_export_waits_for_it()
    {
        var export = await EnterAsync("a", isExport: true);
        var second = EnterAsync("b", isExport: true);
        using var question = await EnterAsync("b").WaitAsync(TimeSpan.FromSeconds(5));
        using var other = await EnterAsync("c").WaitAsync(TimeSpan.FromSeconds(5));
        Assert.False(second.IsCompleted);

        export.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(5))).Dispose();
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_and_takes_no_place()
    {
        var room = new QuestionRoom(1, 1, 1, TimeSpan.FromMilliseconds(50));
        var first = await EnterAsync("a", room: room);
        await Assert.ThrowsAsync<ClickHouseException>(() => EnterAsync("b", room: room));
        first.Dispose();
        (await EnterAsync("c", room: room)).Dispose();
        (await EnterAsync("b", room: room)).Dispose();
    }

    [Fact]
    public async Task Who_goes_away_while_waiting_takes_no_place()
    {
        var room = new QuestionRoom(1, 1, 1, TimeSpan.FromSeconds(30));
        var first = await EnterAsync("a", room: room);
        using var gone = new CancellationTokenSource();
        var waiting = EnterAsync("b", room: room, cancellationToken: gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.Dispose();
        (await EnterAsync("c", room: room).WaitAsync(TimeSpan.FromSeconds(5))).Dispose();
    }

    [Fact]
    public async Task Too_many_waiting_questions_of_one_caller_are_refused_at_once_and_another_is_not()
    {
        var all = Enumerable.Range(0, 2 + QuestionRoom.WaitingOfOne).Select(_ => EnterAsync("greedy")).ToList();
        await Assert.ThrowsAsync<ClickHouseException>(() => EnterAsync("greedy"));
        (await EnterAsync("other").WaitAsync(TimeSpan.FromSeconds(5))).Dispose();
        Assert.Equal(2, all.Count(task => task.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Random_traffic_never_has_more_at_a_time_than_there_are_places_and_ends_with_none()
    {
        var (running, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            using var turn = await EnterAsync($"caller {i % 7}", isExport: i % 11 == 0);
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }).Select(task => task.ContinueWith(done => done, TaskScheduler.Default)));

        Assert.Equal((0, true), (running, most <= 3));
        using var a = await EnterAsync("a").WaitAsync(TimeSpan.FromSeconds(5));
        using var b = await EnterAsync("b").WaitAsync(TimeSpan.FromSeconds(5));
        using var c = await EnterAsync("c").WaitAsync(TimeSpan.FromSeconds(5));
    }

    private async Task<IDisposable> EnterAsync(string caller, bool isExport = false, QuestionRoom? room = null, CancellationToken cancellationToken = default)
    {
        QuestionRoom.Caller = caller;
        return await (room ?? _room).EnterAsync(isExport, cancellationToken);
    }
}
