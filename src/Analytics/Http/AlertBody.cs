using System.Text.Json.Serialization;
using Analytics.Querying;
using Analytics.Webhooks;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>An alert as sent and shown. What the words and numbers mean is in docs/alerts.md.</summary>
internal sealed record AlertBody
{
    private const string Hidden = "/…";
    private const int DefaultMinimumOfNoData = 5;

    /// <summary>Shown only.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>spike, drop or no_data.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    /// <summary>visitors (default), pageviews, events, conversions or revenue; no_data looks at events.</summary>
    [JsonPropertyName("metric")]
    public string? Metric { get; init; }

    /// <summary>Id of the one goal whose conversions count; all when left out.</summary>
    [JsonPropertyName("goal")]
    public long? Goal { get; init; }

    /// <summary>Filters that must all hold, such as country==DE or segment==Buyers.</summary>
    [JsonPropertyName("filters")]
    public IReadOnlyList<string>? Filters { get; init; }

    /// <summary>A fixed bound; when left out the weeks before are it.</summary>
    [JsonPropertyName("threshold")]
    public double? Threshold { get; init; }

    /// <summary>Least value of a spike (30), least expectation of a drop (30) or of no data (5).</summary>
    [JsonPropertyName("minimum")]
    public int? Minimum { get; init; }

    /// <summary>Spreads from the expectation, 2 to 20; 4 when left out.</summary>
    [JsonPropertyName("sensitivity")]
    public double? Sensitivity { get; init; }

    /// <summary>5 to 1440; 60 when left out.</summary>
    [JsonPropertyName("window_minutes")]
    public int? WindowMinutes { get; init; }

    /// <summary>0 to 10080; 60 when left out.</summary>
    [JsonPropertyName("cooldown_minutes")]
    public int? CoolDownMinutes { get; init; }

    /// <summary>true when left out.</summary>
    [JsonPropertyName("enabled")]
    public bool? Enabled { get; init; }

    /// <summary>Address that is notified. Shown without its path, which may be a secret; left out or as shown it stays as it is.</summary>
    [JsonPropertyName("webhook")]
    public string? Webhook { get; init; }

    /// <summary>json (default), slack or discord.</summary>
    [JsonPropertyName("format")]
    public string? Format { get; init; }

    /// <summary>Signs notifications; shown once, when the alert is made.</summary>
    [JsonPropertyName("secret")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <summary>ok, firing or resolved (the cool-down runs); shown only.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    /// <summary>Since when; shown only.</summary>
    [JsonPropertyName("since")]
    public string? Since { get; init; }

    /// <summary>Why it cannot be evaluated; shown only, null when it can.</summary>
    [JsonPropertyName("problem")]
    public string? Problem { get; init; }

    public static AlertBody Of(Alert alert) => new()
    {
        Id = alert.Id,
        Name = alert.Name,
        Kind = CatalogWords.Of(alert.Kind),
        Metric = CatalogWords.Of(alert.Metric),
        Goal = alert.Goal,
        Filters = alert.Filters,
        Threshold = alert.Threshold,
        Minimum = alert.Minimum,
        Sensitivity = alert.Sensitivity,
        WindowMinutes = (int)alert.Window.TotalMinutes,
        CoolDownMinutes = (int)alert.CoolDown.TotalMinutes,
        Enabled = alert.Enabled,
        Webhook = Shown(alert.Webhook),
        Format = CatalogWords.Of(alert.Format),
        Secret = alert.Secret.Length > 0 ? alert.Secret : null,
        State = CatalogWords.Of(alert.State),
        Since = TimeText.Of(alert.Since),
        Problem = alert.Problem.Length > 0 ? alert.Problem : null,
    };

    /// <summary>The alert that was sent; <paramref name="old"/> is the one it takes the place of.</summary>
    public Alert ToAlert(uint siteId, WebhookGuard guard, Alert? old)
    {
        var kind = BodyWords.Read<AlertKind>(Kind, "kind");
        var defaults = new Alert { SiteId = siteId, Name = "", Kind = kind };
        return defaults with
        {
            Id = old?.Id ?? 0,
            Name = Name ?? "",
            Metric = kind == AlertKind.NoData ? AlertMetric.Events : BodyWords.Read(Metric, "metric", AlertMetric.Visitors),
            Goal = Goal,
            Filters = [.. (Filters ?? []).OfType<string>()],
            Threshold = Threshold,
            Minimum = Minimum ?? (kind == AlertKind.NoData ? DefaultMinimumOfNoData : defaults.Minimum),
            Sensitivity = Sensitivity ?? defaults.Sensitivity,
            Window = WindowMinutes is { } window ? TimeSpan.FromMinutes(window) : defaults.Window,
            CoolDown = CoolDownMinutes is { } coolDown ? TimeSpan.FromMinutes(coolDown) : defaults.CoolDown,
            Enabled = Enabled ?? true,
            Webhook = ReadWebhook(guard, old),
            Format = BodyWords.Read(Format, "format", WebhookFormat.Json),
        };
    }

    private string ReadWebhook(WebhookGuard guard, Alert? old)
    {
        if (old is not null && (Webhook is null || Webhook == Shown(old.Webhook)))
        {
            return old.Webhook;
        }

        return string.IsNullOrEmpty(Webhook) ? "" : guard.Read(Webhook).AbsoluteUri;
    }

    private static string Shown(string webhook) =>
        webhook.Length == 0 ? "" : new Uri(webhook).GetLeftPart(UriPartial.Authority) + Hidden;
}
