using System.Text.Json.Serialization;

namespace Analytics.Reclassing;

/// <summary>What a rule changes, or would change.</summary>
public sealed record ReclassResult
{
    [JsonPropertyName("site")]
    public required string Site { get; init; }

    [JsonPropertyName("filters")]
    public required IReadOnlyList<string> Filters { get; init; }

    /// <summary>The class the hits get.</summary>
    [JsonPropertyName("class")]
    public required string Class { get; init; }

    /// <summary>Visits with a hit that the rule fits.</summary>
    [JsonPropertyName("visits")]
    public required long Visits { get; init; }

    /// <summary>Hits whose class changes: all of those visits that have another class.</summary>
    [JsonPropertyName("hits")]
    public required long Hits { get; init; }

    /// <summary>Those hits by the class they have.</summary>
    [JsonPropertyName("from_class")]
    public required IReadOnlyDictionary<string, long> FromClass { get; init; }

    /// <summary>Visits the rule fits that are left alone because they may still go on.</summary>
    [JsonPropertyName("open_visits")]
    public required long OpenVisits { get; init; }

    /// <summary>Whether it was done; false for a trial.</summary>
    [JsonPropertyName("applied")]
    public required bool Applied { get; init; }
}
