using System.Text.Json;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Overview;

/// <summary>The site in one row.</summary>
internal sealed class OverviewReport : IReport
{
    public string Name => "overview";

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var metrics = MetricTable.Choose(request.Values, MetricTable.Standard);
        var now = await MeasureAsync(request, request.Period, metrics, cancellationToken);
        var previous = request.Previous is null ? null : await MeasureAsync(request, request.Previous, metrics, cancellationToken);

        var currency = request.Site.Currency;
        var row = new ReportRow(
            [.. MetricCells.Read(metrics, now, 1, currency)],
            request.Previous is null ? null : [.. MetricCells.Read(metrics, previous, 1, currency)]);
        return request.Answer(Name, [.. MetricCells.Columns(metrics)], [row]) with
        {
            Totals = row,
            Notes = MeasureNotes.Read(request.Period, now, currency),
        };
    }

    private static async Task<JsonElement[]?> MeasureAsync(
        ReportRequest request, Period period, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var sql = MeasureQuery.Text(scope, Bucketing.Whole(scope), metrics, request.Site.Currency, MeasureNotes.Measures);
        var answer = await request.QueryAsync(scope, sql, cancellationToken);
        return answer.Rows.Count == 0 ? null : answer.Rows[0];
    }
}
