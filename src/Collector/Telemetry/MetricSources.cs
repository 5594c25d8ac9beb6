using System.Collections.Concurrent;

namespace Collector.Telemetry;

/// <summary>Where rooms register the values they show at <c>/metrics</c>, at start; asked at every scrape.</summary>
internal sealed class MetricSources
{
    private readonly ConcurrentQueue<Func<IEnumerable<MetricSample>>> _sources = new();

    public void Add(Func<IEnumerable<MetricSample>> source) => _sources.Enqueue(source);

    public IEnumerable<MetricSample> Samples() => _sources.SelectMany(source => source());
}
