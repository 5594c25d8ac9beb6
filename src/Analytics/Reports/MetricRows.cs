using System.Text.Json;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>Rows of an answer from rows of <see cref="MeasureQuery"/> (bucket, metrics, then <see cref="Measures"/>), with those compared to.</summary>
internal sealed class MetricRows(IReadOnlyList<Metric> metrics, ReportRequest request)
{
    private readonly string[] _trials = request.Previous is null
        ? []
        : [.. metrics.Select(metric => metric.Trials).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>What the query must give behind the metrics.</summary>
    public string[] Measures => _trials;

    /// <summary>The columns of the metrics.</summary>
    public IEnumerable<ReportColumn> Columns => MetricCells.Columns(metrics);

    /// <summary>How much of a range has passed by now.</summary>
    public TimeSpan Passed(Period period) => request.Now <= period.Start ? TimeSpan.Zero : (request.Now < period.End ? request.Now : period.End) - period.Start;

    /// <summary>A row whose labels stand before the metrics.</summary>
    public ReportRow Row(IReadOnlyList<object?> labels, JsonElement[]? now) => new([.. labels, .. Cells(now)]);

    /// <summary>A row beside that of the compared range.</summary>
    public ReportRow Row(
        IReadOnlyList<object?> labels, JsonElement[]? now, TimeSpan passed,
        IReadOnlyList<object?> previousLabels, JsonElement[]? previous, TimeSpan passedBefore) => new(
            [.. labels, .. Cells(now)],
            [.. previousLabels, .. Cells(previous)],
            metrics.Select((metric, i) => (metric, i)).Where(pair => pair.metric.IsTested)
                .ToDictionary(pair => pair.metric.Name, pair => Test(pair.i, now, passed, previous, passedBefore), StringComparer.Ordinal));

    /// <summary>A row whose numbers are unknown: it lies in the future.</summary>
    public ReportRow Unknown(IReadOnlyList<object?> labels, IReadOnlyList<object?>? previousLabels, JsonElement[]? previous) =>
        new([.. labels, .. MetricCells.Unknown(metrics)], previousLabels is null ? null : [.. previousLabels, .. Cells(previous)]);

    private IEnumerable<object?> Cells(JsonElement[]? row) => MetricCells.Read(metrics, row, 1, request.Site.Currency);

    private double? Test(int i, JsonElement[]? now, TimeSpan passed, JsonElement[]? previous, TimeSpan passedBefore)
    {
        if (metrics[i].Trials is not { } trials)
        {
            return Significance.OfCounts(Number(now, i) ?? 0, passed, Number(previous, i) ?? 0, passedBefore);
        }

        var n = metrics.Count + Array.IndexOf(_trials, trials);
        return Number(now, i) is { } rate && Number(previous, i) is { } before
            ? Significance.OfRates(rate, Number(now, n) ?? 0, before, Number(previous, n) ?? 0)
            : null;
    }

    private static double? Number(JsonElement[]? row, int i) =>
        row is null || row[i + 1].ValueKind == JsonValueKind.Null ? null : row[i + 1].GetDouble();
}
