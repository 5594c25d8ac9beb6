namespace Collector.Enrichment.UserAgents;

/// <summary>What user agents may cost in memory and time.</summary>
internal sealed record UserAgentLimits
{
    /// <summary>Characters of a user agent that are looked at; the longest in uap-core's tests has 492.</summary>
    public const int MaxLength = 512;

    /// <summary>Entries of one of the cache's two generations. Default 4,096: some 2 MB in ordinary traffic, at most 20 MB.</summary>
    public int CacheEntries { get; init; } = 4096;

    /// <summary>A thread's own time for the rules on one user agent, the last one begun not included. Default 3 ms, with which no agent takes more than 5 ms.</summary>
    public TimeSpan Budget { get; init; } = ParseBudget.DefaultLimit;

    /// <summary>User agents parsed at the same time; more wait. Default: one per core.</summary>
    public int ConcurrentParses { get; init; } = Environment.ProcessorCount;

    /// <summary>How long a user agent waits for its turn before it goes unread: those who wait are threads that serve. Default 5 ms.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How long an answer for which there was no time stands before it is tried again. Default 10 s.</summary>
    public TimeSpan IncompleteLife { get; init; } = TimeSpan.FromSeconds(10);
}
