using System.Globalization;
using System.Text.Json.Serialization;

namespace Analytics.Http;

/// <summary>A rule that gives kept hits another class.</summary>
internal sealed record ReclassBody
{
    /// <summary>Filters as in reports; a hit must pass all of them.</summary>
    [JsonPropertyName("filters")]
    public IReadOnlyList<string>? Filters { get; init; }

    /// <summary>The class the hits get.</summary>
    [JsonPropertyName("class")]
    public string? Class { get; init; }

    /// <summary>Only visitors with more hits than this on one day (UTC).</summary>
    [JsonPropertyName("hits_per_day")]
    public int? HitsPerDay { get; init; }

    [JsonPropertyName("from")]
    public string? From { get; init; }

    [JsonPropertyName("to")]
    public string? To { get; init; }

    [JsonPropertyName("period")]
    public string? Period { get; init; }

    /// <summary>Whether to do it; a trial that only counts when left out.</summary>
    [JsonPropertyName("apply")]
    public bool Apply { get; init; }

    public ILookup<string, string> ToQuery() =>
        new[] { ("class", Class), ("hits_per_day", HitsPerDay?.ToString(CultureInfo.InvariantCulture)), ("from", From), ("to", To), ("period", Period) }
            .Concat((Filters ?? []).Select(filter => ("filter", (string?)filter)))
            .ToLookup(pair => pair.Item1, pair => pair.Item2 ?? "");
}
