using System.Text.Json;
using System.Text.Json.Serialization;
using Analytics.Dimensions;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>A segment as sent and shown.</summary>
internal sealed record SegmentBody
{
    /// <summary>Shown only.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Conditions that must all hold: a filter such as country==DE or did:Purchase within 30d, or a list of filters of which one must hold.</summary>
    [JsonPropertyName("filters")]
    public IReadOnlyList<JsonElement>? Filters { get; init; }

    public static SegmentBody Of(Segment segment) => new()
    {
        Id = segment.Id,
        Name = segment.Name,
        Filters = [.. segment.Filters.Select(any => any is [var one] ? JsonSerializer.SerializeToElement(one) : JsonSerializer.SerializeToElement(any))],
    };

    /// <summary>The segment that was sent, its filters checked as a report would read them.</summary>
    public Segment ToSegment(Site site, long id, IReadOnlyList<Segment> others, IReadOnlyList<NamedGoal> goals)
    {
        var segment = new Segment(id, site.Id, Name ?? "", [.. (Filters ?? []).Select(Texts)]);

        // Changed and new alike must read well among the others: one that names itself never ends and is refused.
        var filter = new FilterReader([.. others.Where(other => other.Id != id && other.Name != segment.Name), segment]).Read(segment);
        var day = new DateOnly(2026, 1, 1);
        _ = new QueryScope(site, new Period(day, day, TimeZoneInfo.Utc), HitClasses.All, [filter], goals);
        return segment;
    }

    private static IReadOnlyList<string> Texts(JsonElement condition) => condition.ValueKind switch
    {
        JsonValueKind.String => [condition.GetString()!],
        JsonValueKind.Array when condition.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) =>
            [.. condition.EnumerateArray().Select(one => one.GetString()!)],
        _ => throw new QueryProblemException("filters", condition.GetRawText(), "A condition is a filter, or a list of filters of which one must hold."),
    };
}
