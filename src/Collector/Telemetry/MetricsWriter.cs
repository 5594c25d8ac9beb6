using System.Globalization;
using System.Text;

namespace Collector.Telemetry;

/// <summary>Writes samples in Prometheus' text format 0.0.4.</summary>
internal static class MetricsWriter
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Most samples written; a source that makes more has a fault.</summary>
    private const int MaxSamples = 2000;

    /// <summary>The page: samples of one name together, with their help and type once.</summary>
    public static string Write(IEnumerable<MetricSample> samples)
    {
        var page = new StringBuilder();
        foreach (var metric in samples.Take(MaxSamples).GroupBy(sample => sample.Name, StringComparer.Ordinal))
        {
            var first = metric.First();
            page.Append("# HELP ").Append(metric.Key).Append(' ').Append(Escape(first.Help)).Append('\n');
            page.Append("# TYPE ").Append(metric.Key).Append(first.Kind == MetricKind.Counter ? " counter\n" : " gauge\n");
            foreach (var sample in metric)
            {
                page.Append(sample.Name);
                if (sample.Label.Length > 0)
                {
                    page.Append('{').Append(sample.Label).Append("=\"").Append(Escape(sample.LabelValue).Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"}");
                }

                page.Append(' ').Append(Number(sample.Value)).Append('\n');
            }
        }

        return page.ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
