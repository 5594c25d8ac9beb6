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
        var metrics = MetricTable.Choose(request.Values, MetricTable.Standard, MetricTable.Scroll);
        var rows = new MetricRows(metrics, request);
        var now = await MeasureAsync(request, request.Period, metrics, rows, cancellationToken);
        var previous = request.Previous is null ? null : await MeasureAsync(request, request.Previous, metrics, rows, cancellationToken);
        var row = request.Previous is null
            ? rows.Row([], now)
            : rows.Row([], now, rows.Passed(request.Period), [], previous, rows.Passed(request.Previous));
        return request.Answer(Name, [.. rows.Columns], [row]) with
        {
            Totals = row,
            Notes = MeasureNotes.Read(request.Period, now, request.Site.Currency),
        };
    }

    private static async Task<JsonElement[]?> MeasureAsync(
        ReportRequest request, Period period, IReadOnlyList<Metric> metrics, MetricRows rows, CancellationToken cancellationToken)
    {
        var plan = await MeasurePlan.OfAllAsync(request, period, null, metrics, [.. rows.Measures, .. MeasureNotes.Measures]);
        var answer = await request.QueryAsync(plan, plan.Text, cancellationToken);
        return answer.Rows.Count == 0 ? null : answer.Rows[0];
    }
}
