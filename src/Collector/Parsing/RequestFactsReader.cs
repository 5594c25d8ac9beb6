using System.Net;
using Microsoft.AspNetCore.Http;

namespace Collector.Parsing;

/// <summary>Reads from a request's headers and peer what the enrichment needs to know, once per request.</summary>
internal sealed class RequestFactsReader(TrustedProxies proxies, TimeProvider clock)
{
    private static readonly FactHeader[] CountryHeaders = [FactHeader.CloudflareCountry, FactHeader.CloudFrontCountry, FactHeader.VercelCountry];
    private static readonly FactHeader[] PurposeHeaders = [FactHeader.SecPurpose, FactHeader.Purpose, FactHeader.XPurpose, FactHeader.XMoz];

    /// <summary>Facts of a browser's hit.</summary>
    /// <param name="headers">The request's headers, decoded as Latin-1.</param>
    /// <param name="peer">Who is connected; null on a Unix socket.</param>
    /// <param name="isHttps">Whether the connection is encrypted.</param>
    public RequestFacts Read(IHeaderDictionary headers, IPAddress? peer, bool isHttps) => Read(FactHeaders.From(headers), peer, isHttps);

    /// <inheritdoc cref="Read(IHeaderDictionary, IPAddress?, bool)"/>
    public RequestFacts Read(in FactHeaders headers, IPAddress? peer, bool isHttps)
    {
        var connected = peer is null ? IPAddress.None : AddressText.Plain(peer);
        var isProxy = proxies.Trusts(connected);
        return new RequestFacts
        {
            Received = clock.GetUtcNow(),
            Address = proxies.Visitor(connected, headers[FactHeader.ForwardedFor]),
            UserAgent = HeaderText.Clean(headers[FactHeader.UserAgent], HitLimits.UserAgent),
            AcceptLanguage = HeaderText.Clean(headers[FactHeader.AcceptLanguage], HitLimits.Header),
            HasAccept = headers[FactHeader.Accept] is not null,
            HintBrands = HeaderText.Clean(headers[FactHeader.HintBrands], HitLimits.Header),
            HintPlatform = HeaderText.Clean(headers[FactHeader.HintPlatform], HitLimits.Header),
            HintMobile = HeaderText.Clean(headers[FactHeader.HintMobile], HitLimits.Header),
            Purpose = Purpose(headers),
            Origin = HeaderText.Clean(headers[FactHeader.Origin], HitLimits.Url),
            PrivacyControl = headers[FactHeader.PrivacyControl] == "1" || headers[FactHeader.DoNotTrack] == "1",
            ProxyCountry = isProxy ? Country(headers) : "",
            IsHttps = isHttps || (isProxy && "https".Equals(headers[FactHeader.ForwardedProto], StringComparison.OrdinalIgnoreCase)),
        };
    }

    /// <summary>
    /// Facts of a keyed event before its own <c>ip</c> and <c>ua</c>: the calling program is not the visitor, so neither its
    /// address nor its user agent are taken.
    /// </summary>
    public RequestFacts ReadServerSide() =>
        new() { Received = clock.GetUtcNow(), Address = IPAddress.None, ServerSide = true };

    private static string Purpose(in FactHeaders headers)
    {
        foreach (var name in PurposeHeaders)
        {
            if (headers[name] is { } value && (value.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || value.Equals("preview", StringComparison.OrdinalIgnoreCase)))
            {
                return "prefetch";
            }
        }

        return "";
    }

    private static string Country(in FactHeaders headers)
    {
        foreach (var name in CountryHeaders)
        {
            // XX and T1 are Cloudflare's words for unknown and Tor.
            if (headers[name] is { Length: 2 } code && char.IsAsciiLetter(code[0]) && char.IsAsciiLetter(code[1]))
            {
                var country = code.ToUpperInvariant();
                return country == "XX" ? "" : country;
            }
        }

        return "";
    }
}
