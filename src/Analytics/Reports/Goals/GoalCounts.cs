using Storage.ClickHouse;

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

    private static double? Rate(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
