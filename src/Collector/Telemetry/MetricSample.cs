namespace Collector.Telemetry;

/// <summary>How a metric moves.</summary>
internal enum MetricKind
{
    /// <summary>Only up, from 0 at start; its name ends in <c>_total</c>.</summary>
    Counter,

    /// <summary>Up and down.</summary>
    Gauge,
}

/// <summary>One value of one metric. Label values come from closed sets: never from the input.</summary>
/// <param name="Name">Name, <c>collector_…</c>, with its unit (<c>_bytes</c>, <c>_seconds</c>).</param>
/// <param name="Kind">Counter or gauge.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Value">The value now.</param>
/// <param name="Label">Name of its one label; "" for none.</param>
/// <param name="LabelValue">Value of that label.</param>
internal readonly record struct MetricSample(string Name, MetricKind Kind, string Help, double Value, string Label = "", string LabelValue = "");
