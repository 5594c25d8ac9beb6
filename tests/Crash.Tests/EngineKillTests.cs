using System.Diagnostics;
using System.Globalization;
using Shared;
using Xunit.Abstractions;

namespace Crash.Tests;

/// <summary>The promise through kill -9 of the engine alone, at random moments, while the collector takes hits.</summary>
public sealed class EngineKillTests(ITestOutputHelper output)
{
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("CRASH_SEED") ?? "20261122", CultureInfo.InvariantCulture);

    [Fact]
    public async Task After_kill_9_of_the_engine_in_the_middle_of_inserts_every_acknowledged_event_is_stored_exactly_once()
    {
        var random = new Random(Seed);
        await using var collector = await RunningCollector.StartAsync();
        var ledger = new Ledger(collector);
        using var stop = new CancellationTokenSource();
        var clients = ledger.SendAsync(clients: 4, stop.Token);
        for (var kill = 0; kill < 15; kill++)
        {
            await Task.Delay(random.Next(300, 2_000), CancellationToken.None);
            if (collector.EnginePid() is > 0 and var engine)
            {
                using var process = Process.GetProcessById(engine);
                process.Kill();
            }
        }

        await stop.CancelAsync();
        await clients;
        await collector.WaitUntilReadyAsync();
        output.WriteLine($"seed {Seed}, 15 kills of the engine, {ledger.Acknowledged} acknowledged events");
        await ledger.AssertExactAsync();
    }
}
