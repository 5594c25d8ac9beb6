using System.Globalization;
using System.Text.Json;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>A table with one row for each interval of the range, also where nothing happened; what lies in the future is unknown.</summary>
internal sealed class TimeTable(ReportRequest request, IReadOnlyList<Metric> metrics)
{
    private static readonly ReportColumn Time = new("time", "Time", Unit.Time);

    private readonly MetricRows _rows = new(metrics, request);

    public async Task<ReportResult> RunAsync(string report, CancellationToken cancellationToken)
    {
        var width = Intervals.ParseWidth(request.Values, request.Period);
        var now = await SeriesAsync(request.Period, width, cancellationToken);
        var before = request.Previous is null ? null : await SeriesAsync(request.Previous, width, cancellationToken);
        var rows = Enumerable.Range(0, now.Steps.Starts.Count).Select(i => Row(now, before, i)).ToList();
        return request.Answer(report, [Time, .. _rows.Columns], rows) with
        {
            Totals = before is null
                ? _rows.Row([null], now.Totals)
                : _rows.Row([null], now.Totals, _rows.Passed(request.Period), [null], before.Totals, _rows.Passed(request.Previous!)),
            Notes = MeasureNotes.Read(request.Period, now.Totals, request.Site.Currency),
        };
    }

    // Ranges of equal days may differ in intervals (months, clock changes): what has no counterpart has no previous.
    private ReportRow Row(Series now, Series? before, int step)
    {
        var other = before is not null && step < before.Steps.Starts.Count ? before : null;
        object?[] label = [now.Steps.Label(step, request.Period.Zone)];
        object?[]? otherLabel = other is null ? null : [other.Steps.Label(step, request.Period.Zone)];
        var passed = now.Steps.Passed(step, request.Now);
        if (passed == TimeSpan.Zero)
        {
            return _rows.Unknown(label, otherLabel, other?.At(step));
        }

        return other is null
            ? _rows.Row(label, now.At(step))
            : _rows.Row(label, now.At(step), passed, otherLabel!, other.At(step), other.Steps.Passed(step, request.Now));
    }

    // The line of a range that is compared with goes on to its end; its totals are cut beside a range that is not over.
    private async Task<Series> SeriesAsync(Period period, Interval width, CancellationToken cancellationToken)
    {
        var steps = Intervals.Of(period.Whole, width);
        var series = await MeasurePlan.ByTimeAsync(request, period.Whole, steps, metrics, _rows.Measures);
        var whole = await MeasurePlan.OfAllAsync(request, period, null, metrics, [.. _rows.Measures, .. MeasureNotes.Measures]);
        var answers = await Task.WhenAll(request.QueryAsync(series, series.Text, cancellationToken), request.QueryAsync(whole, whole.Text, cancellationToken));
        var (rows, total) = (answers[0].Rows, answers[1].Rows);
        return new Series(steps, rows.ToDictionary(row => row[0].GetString() ?? "", StringComparer.Ordinal), total.Count == 0 ? null : total[0]);
    }

    private sealed record Series(Intervals Steps, Dictionary<string, JsonElement[]> Rows, JsonElement[]? Totals)
    {
        public JsonElement[]? At(int step) =>
            Rows.GetValueOrDefault(Steps.Starts[step].ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
    }
}
