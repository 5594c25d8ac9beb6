namespace Storage.Catalog;

/// <summary>A site as configured.</summary>
public sealed record Site
{
    /// <summary>Catalog id, stored on each event; never reused.</summary>
    public required uint Id { get; init; }

    /// <summary>Name as in the snippet's data-site: usually the domain; lower case, unique.</summary>
    public required string Name { get; init; }

    /// <summary>IANA time zone of the site's days; default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>ISO 4217 currency that reports show; default EUR.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>Silence that ends a visit: 5–240 minutes, default 30.</summary>
    public TimeSpan VisitGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Hosts whose pages may be counted; empty = any. A host covers its subdomains.</summary>
    public IReadOnlyList<string> Hostnames { get; init; } = [];

    /// <summary>Unguessable word of the site's own script path (/WORD.js); 16 letters and digits.</summary>
    public string ScriptPath { get; init; } = "";

    /// <summary>Consent, privacy signals, retention, whose hits count.</summary>
    public SitePrivacy Privacy { get; init; } = SitePrivacy.Default;

    public DateTimeOffset Created { get; init; }
}
