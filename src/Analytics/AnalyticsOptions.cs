using System.Net;
using Microsoft.AspNetCore.Http;

namespace Analytics;

/// <summary>Settings of the report side.</summary>
public sealed record AnalyticsOptions
{
    /// <summary>An API key with all rights, accepted from the start (COLLECTOR_ADMINKEY); null for none.</summary>
    public string? AdminKey { get; init; }

    /// <summary>The address of whoever asks, to slow guessing down by; kept in memory only.</summary>
    public Func<HttpContext, IPAddress?> ClientAddress { get; init; } = context => context.Connection.RemoteIpAddress;

    /// <summary>Whether the browser speaks https, perhaps to a proxy before us.</summary>
    public Func<HttpContext, bool> IsHttps { get; init; } = context => context.Request.IsHttps;

    /// <summary>
    /// Networks of the operator's own that webhooks may reach although they are not public, by http and at any port too
    /// (COLLECTOR_WEBHOOKNETWORKS); default none.
    /// </summary>
    public IReadOnlyList<IPNetwork> WebhookNetworks { get; init; } = [];
}
