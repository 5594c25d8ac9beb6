using System.Globalization;
using Shared;
using Xunit.Abstractions;

namespace Crash.Tests;

/// <summary>
/// The promise, on the whole program: acknowledged = stored, none twice, through kill -9 at random moments. tests/soak runs the
/// same with more cycles (CRASH_CYCLES).
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Cycles = int.Parse(Environment.GetEnvironmentVariable("CRASH_CYCLES") ?? "50", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("CRASH_SEED") ?? "20261122", CultureInfo.InvariantCulture);

    [Fact]
    public async Task After_kill_9_of_the_collector_at_random_moments_every_acknowledged_event_is_stored_exactly_once()
    {
        var random = new Random(Seed);
        await using var collector = await RunningCollector.StartAsync();
        var ledger = new Ledger(collector);
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            using var stop = new CancellationTokenSource();
            var clients = ledger.SendAsync(clients: 4, stop.Token);
            await Task.Delay(random.Next(20, 1_000), CancellationToken.None);
            await collector.KillAsync();
            await stop.CancelAsync();
            await clients;
            await collector.StartCollectingAsync();
        }

        await collector.WaitUntilReadyAsync();
        output.WriteLine($"seed {Seed}, {Cycles} kills, {ledger.Acknowledged} acknowledged events");
        await ledger.AssertExactAsync();
    }
}
