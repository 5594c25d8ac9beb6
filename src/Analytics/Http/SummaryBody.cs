using System.Globalization;
using System.Text.Json.Serialization;
using Analytics.Summaries;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>A summary as sent and shown.</summary>
internal sealed record SummaryBody
{
    /// <summary>Shown only.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>daily, weekly (default, on Mondays) or monthly (on the first).</summary>
    [JsonPropertyName("rhythm")]
    public string? Rhythm { get; init; }

    /// <summary>Hour of the site's clock, 0 to 23; 8 when left out.</summary>
    [JsonPropertyName("hour")]
    public int? Hour { get; init; }

    /// <summary>E-mail addresses, at most 50.</summary>
    [JsonPropertyName("recipients")]
    public IReadOnlyList<string>? Recipients { get; init; }

    /// <summary>Filters that must all hold, such as country==DE or segment==Buyers.</summary>
    [JsonPropertyName("filters")]
    public IReadOnlyList<string>? Filters { get; init; }

    /// <summary>Such as en (default), de, pt-BR.</summary>
    [JsonPropertyName("language")]
    public string? Language { get; init; }

    /// <summary>true when left out.</summary>
    [JsonPropertyName("enabled")]
    public bool? Enabled { get; init; }

    /// <summary>When it is due next; shown only, null when it is not enabled.</summary>
    [JsonPropertyName("next_due")]
    public string? NextDue { get; init; }

    public static SummaryBody Of(Summary summary, TimeZoneInfo zone, DateTimeOffset now) => new()
    {
        Id = summary.Id,
        Name = summary.Name,
        Rhythm = CatalogWords.Of(summary.Rhythm),
        Hour = summary.Hour,
        Recipients = summary.Recipients,
        Filters = summary.Filters,
        Language = summary.Language,
        Enabled = summary.Enabled,
        NextDue = summary.Enabled
            ? TimeZoneInfo.ConvertTime(SummarySchedule.Next(summary, zone, now), zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            : null,
    };

    public Summary ToSummary(uint siteId, long id)
    {
        var defaults = new Summary { SiteId = siteId, Name = "" };
        return defaults with
        {
            Id = id,
            Name = Name ?? "",
            Rhythm = BodyWords.Read(Rhythm, "rhythm", defaults.Rhythm),
            Hour = Hour ?? defaults.Hour,
            Recipients = [.. (Recipients ?? []).OfType<string>()],
            Filters = [.. (Filters ?? []).OfType<string>()],
            Language = Language ?? defaults.Language,
            Enabled = Enabled ?? true,
        };
    }
}
