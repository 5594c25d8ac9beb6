using System.Globalization;
using System.Text.Json;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Timeseries;

/// <summary>The site over time: one row for each interval of the range, also where nothing happened.</summary>
internal sealed class TimeseriesReport : IReport
{
    private static readonly ReportColumn Time = new("time", "Time", Unit.Time);

    public string Name => "timeseries";

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var metrics = MetricTable.Choose(request.Values, MetricTable.Standard);
        var width = Intervals.ParseWidth(request.Values, request.Period);
        var steps = Intervals.Of(request.Period, width);
        var now = await StepsAsync(request, request.Period, steps, metrics, cancellationToken);
        var totals = await TotalsAsync(request, request.Period, metrics, cancellationToken);
        var currency = request.Site.Currency;

        var before = request.Previous is null ? null : Intervals.Of(request.Previous, width);
        var previous = before is null ? null : await StepsAsync(request, request.Previous!, before, metrics, cancellationToken);
        var previousTotals = before is null ? null : await TotalsAsync(request, request.Previous!, metrics, cancellationToken);

        var rows = new List<ReportRow>(steps.Starts.Count);
        for (var i = 0; i < steps.Starts.Count; i++)
        {
            // Ranges of equal days may differ in intervals (months, clock changes): what has no counterpart has no previous.
            rows.Add(new ReportRow(
                [steps.Label(i, request.Period.Zone), .. MetricCells.Read(metrics, At(now, steps, i), 1, currency)],
                before is null || i >= before.Starts.Count
                    ? null
                    : [before.Label(i, request.Period.Zone), .. MetricCells.Read(metrics, At(previous!, before, i), 1, currency)]));
        }

        return request.Answer(Name, [Time, .. MetricCells.Columns(metrics)], rows) with
        {
            Totals = new ReportRow(
                [null, .. MetricCells.Read(metrics, totals, 1, currency)],
                before is null ? null : [null, .. MetricCells.Read(metrics, previousTotals, 1, currency)]),
            Notes = MeasureNotes.Read(request.Period, totals, currency),
        };
    }

    private static async Task<Dictionary<string, JsonElement[]>> StepsAsync(
        ReportRequest request, Period period, Intervals steps, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var sql = MeasureQuery.Text(scope, Bucketing.ByTime(scope, steps), metrics, request.Site.Currency);
        var answer = await request.QueryAsync(scope, sql, cancellationToken);
        return answer.Rows.ToDictionary(row => row[0].GetString() ?? "", StringComparer.Ordinal);
    }

    private static async Task<JsonElement[]?> TotalsAsync(
        ReportRequest request, Period period, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var sql = MeasureQuery.Text(scope, Bucketing.Whole(scope), metrics, request.Site.Currency, MeasureNotes.Measures);
        var answer = await request.QueryAsync(scope, sql, cancellationToken);
        return answer.Rows.Count == 0 ? null : answer.Rows[0];
    }

    private static JsonElement[]? At(Dictionary<string, JsonElement[]> rows, Intervals steps, int step) =>
        rows.GetValueOrDefault(steps.Starts[step].ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
}
