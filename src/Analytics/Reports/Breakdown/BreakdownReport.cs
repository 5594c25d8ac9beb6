using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Breakdown;

/// <summary>The site split by the values of a dimension, or of two.</summary>
internal sealed class BreakdownReport : IReport
{
    public string Name => "breakdown";

    public Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var dimensions = DimensionTable.Split(request.Values);
        var metrics = MetricTable.Choose(request.Values, Offered(dimensions));
        var showsAll = dimensions.Any(dimension => dimension.ShowsAllClasses);
        request = request with { AskedClasses = request.AskedClasses ?? (showsAll ? HitClasses.All : null) };
        return new ValueTable(request, dimensions, metrics).RunAsync(Name, cancellationToken);
    }

    private static IReadOnlyList<Metric> Offered(IReadOnlyList<Dimension> dimensions)
    {
        if (!dimensions.All(dimension => dimension.OnRows))
        {
            return MetricTable.OfWholeVisits;
        }

        return dimensions.Any(dimension => dimension.SeenRows is not null || dimension.WholeVisitSql is not null) ? MetricTable.OfPages : MetricTable.Standard;
    }
}
