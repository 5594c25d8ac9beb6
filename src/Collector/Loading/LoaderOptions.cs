namespace Collector.Loading;

/// <summary>Limits of the loader.</summary>
internal sealed record LoaderOptions
{
    /// <summary>The journal's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>How long a confirmed segment is kept for the replay at start; hosting gives the larger of one hour and twice the longest visit gap.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes of segments in one insert; a single larger segment still goes: 16 MiB.</summary>
    public long BatchBytes { get; init; } = 16 << 20;

    /// <summary>Rows in one insert: 200,000.</summary>
    public long BatchRows { get; init; } = 200_000;

    /// <summary>Confirmed segments of this age are counted in the database at start: 15 min (a power cut can take back what a server had confirmed).</summary>
    public TimeSpan CountedAtStart { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest time one statement may take before it counts as failed: 5 min.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Failures of a segment by its data, after which its bad records are looked for: 5.</summary>
    public int DataFailures { get; init; } = 5;
}
