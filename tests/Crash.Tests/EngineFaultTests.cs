using System.Globalization;
using System.Net.Http.Json;
using Shared;
using Xunit.Abstractions;

namespace Crash.Tests;

/// <summary>
/// The promise on an engine whose disk fails: one of its calls that change the disk is refused with ENOSPC or EIO, once or from then on,
/// or is where kill -9 comes. Then the disk is well again and the engine is started anew from what lies there. What was acknowledged is
/// counted exactly once. The short form tries some calls; tests/crash-points all of them (CRASH_POINTS=all).
/// </summary>
public sealed class EngineFaultTests(ITestOutputHelper output)
{
    /// <summary>How long a fault may wait for its call, 2 s: the loader takes a new segment within one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly bool All = Environment.GetEnvironmentVariable("CRASH_POINTS") == "all";

    private static readonly string[] Calls = ["write", "fsync", "rename", "open", "mkdir", "unlink", "truncate"];
    private static readonly int[] Numbers = [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 45];

    [FaultyDiskTheory]
    [InlineData("ENOSPC")]
    [InlineData("EIO")]
    [InlineData("KILL")]
    public async Task What_was_acknowledged_is_counted_once_after_the_engines_disk_failed_at_a_call(string error)
    {
        using var disk = new FaultyDisk();
        await using var collector = await RunningCollector.StartAsync(program: disk.Around(RunningCollector.Executable));
        var ledger = new Ledger(collector);
        await ledger.SendAsync(50);
        var reached = 0;
        var erasures = Task.CompletedTask;
        foreach (var (call, nth, times) in Points(error))
        {
            disk.Arm(call, "/engine/", error, nth, times);
            await ledger.SendAsync(5);

            // A mutation, and changes of the table's settings.
            var user = string.Create(CultureInfo.InvariantCulture, $"visitor-{reached}");
            erasures = Task.WhenAll(erasures, EraseAsync(collector, user));
            await WaitForHitAsync(disk);
            reached += disk.Hits > 0 ? 1 : 0;
            disk.Disarm();
            await KillEngineAsync(collector);
            await collector.WaitUntilReadyAsync();
            await ledger.AssertCountedAsync($"{error} at {call} {nth}, {(times == 0 ? "from then on" : "once")}: {string.Join("; ", disk.Failed.Take(3))}");
        }

        await erasures;
        await ledger.AssertExactAsync();
        output.WriteLine($"{error}: {reached} points reached, {ledger.Acknowledged} acknowledged events");
        Assert.True(reached >= (All ? 60 : 4), $"Only {reached} points were reached: the test proves little.");
    }

    private static IEnumerable<(string Call, int Nth, int Times)> Points(string error) =>
        All ? from call in Calls from nth in Numbers from times in error == "KILL" ? new[] { 1 } : [1, 0] select (call, nth, times)
        : [("write", 1, 1), ("write", 4, 0), ("fsync", 2, 1), ("rename", 1, 1), ("open", 3, 0)];

    private static async Task WaitForHitAsync(FaultyDisk disk)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (disk.Hits == 0 && !limit.IsCancellationRequested)
        {
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>The fault may have killed it already.</summary>
    private static async Task KillEngineAsync(RunningCollector collector)
    {
        if (collector.EnginePid() is > 0 and var engine)
        {
            using var kill = System.Diagnostics.Process.Start("kill", ["-KILL", engine.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }
    }

    // Its answer may be a refusal, or take longer than the client waits: the disk is failing.
    private static async Task EraseAsync(RunningCollector collector, string user)
    {
        try
        {
            using var answer = await collector.Client.PostAsJsonAsync("/api/v1/sites/example.com/visitors/erase", new { user });
        }
        catch (TaskCanceledException)
        {
        }
    }
}
