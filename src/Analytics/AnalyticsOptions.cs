using System.Net;

namespace Analytics;

/// <summary>Settings of the report side.</summary>
public sealed record AnalyticsOptions
{
    /// <summary>An API key with all rights, accepted from the start (COLLECTOR_ADMINKEY); null for none.</summary>
    public string? AdminKey { get; init; }

    /// <summary>
    /// Networks of the operator's own that webhooks may reach although they are not public, by http and at any port too
    /// (COLLECTOR_WEBHOOKNETWORKS); default none.
    /// </summary>
    public IReadOnlyList<IPNetwork> WebhookNetworks { get; init; } = [];
}
