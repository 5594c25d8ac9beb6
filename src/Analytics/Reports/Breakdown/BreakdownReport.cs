using Analytics.Dimensions;
using Analytics.Metrics;

namespace Analytics.Reports.Breakdown;

/// <summary>The site split by the values of a dimension, or of two.</summary>
internal sealed class BreakdownReport : IReport
{
    public string Name => "breakdown";

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var dimensions = DimensionTable.Split(request.Values);
        var metrics = dimensions.All(dimension => dimension.CountsEvents)
            ? MetricTable.Choose(request.Values, Offered(dimensions), MetricTable.Scroll)
            : MetricTable.Choose(request.Values, MetricTable.OfWholeVisits);
        var result = await new ValueTable(request.SplitBy(dimensions), dimensions, metrics).RunAsync(Name, cancellationToken);
        return result with { Notes = [.. result.Notes, .. await PlaceNotes.ReadAsync(request, dimensions[0], cancellationToken)] };
    }

    private static IReadOnlyList<Metric> Offered(IReadOnlyList<Dimension> dimensions) =>
        dimensions.Any(dimension => dimension.SeenRows is not null || dimension.WholeVisitSql is not null) ? MetricTable.OfPages : MetricTable.Standard;
}
