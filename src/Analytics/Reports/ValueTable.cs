using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>
/// A table with one row for each value of a dimension, or each pair of values of two: sorted, paged, searched, compared, with
/// totals counted afresh.
/// </summary>
internal sealed class ValueTable(ReportRequest request, IReadOnlyList<Dimension> dimensions, IReadOnlyList<Metric> metrics)
{
    private const string FirstValue = "value";
    private const string SecondValue = "value_2";

    private readonly MetricRows _rows = new(metrics, request);
    private readonly bool _isPairs = dimensions.Count > 1;
    private readonly bool _onRows = dimensions.All(dimension => dimension.CountsEvents);

    private static string Sql(string measures, string condition, string order, Paging paging) =>
        $"""
        SELECT * FROM ({measures})
        WHERE {condition}
        ORDER BY {order} NULLS LAST, bucket
        {paging.Sql}
        """;

    public async Task<ReportResult> RunAsync(string report, CancellationToken cancellationToken)
    {
        var values = request.Values;
        var labels = Labels().ToList();
        var sorting = Sorting.Parse(values, [.. labels.Select(label => label.Name), .. metrics.Select(metric => metric.Name)]);
        var paging = Paging.Parse(values);

        var plan = await PlanAsync(request.Period);
        var sql = Sql(plan.Text, Search(plan, values.Single("search")), Order(sorting), paging);
        var (asked, counted) = (request.QueryAsync(plan, sql, cancellationToken), TotalsAsync(request.Period, cancellationToken));
        await Task.WhenAll(asked, counted);
        var (found, totals) = ((await asked).Rows, await counted);
        var shown = found.Take(paging.Limit).ToList();
        var previous = request.Previous is null ? null : await PreviousAsync(request.Previous, shown, cancellationToken);
        var previousTotals = request.Previous is null ? null : await TotalsAsync(request.Previous, cancellationToken);

        ReportRow Row(IReadOnlyList<object?> names, JsonElement[]? now, JsonElement[]? before) => request.Previous is null
            ? _rows.Row(names, now)
            : _rows.Row(names, now, _rows.Passed(request.Period), names, before, _rows.Passed(request.Previous));

        return request.Answer(report, [.. labels, .. _rows.Columns], [.. shown.Select(row => Row(Names(row[0]), row, previous?.GetValueOrDefault(Key(row[0]))))]) with
        {
            Totals = Row([.. labels.Select(_ => (object?)null)], totals, previousTotals),
            Notes = [.. _onRows ? MeasureNotes.Read(request.Period, totals, request.Site.Currency) : [], .. paging.Note(found.Count)],
        };
    }

    private IEnumerable<ReportColumn> Labels() => dimensions.Select((dimension, i) =>
        new ReportColumn(i == 0 ? FirstValue : SecondValue, dimension.Title, Unit.Text));

    private Task<MeasurePlan> PlanAsync(Period period) =>
        MeasurePlan.ByValueAsync(request, period, dimensions, metrics, _rows.Measures);

    private string Order(Sorting sorting)
    {
        var column = sorting.Column switch
        {
            FirstValue => _isPairs ? "bucket.1" : "bucket",
            SecondValue => "bucket.2",
            _ => sorting.Column,
        };
        return $"{column} {(sorting.Descending ? "DESC" : "ASC")}";
    }

    // Values that contain the text, letters of any case.
    private string Search(MeasurePlan plan, string? text)
    {
        if (text is null)
        {
            return "1";
        }

        var bound = plan.Values.Text(text);
        return _isPairs
            ? $"positionCaseInsensitiveUTF8(bucket.1, {bound}) > 0 OR positionCaseInsensitiveUTF8(bucket.2, {bound}) > 0"
            : $"positionCaseInsensitiveUTF8(bucket, {bound}) > 0";
    }

    // The same values in the compared range.
    private async Task<Dictionary<string, JsonElement[]>> PreviousAsync(Period period, List<JsonElement[]> shown, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(period);
        string Bound(Func<JsonElement, JsonElement> part) => plan.Values.Texts([.. shown.Select(row => part(row[0]).GetString()!)]);
        var wanted = _isPairs ? $"arrayZip({Bound(pair => pair[0])}, {Bound(pair => pair[1])})" : Bound(value => value);
        var answer = await request.QueryAsync(plan, Sql(plan.Text, $"has({wanted}, bucket)", "bucket", new Paging(Paging.MaxLimit, 0)), cancellationToken);
        return answer.Rows.ToDictionary(row => Key(row[0]), StringComparer.Ordinal);
    }

    private async Task<JsonElement[]?> TotalsAsync(Period period, CancellationToken cancellationToken)
    {
        string[] notes = [.. _rows.Measures, .. _onRows ? MeasureNotes.Measures : []];
        var plan = await MeasurePlan.OfAllAsync(request, period, dimensions, metrics, notes);
        var answer = await request.QueryAsync(plan, plan.Text, cancellationToken);
        return answer.Rows.Count == 0 ? null : answer.Rows[0];
    }

    private List<object?> Names(JsonElement bucket) =>
        _isPairs ? [.. bucket.EnumerateArray().Select(part => MetricCells.Read(Unit.Text, part))] : [MetricCells.Read(Unit.Text, bucket)];

    private static string Key(JsonElement bucket) => bucket.GetRawText();
}
