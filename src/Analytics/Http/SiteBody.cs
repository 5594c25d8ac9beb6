using System.Globalization;
using System.Text.Json.Serialization;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>A site as sent and shown. What is left out when sent stays as it is (for a new site: the defaults).</summary>
internal sealed record SiteBody
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>IANA time zone; default UTC.</summary>
    [JsonPropertyName("timezone")]
    public string? TimeZone { get; init; }

    /// <summary>ISO 4217; default EUR.</summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init; }

    /// <summary>Silence that ends a visit: 5 to 240 minutes, default 30.</summary>
    [JsonPropertyName("visit_gap_minutes")]
    public int? VisitGapMinutes { get; init; }

    /// <summary>Hosts whose pages may be counted; empty for any.</summary>
    [JsonPropertyName("hostnames")]
    public IReadOnlyList<string>? Hostnames { get; init; }

    /// <summary>Word of the site's own script path; shown only.</summary>
    [JsonPropertyName("script_path")]
    public string? ScriptPath { get; init; }

    /// <summary>When it was added; shown only.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    public static SiteBody Of(Site site) => new()
    {
        Name = site.Name,
        TimeZone = site.TimeZone,
        Currency = site.Currency,
        VisitGapMinutes = (int)site.VisitGap.TotalMinutes,
        Hostnames = site.Hostnames,
        ScriptPath = site.ScriptPath,
        Created = site.Created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    /// <summary>The site with what was sent.</summary>
    public Site ApplyTo(Site site) => site with
    {
        Name = Name ?? site.Name,
        TimeZone = TimeZone ?? site.TimeZone,
        Currency = Currency ?? site.Currency,
        VisitGap = VisitGapMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : site.VisitGap,
        Hostnames = Hostnames?.OfType<string>().ToList() ?? site.Hostnames,
    };
}
