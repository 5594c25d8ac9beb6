namespace Storage.Catalog;

/// <summary>What a site's owner counts as a success; applies to the past too.</summary>
/// <param name="Id">Catalog id; ignored when the goal is added.</param>
/// <param name="SiteId">The site it belongs to.</param>
/// <param name="Name">What reports call it: 1–120 characters, unique in its site.</param>
/// <param name="Type">What is looked at.</param>
/// <param name="Value">Event name; page pattern (<c>/thanks*</c>); percent 1–100; engaged seconds 1–86,400 of a visit.</param>
/// <param name="Properties">For events: properties that must have these values; at most 30.</param>
public sealed record Goal(
    long Id,
    uint SiteId,
    string Name,
    GoalType Type,
    string Value,
    IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>What one conversion is worth in the site's currency, at most four decimals, 0–10⁹; null where the event's own value counts.</summary>
    public decimal? FixedValue { get; init; }
}
