namespace Analytics.Reports.Rfm;

/// <summary>A named group of buyers by their scores r, f and m; the first that fits is theirs (docs/metrics.md).</summary>
internal sealed record RfmGroup(string Name, string Condition, string Definition)
{
    public static readonly IReadOnlyList<RfmGroup> All =
    [
        new("Champions", "r >= 4 AND f >= 4 AND m >= 4", "Bought lately, often and for much."),
        new("Big spenders", "r >= 3 AND m = 5", "Bought not long ago and for most."),
        new("Loyal", "r >= 3 AND f >= 3", "Bought not long ago and often."),
        new("New", "r >= 4", "Bought lately, seldom."),
        new("Promising", "r = 3", "Bought a while ago, seldom."),
        new("Cannot lose", "f >= 4 AND m >= 4", "Bought often and for much, but long ago."),
        new("At risk", "f >= 3", "Bought often, but long ago."),
        new("Hibernating", "r = 2", "Bought seldom and long ago."),
        new("Lost", "1", "Bought seldom and longest ago."),
    ];

    public static readonly IReadOnlyList<string> Names = [.. All.Select(group => group.Name)];

    /// <summary>The name of a row's group.</summary>
    public static readonly string Sql = $"multiIf({string.Join(", ", All.SkipLast(1).Select(group => $"{group.Condition}, '{group.Name}'"))}, '{All[^1].Name}')";
}
