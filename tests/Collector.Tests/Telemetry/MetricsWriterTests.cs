using Collector.Telemetry;

namespace Collector.Tests.Telemetry;

public class MetricsWriterTests
{
    [Fact]
    public void Samples_of_one_name_stand_together_with_help_and_type_once()
    {
        var page = MetricsWriter.Write(
        [
            new("a_total", MetricKind.Counter, "First.", 1, "reason", "x"),
            new("b_bytes", MetricKind.Gauge, "Second.", 0.5),
            new("a_total", MetricKind.Counter, "First.", 12345678901, "reason", "y"),
        ]);
        Assert.Equal(
            """
            # HELP a_total First.
            # TYPE a_total counter
            a_total{reason="x"} 1
            a_total{reason="y"} 12345678901
            # HELP b_bytes Second.
            # TYPE b_bytes gauge
            b_bytes 0.5

            """,
            page);
    }

    [Theory]
    [InlineData("a\"b\\c\nd", "m{l=\"a\\\"b\\\\c\\nd\"} 0")]
    public void Label_values_are_escaped(string value, string expected)
    {
        Assert.Contains(expected, MetricsWriter.Write([new("m", MetricKind.Gauge, "H.", 0, "l", value)]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(1e21, "1E+21")]
    public void Numbers_are_written_as_prometheus_reads_them(double value, string expected)
    {
        Assert.EndsWith($"\nm {expected}\n", MetricsWriter.Write([new("m", MetricKind.Gauge, "H.", value)]), StringComparison.Ordinal);
    }
}
