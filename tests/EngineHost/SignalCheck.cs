using Engine;
using Engine.Native;

namespace EngineHost;

/// <summary>Uses the engine in this process and checks that .NET's own signal handlers still work.</summary>
internal static class SignalCheck
{
    internal static int Run(string folder)
    {
        if (ChdbLibrary.Load(folder) is { } problem)
        {
            Console.WriteLine(problem);
            return 3;
        }

        // The first line makes .NET install its own console handlers; what changes later is libchdb's.
        Console.WriteLine("start");
        var before = SignalGuard.Save();
        var pool = EnginePool.TryStart(new EnginePoolOptions { Arguments = ["clickhouse", "--path=" + folder] });
        if (pool is null)
        {
            Console.WriteLine("no engine");
            return 4;
        }

        Console.WriteLine("changed: " + string.Join(' ', before.Restore()));
        for (var round = 0; round < 3; round++)
        {
            using var connection = EngineConnection.TryOpen(["clickhouse", "--path=" + folder])!;
            var sum = connection.Scalar("SELECT sum(number) FROM numbers(1000000)");
            GC.Collect();
            Console.WriteLine($"{sum} {Dereference(null)}");
        }

        Console.WriteLine("changed: " + string.Join(' ', before.Restore()));
        pool.Dispose();
        Console.Out.Flush();
        LibcMethods.ExitNow(0);
        return 0;
    }

    private static string Dereference(string? text)
    {
        try
        {
            // Null on purpose: the processor traps, and the runtime's SIGSEGV handler makes an exception of it.
            return "length " + text!.Length;
        }
        catch (NullReferenceException)
        {
            return "caught";
        }
    }
}
