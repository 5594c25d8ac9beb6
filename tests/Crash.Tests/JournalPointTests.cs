using System.Diagnostics;
using System.Globalization;
using Collector.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crash.Tests;

/// <summary>
/// Kills the journal and the loader at the Nth of the system calls that change the disk, or lets that call fail, starts again, and
/// counts: what was acknowledged is stored exactly once. strace counts the calls of each thread for itself. The short form tries some
/// points; tests/crash-points goes through the first twenty of each call (CRASH_POINTS=all).
/// </summary>
public sealed class JournalPointTests : IDisposable
{
    private const int Runs = 3;
    private const int IdsPerRun = 1_000;
    private const int Deepest = 20;

    private static readonly bool All = Environment.GetEnvironmentVariable("CRASH_POINTS") == "all";

    private readonly string _folder = Directory.CreateTempSubdirectory("journal-point-").FullName;

    public static TheoryData<string, int> KillPoints() => All
        ? Every(["fdatasync", "fsync", "rename", "ftruncate", "pwrite64", "unlink"])
        : new()
        {
            { "fdatasync", 1 }, { "fdatasync", 2 }, { "fdatasync", 3 }, { "fdatasync", 6 }, { "fsync", 1 }, { "fsync", 2 }, { "fsync", 3 }, { "fsync", 5 },
            { "rename", 1 }, { "rename", 2 }, { "rename", 3 }, { "ftruncate", 1 }, { "ftruncate", 2 }, { "pwrite64", 1 }, { "pwrite64", 2 }, { "pwrite64", 3 },
            { "pwrite64", 7 }, { "unlink", 2 }, { "unlink", 3 },
        };

    public static TheoryData<string, string> FaultPoints()
    {
        var points = new TheoryData<string, string>();
        foreach (var call in new[] { "fdatasync", "fsync", "rename", "ftruncate", "pwrite64" })
        {
            foreach (var error in new[] { "EIO", "ENOSPC" })
            {
                // "5+" is the fifth and all after it.
                var numbers = All ? Enumerable.Range(1, Deepest).SelectMany(n => new[] { $"{n}", $"{n}+" }) : error == "EIO" ? ["3", "4+"] : ["4"];
                foreach (var when in numbers)
                {
                    points.Add(call, $"{error}:when={when}");
                }
            }
        }

        return points;
    }

    [StraceTheory]
    [MemberData(nameof(KillPoints))]
    public async Task What_was_acknowledged_is_stored_exactly_once_after_kills_at_a_system_call(string call, int nth)
    {
        var killed = 0;
        for (var run = 0; run < Runs; run++)
        {
            killed += (await RunChildAsync(call, $"signal=SIGKILL:when={nth}", run * IdsPerRun)).Code == 0 ? 0 : 1;
        }

        // In the long form the calls are gone through until there are no more.
        Assert.True(killed > 0 || All, $"{call} was never called {nth} times by one thread: nothing was killed.");
        await AssertExactAsync();
    }

    [StraceTheory]
    [MemberData(nameof(FaultPoints))]
    public async Task What_was_acknowledged_is_stored_exactly_once_after_a_system_call_failed(string call, string error)
    {
        var (_, output) = await RunChildAsync(call, "error=" + error, 0);

        // The child says how many errors it met: one that it did not notice is the fault that this looks for.
        var met = output.Contains(JournalChild.Unopened, StringComparison.Ordinal) || !output.Contains(JournalChild.Errors + "0\n", StringComparison.Ordinal);
        Assert.True(met || All || call is "rename" or "fsync" or "ftruncate", $"The journal did not notice that {call} failed: {output}");
        await RunChildAsync("none", "", IdsPerRun);
        await AssertExactAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TheoryData<string, int> Every(string[] calls)
    {
        var points = new TheoryData<string, int>();
        foreach (var call in calls)
        {
            for (var nth = 1; nth <= Deepest; nth++)
            {
                points.Add(call, nth);
            }
        }

        return points;
    }

    private async Task AssertExactAsync()
    {
        Assert.True(Directory.Exists(JournalChild.Options(_folder).Folder), "The child ended before it reached the journal.");
        var journal = new JournalRecovery(new PosixFiles(), JournalChild.Options(_folder), NullLogger.Instance).Open();
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

    private async Task<(int Code, string Output)> RunChildAsync(string call, string injection, int firstId)
    {
        string[] program = ["dotnet", typeof(JournalPointTests).Assembly.Location, "journal", _folder, firstId.ToString(CultureInfo.InvariantCulture)];
        string[] strace = injection.Length == 0 ? [] : ["strace", "-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:{injection}"];
        string[] command = [.. strace, .. program];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true };
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
        return (child.ExitCode, await output);
    }
}
