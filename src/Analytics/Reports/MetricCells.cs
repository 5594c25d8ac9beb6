using System.Text.Json;
using Analytics.Metrics;

namespace Analytics.Reports;

/// <summary>Metrics as columns and cells; beside an amount of money stands its currency.</summary>
internal static class MetricCells
{
    private static readonly ReportColumn Currency = new("currency", "Currency", Unit.Text);

    public static IEnumerable<ReportColumn> Columns(IEnumerable<Metric> metrics)
    {
        foreach (var metric in metrics)
        {
            yield return new ReportColumn(metric.Name, metric.Title, metric.Unit, metric.Definition);
            if (metric.Unit == Unit.Money)
            {
                yield return Currency;
            }
        }
    }

    /// <summary>The cells of a database row whose first metric is at <paramref name="first"/>; a missing row is nothing counted.</summary>
    public static IEnumerable<object?> Read(IReadOnlyList<Metric> metrics, JsonElement[]? row, int first, string currency)
    {
        for (var i = 0; i < metrics.Count; i++)
        {
            yield return row is null ? Nothing(metrics[i].Unit) : Read(metrics[i].Unit, row[first + i]);
            if (metrics[i].Unit == Unit.Money)
            {
                yield return currency;
            }
        }
    }

    /// <summary>One cell: unknown text is null, like any unknown number.</summary>
    public static object? Read(string unit, JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => unit == Unit.Text && cell.GetString() is { Length: > 0 } text ? text : null,
        _ => unit switch
        {
            Unit.Count => cell.GetInt64(),
            Unit.Money => cell.GetDecimal(),
            _ => cell.GetDouble(),
        },
    };

    /// <summary>Cells about which nothing can be known yet.</summary>
    public static IEnumerable<object?> Unknown(IReadOnlyList<Metric> metrics) => Columns(metrics).Select(_ => (object?)null);

    private static object? Nothing(string unit) => unit switch
    {
        Unit.Count => 0L,
        Unit.Money => 0m,
        _ => null,
    };
}
