namespace Collector.Enrichment.Places;

/// <summary>The words of <c>geo_source</c>: from what a country is known.</summary>
internal static class PlaceSources
{
    public const string Header = "header";
    public const string File = "mmdb";
    public const string Ranges = "ranges";
    public const string TimeZone = "timezone";

    /// <summary>In the order in which they are asked; the first that knows the country decides.</summary>
    public static IReadOnlyList<(string Word, string Meaning)> All { get; } =
    [
        (Header, "a country header of a trusted proxy (Cloudflare, CloudFront, Vercel)"),
        (File, "the operator's `.mmdb` file (`COLLECTOR_GEOIP`): region and city too"),
        (Ranges, "the country ranges of the system's package `tor-geoipdb`, when installed"),
        (TimeZone, "the browser's time zone, by the system's `zone.tab`"),
    ];
}
