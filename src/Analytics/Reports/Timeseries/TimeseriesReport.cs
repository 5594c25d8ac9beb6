using Analytics.Metrics;

namespace Analytics.Reports.Timeseries;

/// <summary>The site over time.</summary>
internal sealed class TimeseriesReport : IReport
{
    public string Name => "timeseries";

    public Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken) =>
        new TimeTable(request, MetricTable.Choose(request.Values, MetricTable.Standard, MetricTable.Scroll)).RunAsync(Name, cancellationToken);
}
