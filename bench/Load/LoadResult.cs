using System.Globalization;

namespace Load;

/// <summary>What one run measured.</summary>
/// <param name="Requests">Requests answered within the measured seconds.</param>
/// <param name="Seconds">Measured time.</param>
/// <param name="Errors">Answers other than 2xx, and broken connections.</param>
/// <param name="LatenciesMicroseconds">Latencies, sorted. In an open loop from when the hit was due, not from when it was sent.</param>
/// <param name="CpuMicroseconds">Processor time per watched process within the measured seconds.</param>
/// <param name="ResidentMiB">Resident memory per watched process at the end.</param>
internal sealed record LoadResult(
    long Requests, double Seconds, long Errors, long[] LatenciesMicroseconds, IReadOnlyDictionary<int, double> CpuMicroseconds, IReadOnlyDictionary<int, double> ResidentMiB)
{
    public string ToText()
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"requests {Requests}, {Requests / Seconds:F0}/s, errors {Errors}"),
            string.Create(CultureInfo.InvariantCulture, $"latency ms p50 {At(0.5):F2}, p99 {At(0.99):F2}, p99.9 {At(0.999):F2}, max {At(1):F2}"),
        };
        foreach (var (pid, cpu) in CpuMicroseconds)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"process {pid}: {cpu / Math.Max(1, Requests):F2} us CPU a request, {cpu / Seconds / 10_000:F0} % of a core, {ResidentMiB[pid]:F0} MiB resident"));
        }

        return string.Join('\n', lines);
    }

    private double At(double quantile) =>
        LatenciesMicroseconds.Length == 0 ? 0 : LatenciesMicroseconds[Math.Min(LatenciesMicroseconds.Length - 1, (int)(quantile * LatenciesMicroseconds.Length))] / 1000.0;
}
