using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Breakdown;

/// <summary>The site split by the values of a dimension.</summary>
internal sealed class BreakdownReport : IReport
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 10_000;
    private const int MaxOffset = 1_000_000;

    public string Name => "breakdown";

    private static string Sql(string measures, string condition, Sorting sorting, int limit, int offset) =>
        $"""
        SELECT * FROM ({measures})
        WHERE {condition}
        ORDER BY {(sorting.Column == "value" ? "bucket" : sorting.Column)} {(sorting.Descending ? "DESC" : "ASC")} NULLS LAST, bucket
        LIMIT {limit} OFFSET {offset}
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var by = request.Values.Single("by") ?? throw new QueryProblemException("by", null, "Say what to split by.", DimensionTable.Names);
        var dimension = DimensionTable.Find("by", by);
        var metrics = MetricTable.Choose(request.Values, Offered(dimension));
        var sorting = Sorting.Parse(request.Values, ["value", .. metrics.Select(metric => metric.Name)]);
        var limit = request.Values.Number("limit", DefaultLimit, 1, MaxLimit);
        var offset = request.Values.Number("offset", 0, 0, MaxOffset);
        request = request with { AskedClasses = request.AskedClasses ?? (dimension.ShowsAllClasses ? HitClasses.All : null) };

        var scope = request.Scope(request.Period);
        var sql = Sql(Measures(request, scope, dimension, metrics), "1", sorting, limit + 1, offset);
        var found = (await request.QueryAsync(scope, sql, cancellationToken)).Rows;
        var shown = found.Take(limit).ToList();
        var totals = await TotalsAsync(request, request.Period, dimension, metrics, cancellationToken);

        Dictionary<string, JsonElement[]>? previous = null;
        JsonElement[]? previousTotals = null;
        if (request.Previous is not null)
        {
            previous = await PreviousAsync(request, dimension, metrics, sorting, shown, cancellationToken);
            previousTotals = await TotalsAsync(request, request.Previous, dimension, metrics, cancellationToken);
        }

        var currency = request.Site.Currency;
        IReadOnlyList<object?> Cells(JsonElement[]? row, object? value) => [value, .. MetricCells.Read(metrics, row, 1, currency)];
        ReportRow Row(JsonElement[] row)
        {
            var value = MetricCells.Read(Unit.Text, row[0]);
            return new ReportRow(Cells(row, value), previous is null ? null : Cells(previous.GetValueOrDefault(row[0].GetString()!), value));
        }

        var value = new ReportColumn("value", dimension.Title, Unit.Text);
        return request.Answer(Name, [value, .. MetricCells.Columns(metrics)], [.. shown.Select(Row)]) with
        {
            Totals = new ReportRow(Cells(totals, null), previous is null ? null : Cells(previousTotals, null)),
            Notes = [.. dimension.OnRows ? MeasureNotes.Read(request.Period, totals, currency) : [], .. await PlaceNotes.ReadAsync(request, dimension, cancellationToken), .. Truncated(found.Count > limit, limit, offset)],
        };
    }

    private static IReadOnlyList<Metric> Offered(Dimension dimension) => dimension.Name switch
    {
        "page" or "path" or "entry_page" => MetricTable.OfPages,
        "exit_page" => MetricTable.OfWholeVisits,
        _ => MetricTable.Standard,
    };

    private static string Measures(ReportRequest request, QueryScope scope, Dimension dimension, IReadOnlyList<Metric> metrics) =>
        MeasureQuery.Text(scope, Bucketing.ByValue(scope, dimension), metrics, request.Site.Currency);

    private static async Task<Dictionary<string, JsonElement[]>> PreviousAsync(
        ReportRequest request, Dimension dimension, IReadOnlyList<Metric> metrics, Sorting sorting, List<JsonElement[]> shown,
        CancellationToken cancellationToken)
    {
        var scope = request.Scope(request.Previous!);
        var measures = Measures(request, scope, dimension, metrics);
        var values = scope.Values.Texts([.. shown.Select(row => row[0].GetString()!)]);
        var answer = await request.QueryAsync(scope, Sql(measures, $"has({values}, bucket)", sorting, MaxLimit, 0), cancellationToken);
        return answer.Rows.ToDictionary(row => row[0].GetString()!, StringComparer.Ordinal);
    }

    private static async Task<JsonElement[]?> TotalsAsync(
        ReportRequest request, Period period, Dimension dimension, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        string[] notes = dimension.OnRows ? MeasureNotes.Measures : [];
        var sql = MeasureQuery.Text(scope, Bucketing.Whole(scope, dimension), metrics, request.Site.Currency, notes);
        var answer = await request.QueryAsync(scope, sql, cancellationToken);
        return answer.Rows.Count == 0 ? null : answer.Rows[0];
    }

    private static IEnumerable<ReportNote> Truncated(bool more, int limit, int offset)
    {
        if (more)
        {
            yield return new ReportNote("truncated", $"Only {limit} rows are shown; ask for offset={offset + limit} to see more.");
        }
    }
}
