using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Collector.Parsing;

/// <summary>The headers that <see cref="RequestFactsReader"/> looks at, in the order of <see cref="FactHeaders.Names"/>.</summary>
internal enum FactHeader
{
    Referer,
    UserAgent,
    Accept,
    AcceptLanguage,
    HintBrands,
    HintPlatform,
    HintMobile,
    PrivacyControl,
    DoNotTrack,
    SecPurpose,
    Purpose,
    XPurpose,
    XMoz,
    CloudflareCountry,
    CloudFrontCountry,
    VercelCountry,
    ForwardedFor,
    ForwardedProto,
    Origin,
}

/// <summary>Their values as they came, decoded as Latin-1; null for one that did not come. However a request was read, its facts come from this.</summary>
[InlineArray(Count)]
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Never compared.")]
internal struct FactHeaders
{
    public const int Count = 19;

    private string? _first;

    public static IReadOnlyList<string> Names { get; } =
    [
        "Referer", "User-Agent", "Accept", "Accept-Language", "Sec-CH-UA", "Sec-CH-UA-Platform", "Sec-CH-UA-Mobile", "Sec-GPC", "DNT",
        "Sec-Purpose", "Purpose", "X-Purpose", "X-Moz", "CF-IPCountry", "CloudFront-Viewer-Country", "X-Vercel-IP-Country", "X-Forwarded-For",
        "X-Forwarded-Proto", "Origin",
    ];

    public string? this[FactHeader header]
    {
        readonly get => this[(int)header];
        set => this[(int)header] = value;
    }

    /// <summary>Takes them from a request. Of one that came several times the first value counts; those that are lists are joined.</summary>
    public static FactHeaders From(IHeaderDictionary headers)
    {
        var values = default(FactHeaders);
        for (var i = 0; i < Count; i++)
        {
            var value = headers[Names[i]];
            values[i] = value.Count == 0 ? null : i is (int)FactHeader.Referer or (int)FactHeader.ForwardedFor ? value.ToString() : value[0];
        }

        return values;
    }
}
