using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Collector.Parsing;

/// <summary>Reads from a request's headers and peer what the enrichment needs to know, once per request.</summary>
internal sealed class RequestFactsReader(TrustedProxies proxies, TimeProvider clock)
{
    private static readonly string[] CountryHeaders = ["CF-IPCountry", "CloudFront-Viewer-Country", "X-Vercel-IP-Country"];
    private static readonly string[] PurposeHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];

    /// <summary>Facts of a browser's hit.</summary>
    /// <param name="headers">The request's headers, decoded as Latin-1.</param>
    /// <param name="peer">Who is connected; null on a Unix socket.</param>
    public RequestFacts Read(IHeaderDictionary headers, IPAddress? peer)
    {
        var connected = peer is null ? IPAddress.None : AddressText.Plain(peer);
        return new RequestFacts
        {
            Received = clock.GetUtcNow(),
            Address = proxies.Visitor(connected, headers["X-Forwarded-For"]),
            UserAgent = HeaderText.Clean(First(headers.UserAgent), HitLimits.UserAgent),
            AcceptLanguage = HeaderText.Clean(First(headers.AcceptLanguage), HitLimits.Header),
            HasAccept = headers.Accept.Count > 0,
            HintBrands = HeaderText.Clean(First(headers["Sec-CH-UA"]), HitLimits.Header),
            HintPlatform = HeaderText.Clean(First(headers["Sec-CH-UA-Platform"]), HitLimits.Header),
            HintMobile = HeaderText.Clean(First(headers["Sec-CH-UA-Mobile"]), HitLimits.Header),
            Purpose = Purpose(headers),
            PrivacyControl = First(headers["Sec-GPC"]) == "1",
            ProxyCountry = proxies.Trusts(connected) ? Country(headers) : "",
        };
    }

    /// <summary>
    /// Facts of a keyed event before its own <c>ip</c> and <c>ua</c>: the calling program is not the visitor, so neither its
    /// address nor its user agent are taken.
    /// </summary>
    public RequestFacts ReadServerSide() =>
        new() { Received = clock.GetUtcNow(), Address = IPAddress.None, ServerSide = true };

    private static string Purpose(IHeaderDictionary headers)
    {
        foreach (var name in PurposeHeaders)
        {
            var value = First(headers[name]);
            if (value is not null && (value.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || value.Equals("preview", StringComparison.OrdinalIgnoreCase)))
            {
                return "prefetch";
            }
        }

        return "";
    }

    private static string Country(IHeaderDictionary headers)
    {
        foreach (var name in CountryHeaders)
        {
            // XX and T1 are Cloudflare's words for unknown and Tor.
            if (First(headers[name]) is { Length: 2 } code && char.IsAsciiLetter(code[0]) && char.IsAsciiLetter(code[1]))
            {
                var country = code.ToUpperInvariant();
                return country == "XX" ? "" : country;
            }
        }

        return "";
    }

    private static string? First(in StringValues values) => values.Count == 0 ? null : values[0];
}
