namespace Analytics.Querying;

/// <summary>The range a report is compared with.</summary>
internal static class Comparison
{
    private static readonly string[] Words = ["previous", "year"];

    /// <summary>The other range: as many days directly before, or the same dates a year earlier; null when not asked for.</summary>
    public static Period? Parse(QueryValues values, Period period) => values.OneOf("compare", Words) switch
    {
        "previous" => period with { From = period.From.AddDays(-period.Days), To = period.To.AddDays(-period.Days) },
        "year" => period with { From = period.From.AddYears(-1), To = period.To.AddYears(-1) },
        _ => null,
    };
}
