using System.Diagnostics;
using System.Reflection;
using Collector.Telemetry;
using Engine;

namespace Collector.Hosting;

/// <summary>What the process itself, its engine and its disk show at /metrics; the names of the process's own are those of Prometheus's client libraries.</summary>
internal static class ProcessMetrics
{
    /// <summary>The version in the program's file.</summary>
    public static string Version { get; } = typeof(ProcessMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static IEnumerable<MetricSample> Samples(DataFolder folder, DatabaseLink link, EngineProcess? engine)
    {
        using var process = Process.GetCurrentProcess();
        yield return new("collector_build_info", MetricKind.Gauge, "1, with the version.", 1, "version", Version);
        yield return Gauge("process_resident_memory_bytes", "Resident memory of the collector, without the engine.", process.WorkingSet64);
        yield return new("process_cpu_seconds_total", MetricKind.Counter, "Processor time of the collector, without the engine.", process.TotalProcessorTime.TotalSeconds);
        yield return Gauge("process_start_time_seconds", "Start of the collector, Unix time.", new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1_000.0);
        yield return Gauge("process_open_fds", "Open descriptors of the collector.", Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0);
        yield return Gauge("collector_database_ready", "1: the database answers and has its schema.", link.IsReady ? 1 : 0);
        yield return Gauge("collector_disk_free_bytes", "Free space of the disk under the data folder.", new DriveInfo(folder.Path).AvailableFreeSpace);
        if (engine is not null)
        {
            yield return Gauge("collector_engine_memory_bytes", "Resident memory of the embedded engine; 0: not known.", engine.MemoryBytes);
        }
    }

    private static MetricSample Gauge(string name, string help, double value) => new(name, MetricKind.Gauge, help, value);
}
