using Collector.Journal;
using Microsoft.Extensions.Logging;
using Storage.ClickHouse;

namespace Collector.Loading;

/// <summary>Says which confirmed segments are counted in the database again: what it confirmed it may have lost.</summary>
internal sealed class Recounts(IEventStore store, SegmentIndex index, TimeProvider time, ILogger logger)
{
    /// <summary>How often the database is asked since when it runs.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private TimeSpan _uptime = TimeSpan.Zero;
    private DateTimeOffset _looked = DateTimeOffset.MinValue;
    private int _broken;

    /// <summary>A power cut can take back what the database confirmed just before: segments younger than this are counted again.</summary>
    public void CountRecent(TimeSpan age)
    {
        var since = time.GetUtcNow() - age;
        foreach (var segment in index.Done().Where(segment => segment.Header.Created >= since))
        {
            index.CountAgain(segment);
        }
    }

    /// <summary>
    /// A database that has started again may have lost what it confirmed just before: a power cut takes back what was not synced, and parts that it
    /// finds broken it sets aside. So all segments that are still here are counted again. Returns how many parts it has set aside as broken.
    /// </summary>
    /// <exception cref="ClickHouseException">It does not answer.</exception>
    public async Task<int> LookAsync(bool now, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        if (at - _looked < LookEvery && !now)
        {
            return _broken;
        }

        var (uptime, broken) = await store.StateAsync(cancellationToken);
        if (uptime < _uptime)
        {
            var segments = index.Done();
            LoaderMessages.Recounting(logger, segments.Count);
            foreach (var segment in segments)
            {
                index.CountAgain(segment);
            }
        }

        (_uptime, _looked, _broken) = (uptime, at, broken);
        return broken;
    }
}
