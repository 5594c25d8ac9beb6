using System.Net;
using Collector.Parsing;

namespace Collector.Hosting;

/// <summary>Who is behind a request to the dashboard, where a trusted proxy (<c>COLLECTOR_TRUSTEDPROXIES</c>) stands before us.</summary>
internal sealed class ClientFacts(TrustedProxies proxies)
{
    public IPAddress? Address(HttpContext context) => context.Connection.RemoteIpAddress is { } peer
        ? proxies.Visitor(AddressText.Plain(peer), context.Request.Headers["X-Forwarded-For"])
        : null;

    /// <summary>Whether the browser speaks https: to us, or to the proxy, by its word.</summary>
    public bool IsHttps(HttpContext context) => context.Request.IsHttps
        || (context.Connection.RemoteIpAddress is { } peer && proxies.Trusts(AddressText.Plain(peer))
            && context.Request.Headers["X-Forwarded-Proto"].ToString().Equals("https", StringComparison.OrdinalIgnoreCase));
}
