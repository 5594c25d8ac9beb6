using System.Text;
using Collector.Parsing;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collector.Http;

/// <summary>What the server puts up with before any code of ours runs. The reasons are in docs/collection-api.md, "Limits".</summary>
internal static class KestrelLimits
{
    public static void Apply(KestrelServerOptions options)
    {
        var limits = options.Limits;
        // Pages with long campaign addresses, percent-encoded, need more than the usual 8 KiB.
        limits.MaxRequestLineSize = 16 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestBodySize = HitLimits.BodyBytes;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MaxConcurrentConnections = 10_000;
        limits.Http2.MaxStreamsPerConnection = 50;
        options.AddServerHeader = false;
        // A Referer with bytes beyond ASCII is common and must not be refused; see HeaderText.
        options.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
    }
}
