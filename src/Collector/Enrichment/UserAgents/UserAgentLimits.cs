namespace Collector.Enrichment.UserAgents;

/// <summary>What user agents may cost in memory and time.</summary>
internal sealed record UserAgentLimits
{
    /// <summary>Characters of a user agent that are looked at; the longest in uap-core's tests has 492.</summary>
    public const int MaxLength = 512;

    /// <summary>Entries of one of the cache's two generations. Default 4,096: some 2 MB in ordinary traffic, at most 20 MB.</summary>
    public int CacheEntries { get; init; } = 4096;

    /// <summary>Time for all rules on one user agent. Default 5 ms.</summary>
    public TimeSpan Budget { get; init; } = ParseBudget.DefaultLimit;

    /// <summary>User agents parsed at the same time; more wait. Default: one per core, so that time is work and not queueing.</summary>
    public int ConcurrentParses { get; init; } = Environment.ProcessorCount;
}
