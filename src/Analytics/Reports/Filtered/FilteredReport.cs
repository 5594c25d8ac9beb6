using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Filtered;

/// <summary>What was taken for whom, and why: stored hits by class, kind of bot and reasons. What is not human or suspected is what the other reports leave out.</summary>
internal sealed class FilteredReport : IReport
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 10_000;

    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("class", "Class", Unit.Text),
        new("kind", "Kind of bot", Unit.Text),
        new("reason", "Reasons", Unit.Text),
        new("hits", "Hits", Unit.Count, "Stored hits of the range, engagement beacons included."),
        new("share", "Share", Unit.Rate, "Of all stored hits of the range that pass the filters."),
        new("visits", "Visits", Unit.Count, "Distinct visits these hits belong to. Human and suspected hits may share one; then it counts in both rows and once in the total."),
    ];

    public const string ReportName = "filtered";

    public string Name => ReportName;

    private static string Sql(QueryScope scope, int limit) =>
        $"""
        SELECT toString(class) AS hit_class, bot_kind, class_reasons, count() AS hits, uniqExactIf(visit, visit != 0) AS seen
        FROM events WHERE {scope.InRange}
        GROUP BY hit_class, bot_kind, class_reasons
        ORDER BY hits DESC, hit_class, bot_kind, class_reasons
        LIMIT {limit}
        """;

    private static string TotalSql(QueryScope scope) => $"SELECT count() AS hits, uniqExactIf(visit, visit != 0) AS seen FROM events WHERE {scope.InRange}";

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        request = request with { AskedClasses = request.AskedClasses ?? HitClasses.All };
        var limit = request.Values.Number("limit", DefaultLimit, 1, MaxLimit);
        var all = request.Scope(request.Period);
        var total = (await request.QueryAsync(all, TotalSql(all), cancellationToken)).Rows[0];
        var hits = total[0].GetInt64();
        var scope = request.Scope(request.Period);
        var found = (await request.QueryAsync(scope, Sql(scope, limit + 1), cancellationToken)).Rows;
        return request.Answer(Name, Columns, [.. found.Take(limit).Select(row => new ReportRow(Cells(row, hits)))]) with
        {
            Previous = null,
            Totals = new ReportRow([null, null, null, hits, hits == 0 ? null : 1.0, total[1].GetInt64()]),
            Notes = found.Count > limit ? [new ReportNote("truncated", $"Only {limit} rows are shown; ask for a larger limit.") { Values = { ["limit"] = (long)limit } }] : [],
        };
    }

    private static IReadOnlyList<object?> Cells(JsonElement[] row, long hits) =>
    [
        MetricCells.Read(Unit.Text, row[0]),
        MetricCells.Read(Unit.Text, row[1]),
        MetricCells.Read(Unit.Text, row[2]),
        row[3].GetInt64(),
        (double)row[3].GetInt64() / hits,
        row[4].GetInt64(),
    ];
}
