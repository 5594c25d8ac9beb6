using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Page;

/// <summary>
/// One page in detail: its metrics (section <c>page</c>, one row), and the pages its views led to and came from (sections
/// <c>next</c> and <c>previous</c>; no value: left, or entered here).
/// </summary>
internal sealed class PageReport : IReport
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 1_000;

    private static readonly IReadOnlyList<Metric> Metrics = MetricTable.OfOnePage;

    private static readonly IReadOnlyList<ReportColumn> Labels =
    [
        new("section", "Section", Unit.Text),
        new("value", "Page", Unit.Text),
        new("share", "Share", Unit.Rate, "Of all page views of the page in the range."),
    ];

    public string Name => "page";

    // The views of a visit in their order, and which of them are of the page and counted.
    private static string Neighbours(QueryScope scope, string condition, int limit) =>
        $"""
        SELECT step.1 AS section, step.2 AS label, count() AS seen
        FROM (
            SELECT arrayJoin([('next', views[i + 1].2), ('previous', views[i - 1].2)]) AS step
            FROM (
                SELECT arraySort(entry -> entry.1, groupArray((view_number, path, {scope.InRange}))) AS views
                FROM events
                WHERE {scope.OfVisits} AND pageviews = 1 AND visit IN (SELECT visit FROM events WHERE {scope.InRange} AND pageviews = 1)
                GROUP BY visit)
            ARRAY JOIN arrayEnumerate(views) AS i
            WHERE views[i].3)
        WHERE {condition}
        GROUP BY section, label
        ORDER BY section, seen DESC, label
        LIMIT {limit} BY section
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var path = request.Values.Single("path")
            ?? throw new QueryProblemException("path", null, "Say which page: path=/pricing.");
        var asked = request;
        request = request with { Filters = [.. request.Filters, new Filter("page", FilterOperator.Is, path, $"page=={path}")] };
        var limit = request.Values.Number("limit", DefaultLimit, 1, MaxLimit);
        var rows = new MetricRows(Metrics, request);

        var now = await MeasureAsync(request, request.Period, path, rows, cancellationToken);
        var before = request.Previous is null ? null : await MeasureAsync(request, request.Previous, path, rows, cancellationToken);
        object?[] names = ["page", path, null];
        List<ReportRow> table =
        [
            request.Previous is null
                ? rows.Row(names, now)
                : rows.Row(names, now, rows.Passed(request.Period), names, before, rows.Passed(request.Previous)),
        ];

        var near = await NeighboursAsync(request, request.Period, null, limit, cancellationToken);
        var nearBefore = request.Previous is null ? null : await NeighboursAsync(request, request.Previous, near, limit, cancellationToken);
        table.AddRange(near.Select(row => new ReportRow(
            Cells(row, Count(now)),
            nearBefore is null
                ? null
                : Cells(nearBefore.FirstOrDefault(other => other.Section == row.Section && other.Page == row.Page) ?? row with { Seen = 0 }, Count(before)))));
        return asked.Answer(Name, [.. Labels, .. rows.Columns], table) with { Notes = [.. VisitorDays(request.Period)] };
    }

    private static async Task<JsonElement[]?> MeasureAsync(
        ReportRequest request, Period period, string path, MetricRows rows, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var measures = MeasureQuery.Text(
            scope, Bucketing.ByValue(scope, [DimensionTable.Find("by", "page")]), Metrics, request.Site.Currency, rows.Measures);
        var answer = await request.QueryAsync(scope, $"SELECT * FROM ({measures}) WHERE bucket = {scope.Values.Text(path)}", cancellationToken);
        return answer.Rows.Count == 0 ? null : answer.Rows[0];
    }

    private static async Task<List<Neighbour>> NeighboursAsync(
        ReportRequest request, Period period, List<Neighbour>? wanted, int limit, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var condition = wanted is null ? "1" : $"has({scope.Values.Texts([.. wanted.Select(row => row.Page).Distinct(StringComparer.Ordinal)])}, label)";
        var most = wanted is null ? limit : 2 * MaxLimit;
        var answer = await request.QueryAsync(scope, Neighbours(scope, condition, most), cancellationToken);
        return [.. answer.Rows.Select(row => new Neighbour(row[0].GetString()!, row[1].GetString()!, row[2].GetInt64()))];
    }

    private static long Count(JsonElement[]? row) => row is null ? 0 : row[1].GetInt64();

    private static object?[] Cells(Neighbour row, long views) =>
    [
        row.Section, row.Page.Length == 0 ? null : row.Page, views == 0 ? null : (double)row.Seen / views,
        row.Seen, .. MetricCells.Unknown(Metrics).Skip(1),
    ];

    private static IEnumerable<ReportNote> VisitorDays(Period period)
    {
        if (period.Days > 1)
        {
            yield return new ReportNote("visitor_days", "Visitors are visitor-days: a cookieless key lives one day, so who came on several days counts on each.");
        }
    }

    private sealed record Neighbour(string Section, string Page, long Seen);
}
