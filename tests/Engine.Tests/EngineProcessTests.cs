using System.Diagnostics;
using System.Globalization;
using System.Text;
using Engine.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests;

public sealed class EngineProcessTests
{
    [Theory]
    [InlineData("KILL")]
    [InlineData("SEGV")]
    public async Task A_killed_engine_is_back_within_five_seconds_with_all_it_had_confirmed(string signal)
    {
        var engine = new TestEngine();
        await engine.InitializeAsync();
        try
        {
            await engine.AskAsync("CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a SETTINGS fsync_after_insert = 1, fsync_part_directory = 1");
            using var stop = new CancellationTokenSource();
            var confirmed = new List<int>();
            var inserting = InsertAsync(engine, confirmed, stop.Token);
            for (var round = 1; round <= 2; round++)
            {
                var seen = confirmed.Count;
                Assert.True(await TestEngine.BecomesAsync(() => Task.FromResult(confirmed.Count > seen + 5), TimeSpan.FromSeconds(10)));
                Crash(signal, engine.Process.Pid);
                Assert.True(await TestEngine.BecomesAsync(
                    () => Task.FromResult(engine.Process.Restarts == round && engine.Process.State == EngineState.Ready), TimeSpan.FromSeconds(5)));
            }

            await stop.CancelAsync();
            await inserting;
            var stored = (await engine.AskAsync("SELECT a FROM t ORDER BY a")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(stored.Distinct(), stored);
            Assert.Empty(confirmed.Except(stored));
        }
        finally
        {
            await engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_hung_engine_is_replaced()
    {
        var engine = new TestEngine(options => options with { PingInterval = TimeSpan.FromMilliseconds(100), PingTimeout = TimeSpan.FromMilliseconds(500) });
        await engine.InitializeAsync();
        try
        {
            Signal("STOP", engine.Process.Pid);
            Assert.True(await TestEngine.BecomesAsync(
                () => Task.FromResult(engine.Process.Restarts == 1 && engine.Process.State == EngineState.Ready), TimeSpan.FromSeconds(10)));
            Assert.Equal("1\n", await engine.AskAsync("SELECT 1"));
        }
        finally
        {
            await engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_engine_ends_with_its_killed_parent_and_the_folder_is_free_for_the_next()
    {
        using var folder = new TestFolder();
        using var parent = Support.Program.Start("dotnet", HostProgram.Path, "parent", folder.Path);
        var pid = int.Parse((await parent.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        Assert.True(IsRunning(pid));
        parent.Kill();

        // No wait: the next collector starts while the orphan is still stopping.
        await using var next = new EngineProcess(
            new EngineProcessOptions { DataFolder = folder.Path, ExecutablePath = HostProgram.Path }, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        await next.StartAsync();
        Assert.Equal(EngineState.Ready, next.State);
        Assert.True(await TestEngine.BecomesAsync(() => Task.FromResult(!IsRunning(pid)), TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_stopped_engine_keeps_its_data_and_leaves_no_process_and_no_socket()
    {
        using var folder = new TestFolder();
        var options = new EngineProcessOptions { DataFolder = folder.Path, ExecutablePath = HostProgram.Path };
        for (var start = 0; start < 2; start++)
        {
            await using var engine = new EngineProcess(options, NullLogger<EngineProcess>.Instance, TimeProvider.System);
            await engine.StartAsync();
            var pid = engine.Pid;
            await engine.StopAsync();
            Assert.Equal(EngineState.Stopped, engine.State);
            Assert.Equal((false, false), (IsRunning(pid), File.Exists(engine.SocketPath)));
        }
    }

    [Fact]
    public async Task A_second_engine_on_the_same_folder_says_why_it_waits_and_starts_when_the_first_is_gone()
    {
        using var folder = new TestFolder();
        var options = new EngineProcessOptions { DataFolder = folder.Path, ExecutablePath = HostProgram.Path };
        await using var first = new EngineProcess(options, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        await first.StartAsync();
        await using var second = new EngineProcess(options, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        var start = second.StartAsync();
        Assert.True(await TestEngine.BecomesAsync(() => Task.FromResult(second.LastProblem is not null), TimeSpan.FromSeconds(20)));
        Assert.Contains("Another server instance in same directory is already running", second.LastProblem, StringComparison.Ordinal);
        Assert.Equal(EngineState.Ready, first.State);
        await first.StopAsync();
        await start;
        Assert.Equal((EngineState.Ready, null), (second.State, second.LastProblem));
    }

    [Fact]
    public async Task A_long_data_path_gets_a_short_socket_path()
    {
        using var folder = new TestFolder();
        var options = new EngineProcessOptions { DataFolder = Path.Combine(folder.Path, new string('d', 120)), ExecutablePath = HostProgram.Path };
        await using var engine = new EngineProcess(options, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        await engine.StartAsync();
        Assert.Equal(EngineState.Ready, engine.State);
        Assert.True(Encoding.UTF8.GetByteCount(engine.SocketPath) <= 103);
        await engine.StopAsync();
        Directory.Delete(Path.GetDirectoryName(engine.SocketPath)!);
    }

    [Fact]
    public async Task Without_its_library_the_engine_says_what_to_do()
    {
        using var folder = new TestFolder();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(HostProgram.Path)!).Where(file => !file.EndsWith(".so", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        }

        var (code, output) = await Support.Program.RunAsync(
            "dotnet", Path.Combine(folder.Path, "EngineHost.dll"), "engine", "--path", Path.Combine(folder.Path, "e"), "--socket", Path.Combine(folder.Path, "s"));
        Assert.Equal(EngineExitCode.NoLibrary, code);
        Assert.Contains("COLLECTOR_ENGINELIBRARY", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_stops_cleanly()
    {
        using var folder = new TestFolder();
        var socket = Path.Combine(folder.Path, "s");
        using var engine = Support.Program.Start("dotnet", HostProgram.Path, "engine", "--path", Path.Combine(folder.Path, "e"), "--socket", socket);
        Assert.Equal(EngineProgram.ReadyLine, await engine.StandardOutput.ReadLineAsync());
        Signal("INT", engine.Id);
        Signal("TERM", engine.Id);
        await engine.WaitForExitAsync();
        Assert.Equal((0, false), (engine.ExitCode, File.Exists(socket)));
    }

    [Fact]
    public async Task Net_exceptions_and_the_engine_live_in_one_process()
    {
        using var folder = new TestFolder();
        var (code, output) = await Support.Program.RunAsync("dotnet", HostProgram.Path, "signals", folder.Path);
        Assert.Equal((0, "start\nchanged: \n499999500000 caught\n499999500000 caught\n499999500000 caught\nchanged: \n"), (code, output));
    }

    private static async Task InsertAsync(TestEngine engine, List<int> confirmed, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            try
            {
                using var response = await engine.InsertAsync("INSERT INTO t FORMAT TSV", Encoding.ASCII.GetBytes($"{i}\n"));
                if (response.IsSuccessStatusCode)
                {
                    confirmed.Add(i);
                }
            }
            catch (HttpRequestException)
            {
                // The engine is away: this row may or may not be stored.
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    // A sent SIGSEGV is no real fault: the runtime's handler steps aside for the first and the default action takes the second.
    private static void Crash(string signal, int pid)
    {
        for (var i = 0; i < 50 && IsRunning(pid); i++)
        {
            Signal(signal, pid);
        }
    }

    // A zombie has ended; who has to reap it is another question.
    private static bool IsRunning(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Signal(string name, int pid)
    {
        using var kill = Process.Start("kill", ["-" + name, pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
