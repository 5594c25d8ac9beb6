using System.Runtime.InteropServices;
using Engine.Http;
using Engine.Metadata;
using Engine.Native;

namespace Engine;

/// <summary>The engine process: the body of <c>collector engine</c>, started and watched by <see cref="EngineProcess"/>.</summary>
public static class EngineProgram
{
    /// <summary>What the process writes to stdout, once, when it answers.</summary>
    public const string ReadyLine = "ready";

    /// <summary>Begins each line this program itself writes to stderr; other lines come from libraries.</summary>
    internal const string LinePrefix = "engine: ";

    /// <summary>How long running statements get to end when the process stops, 3 s; a commit takes milliseconds.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Serves until stdin ends (the parent has died or closed it) or SIGTERM comes, then ends the process with a code of
    /// <see cref="EngineExitCode"/>. Returns only when it could not start.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (arguments, problem) = EngineArguments.Parse(args, Environment.GetEnvironmentVariable);
        if (arguments is null)
        {
            return Fail(EngineExitCode.BadArguments, problem);
        }

        if (ChdbLibrary.Load(arguments.DataPath) is { } missing)
        {
            return Fail(EngineExitCode.NoLibrary, missing);
        }

        // Visitors' data: no other user of the machine reads the files or opens the socket.
        _ = LibcMethods.FileModeMask(0b000_111_111);

        // Statements block their thread while they run; the interface needs others.
        ThreadPool.SetMinThreads(32, 32);

        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));

        // Ctrl+C reaches the whole terminal group; the collector decides when its engine stops.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        if (FolderProblem(arguments.DataPath) is { } unwritable)
        {
            return Fail(EngineExitCode.FolderUnavailable, unwritable);
        }

        var copy = new MetadataCopy(arguments.DataPath);
        if (copy.LostFolder is { } lost)
        {
            return Fail(EngineExitCode.FolderLost, lost);
        }

        if (Mend(copy) is { } unmended)
        {
            return Fail(EngineExitCode.FolderUnavailable, unmended);
        }

        // What the library prints before it gives up is the reason; the parent reads it.
        var pool = EnginePool.TryStart(new EnginePoolOptions { Arguments = arguments.ToEngineFlags() });
        if (pool is null)
        {
            return Fail(EngineExitCode.FolderUnavailable, $"The database in {arguments.DataPath} cannot be opened.");
        }

        Keep(copy);
        return await ServeAsync(arguments, pool, copy, stop);
    }

    private static async Task<int> ServeAsync(EngineArguments arguments, EnginePool pool, MetadataCopy copy, CancellationTokenSource stop)
    {
        var spool = new SpoolFolder(Path.Combine(arguments.DataPath, "spool"));
        await using var app = EngineHost.Build(arguments, pool, spool, () => Keep(copy), TimeProvider.System);
        try
        {
            // Whoever left a socket here is gone: this process holds the folder's lock.
            File.Delete(arguments.SocketPath);
            await app.StartAsync(stop.Token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
        {
            pool.Dispose();
            ExitNow(Fail(EngineExitCode.CannotListen, $"The engine cannot listen: {exception.Message} Free the port or choose another."));
        }

        Console.Out.WriteLine(ReadyLine);
        _ = WatchParentAsync(stop);
        await WaitAsync(stop.Token);

        // Running statements are asked to stop; what does not is cut off, as by kill -9: committed data does not mind.
        using var deadline = new CancellationTokenSource(StopTime);
        pool.CancelAll();
        await app.StopAsync(deadline.Token);

        // Before the folder is released: after that the path may be the next engine's.
        File.Delete(arguments.SocketPath);
        if (await pool.DrainAsync(StopTime))
        {
            pool.Dispose();
        }

        ExitNow(EngineExitCode.Stopped);
        return EngineExitCode.Stopped;
    }

    // Null, or why the folder cannot be mended.
    private static string? Mend(MetadataCopy copy)
    {
        try
        {
            foreach (var sentence in copy.Mend())
            {
                Console.Error.WriteLine(LinePrefix + sentence);
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The folder of the database cannot be mended: {exception.Message}";
        }
    }

    private static void Keep(MetadataCopy copy)
    {
        if (copy.Keep() is { } problem)
        {
            Console.Error.WriteLine($"{LinePrefix}The copy of the tables' texts is not brought up to date: {problem}.");
        }
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    private static async Task WatchParentAsync(CancellationTokenSource stop)
    {
        var buffer = new byte[16];
        await using var input = Console.OpenStandardInput();
        while (await input.ReadAsync(buffer) > 0)
        {
        }

        await stop.CancelAsync();
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static string? FolderProblem(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".writable");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);

            // libchdb reads a config.xml of its working folder; in ours there is none but the engine's own files.
            Directory.SetCurrentDirectory(folder);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The folder {folder} cannot be written: {exception.Message}";
        }
    }

    private static int Fail(int code, string? message)
    {
        Console.Error.WriteLine(LinePrefix + message);
        return code;
    }

    // libchdb's exit handlers tear down what its threads still use; the folder is released by the kernel in any case.
    private static void ExitNow(int code)
    {
        Console.Out.Flush();
        Console.Error.Flush();
        LibcMethods.ExitNow(code);
    }
}
