namespace Analytics;

/// <summary>Settings of the report side.</summary>
public sealed record AnalyticsOptions
{
    /// <summary>An API key with all rights, accepted from the start (COLLECTOR_ADMINKEY); null for none.</summary>
    public string? AdminKey { get; init; }
}
