using Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace EngineHost;

/// <summary>A collector as far as its engine can tell: starts it and lives until it is killed.</summary>
internal static class Parent
{
    internal static async Task<int> RunAsync(string folder)
    {
        var options = new EngineProcessOptions { DataFolder = folder, ExecutablePath = typeof(Parent).Assembly.Location };
        await using var engine = new EngineProcess(options, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        await engine.StartAsync();
        Console.WriteLine(engine.Pid);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
