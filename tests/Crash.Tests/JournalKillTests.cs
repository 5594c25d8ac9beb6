using System.Diagnostics;
using System.Globalization;
using Collector.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crash.Tests;

/// <summary>
/// Kills the journal and the loader at the Nth call of the system calls that change state, restarts, kills again, and counts:
/// what was acknowledged is stored exactly once. strace counts the calls of each thread for itself.
/// </summary>
public sealed class JournalKillTests : IDisposable
{
    private const int Runs = 3;
    private const int IdsPerRun = 1_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("journal-kill-").FullName;

    [StraceTheory]
    [InlineData("fdatasync", 1)]
    [InlineData("fdatasync", 2)]
    [InlineData("fdatasync", 3)]
    [InlineData("fdatasync", 6)]
    [InlineData("fsync", 1)]
    [InlineData("fsync", 2)]
    [InlineData("fsync", 3)]
    [InlineData("fsync", 5)]
    [InlineData("rename", 1)]
    [InlineData("rename", 2)]
    [InlineData("rename", 3)]
    [InlineData("ftruncate", 1)]
    [InlineData("ftruncate", 2)]
    [InlineData("pwrite64", 1)]
    [InlineData("pwrite64", 2)]
    [InlineData("pwrite64", 3)]
    [InlineData("pwrite64", 7)]
    [InlineData("unlink", 2)]
    [InlineData("unlink", 3)]
    public async Task What_was_acknowledged_is_stored_exactly_once_after_kills_at_a_system_call(string call, int nth)
    {
        var killed = 0;
        for (var run = 0; run < Runs; run++)
        {
            killed += await RunChildAsync(call, nth, run * IdsPerRun) == 0 ? 0 : 1;
        }

        Assert.True(killed > 0, $"{call} was never called {nth} times by one thread: nothing was killed.");
        Assert.True(Directory.Exists(JournalChild.Options(_folder).Folder), "The child was killed before it reached the journal.");

        var files = new PosixFiles();
        var journal = new JournalRecovery(files, JournalChild.Options(_folder), NullLogger.Instance).Open();
        Assert.True(await JournalChild.Loader(_folder, journal).LoadPendingAsync(CancellationToken.None));

        var acknowledgedPath = Path.Combine(_folder, "acknowledged");
        var acknowledged = File.Exists(acknowledgedPath)
            ? File.ReadLines(acknowledgedPath).Select(line => long.Parse(line, CultureInfo.InvariantCulture)).ToList()
            : [];
        var stored = new LineStore(Path.Combine(_folder, "rows")).Rows().Select(row => row.Id).ToList();
        Assert.Empty(acknowledged.Except(stored));
        Assert.Equal(stored.Distinct().Count(), stored.Count);
        Assert.Equal(0, journal.Counters.Read().DamagedRanges);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<int> RunChildAsync(string call, int nth, int firstId)
    {
        var start = new ProcessStartInfo("strace")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        string[] arguments =
        [
            "-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=SIGKILL:when={nth}",
            "dotnet", typeof(JournalKillTests).Assembly.Location, "journal", _folder, firstId.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";

        // The runtime would use ftruncate for its own memory, and be killed before the journal is reached.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var child = Process.Start(start) ?? throw new InvalidOperationException("strace did not start.");
        var output = child.StandardOutput.ReadToEndAsync();
        var errors = child.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await child.WaitForExitAsync(limit.Token);
        Assert.True(child.ExitCode is 0 or 137 or 9, $"exit code {child.ExitCode}: {await output} {await errors}");
        return child.ExitCode;
    }
}
