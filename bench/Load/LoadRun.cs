using System.Diagnostics;

namespace Load;

/// <summary>Runs a plan: warm-up and measurement under one unbroken load.</summary>
internal static class LoadRun
{
    public static async Task<LoadResult> RunAsync(LoadPlan plan, int[] processes)
    {
        var start = Stopwatch.GetTimestamp();
        var measureFrom = start + (plan.WarmSeconds * Stopwatch.Frequency);
        var until = measureFrom + (plan.Seconds * Stopwatch.Frequency);
        var connections = Enumerable.Range(0, plan.Connections).Select(number => new LoadConnection(plan, number, start, measureFrom, until)).ToArray();
        var running = connections.Select(connection => Task.Run(connection.RunAsync)).ToArray();

        await Task.Delay(TimeSpan.FromSeconds(plan.WarmSeconds));
        var before = processes.ToDictionary(pid => pid, CpuMicroseconds);
        await Task.Delay(TimeSpan.FromSeconds(plan.Seconds));
        var cpu = processes.ToDictionary(pid => pid, pid => CpuMicroseconds(pid) - before[pid]);
        var memory = processes.ToDictionary(pid => pid, ResidentMiB);
        await Task.WhenAll(running);

        var latencies = connections.SelectMany(connection => connection.LatenciesMicroseconds).Order().ToArray();
        return new LoadResult(latencies.Length, plan.Seconds, connections.Sum(connection => connection.Errors), latencies, cpu, memory);
    }

    private static double CpuMicroseconds(int pid)
    {
        using var process = Process.GetProcessById(pid);
        return process.TotalProcessorTime.TotalMicroseconds;
    }

    private static double ResidentMiB(int pid)
    {
        using var process = Process.GetProcessById(pid);
        return process.WorkingSet64 / 1048576.0;
    }
}
