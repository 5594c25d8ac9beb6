using Storage.ClickHouse;
using Tests = Analytics.Metrics.Significance;

namespace Analytics.Reports.Goals;

/// <summary>What was counted for each goal, and for all rows together (key 0).</summary>
internal sealed class GoalCounts
{
    private static readonly Count None = new(0, 0, 0, 0, 0);

    private readonly Dictionary<int, Count> _counts = [];

    private sealed record Count(long Visitors, long Visits, long Happened, long Events, decimal Revenue);

    public static GoalCounts Read(QueryResult answer)
    {
        var counts = new GoalCounts();
        foreach (var row in answer.Rows)
        {
            counts._counts[row[0].GetInt32()] =
                new Count(row[1].GetInt64(), row[2].GetInt64(), row[3].GetInt64(), row[4].GetInt64(), row[5].GetDecimal());
        }

        return counts;
    }

    /// <summary>The cells from visitors on.</summary>
    public IReadOnlyList<object?> Cells(int goal, string currency)
    {
        var all = _counts.GetValueOrDefault(0, None);
        var count = _counts.GetValueOrDefault(goal, None);
        return
        [
            count.Visitors, count.Visits, count.Happened,
            Rate(count.Visitors, all.Visitors), Rate(count.Visits, all.Visits), Rate(count.Happened, all.Events),
            count.Revenue, currency,
        ];
    }

    /// <summary>Significance of the changes of a goal since <paramref name="before"/>.</summary>
    public Dictionary<string, double?> Significance(int goal, TimeSpan passed, GoalCounts before, TimeSpan passedBefore)
    {
        var (all, count) = (_counts.GetValueOrDefault(0, None), _counts.GetValueOrDefault(goal, None));
        var (allBefore, countBefore) = (before._counts.GetValueOrDefault(0, None), before._counts.GetValueOrDefault(goal, None));
        double? Rates(Func<Count, long> part) => Rate(part(count), part(all)) is { } now && Rate(part(countBefore), part(allBefore)) is { } then
            ? Tests.OfRates(now, part(all), then, part(allBefore))
            : null;
        return new(StringComparer.Ordinal)
        {
            ["visitors"] = Tests.OfCounts(count.Visitors, passed, countBefore.Visitors, passedBefore),
            ["visits"] = Tests.OfCounts(count.Visits, passed, countBefore.Visits, passedBefore),
            ["conversion_rate_visitors"] = Rates(counts => counts.Visitors),
            ["conversion_rate_visits"] = Rates(counts => counts.Visits),
        };
    }

    private static double? Rate(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
