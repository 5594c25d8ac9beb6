using System.Text.Json.Serialization;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>A goal as sent and shown.</summary>
internal sealed record GoalBody
{
    /// <summary>Shown only.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>event, page, scroll or engaged.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Event name, page pattern, percent, or seconds.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }

    /// <summary>For events: properties that must have these values.</summary>
    [JsonPropertyName("properties")]
    public IReadOnlyDictionary<string, string>? Properties { get; init; }

    /// <summary>What one conversion is worth in the site's currency; null where the event's own value counts.</summary>
    [JsonPropertyName("fixed_value")]
    public decimal? FixedValue { get; init; }

    public static GoalBody Of(Goal goal) => new()
    {
        Id = goal.Id,
        Name = goal.Name,
        Type = GoalRule.Types[(int)goal.Type],
        Value = goal.Value,
        Properties = goal.Properties,
        FixedValue = goal.FixedValue,
    };

    /// <summary>The goal that was sent; the catalog checks its values.</summary>
    public Goal ToGoal(uint siteId, long id)
    {
        var type = GoalRule.Types.ToList().IndexOf(Type ?? "");
        return type >= 0
            ? new Goal(id, siteId, Name ?? "", (GoalType)type, Value ?? "", Properties ?? new Dictionary<string, string>()) { FixedValue = FixedValue }
            : throw new QueryProblemException("type", Type, $"A goal's type is one of: {string.Join(", ", GoalRule.Types)}.", GoalRule.Types);
    }
}
