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

    /// <summary>Consent level of events that state none: none, aggregate, cookieless (default), full.</summary>
    [JsonPropertyName("consent")]
    public string? Consent { get; init; }

    /// <summary>What Global Privacy Control does: off, downgrade (default), drop.</summary>
    [JsonPropertyName("privacy_control")]
    public string? PrivacyControl { get; init; }

    /// <summary>Domains whose referrers are no source, beside the known payment providers; -paypal.com counts one as a source.</summary>
    [JsonPropertyName("excluded_referrers")]
    public IReadOnlyList<string>? ExcludedReferrers { get; init; }

    /// <summary>Addresses and networks of the site's own people. Kept and shown as keyed hashes (#4/24:…), which may be sent back.</summary>
    [JsonPropertyName("internal_networks")]
    public IReadOnlyList<string>? InternalNetworks { get; init; }

    /// <summary>Months that events are kept, 1 to 120; 0 (default) keeps them for ever.</summary>
    [JsonPropertyName("retention_months")]
    public int? RetentionMonths { get; init; }

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
        Consent = CatalogWords.Of(site.Privacy.Consent),
        PrivacyControl = CatalogWords.Of(site.Privacy.PrivacyControl),
        ExcludedReferrers = site.Privacy.ExcludedReferrers.Entries,
        InternalNetworks = site.Privacy.InternalNetworks.Texts,
        RetentionMonths = site.Privacy.RetentionMonths,
        ScriptPath = site.ScriptPath,
        Created = TimeText.Of(site.Created),
    };

    /// <summary>The site with what was sent; addresses are hashed with the key.</summary>
    public Site ApplyTo(Site site, NetworkKey key) => site with
    {
        Name = Name ?? site.Name,
        TimeZone = TimeZone ?? site.TimeZone,
        Currency = Currency ?? site.Currency,
        VisitGap = VisitGapMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : site.VisitGap,
        Hostnames = Hostnames?.OfType<string>().ToList() ?? site.Hostnames,
        Privacy = site.Privacy with
        {
            Consent = Consent is null ? site.Privacy.Consent : CatalogWords.Read<ConsentLevel>(Consent, "consent"),
            PrivacyControl = PrivacyControl is null ? site.Privacy.PrivacyControl : CatalogWords.Read<PrivacyControlPolicy>(PrivacyControl, "privacy_control"),
            ExcludedReferrers = ExcludedReferrers is null ? site.Privacy.ExcludedReferrers : new ReferrerExclusions(ExcludedReferrers.OfType<string>()),
            InternalNetworks = InternalNetworks is null
                ? site.Privacy.InternalNetworks
                : Storage.Catalog.InternalNetworks.Read(InternalNetworks.OfType<string>(), key, site),
            RetentionMonths = RetentionMonths ?? site.Privacy.RetentionMonths,
        },
    };
}
