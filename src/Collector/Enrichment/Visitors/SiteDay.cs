using Storage.Catalog;

namespace Collector.Enrichment.Visitors;

/// <summary>
/// A site's local day: from when to when it lasts, with its salt and, for visits that go on over midnight, the day before's.
/// </summary>
internal sealed record SiteDay
{
    /// <summary>No local day lasts longer, even when clocks are set back.</summary>
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(27);

    /// <summary>Local day, as <see cref="DateOnly.DayNumber"/>.</summary>
    public required int Day { get; init; }

    /// <summary>The site's time zone when this was made: a change of it begins the day anew.</summary>
    public required string TimeZone { get; init; }

    /// <summary>First instant of the day.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after the day.</summary>
    public required DateTimeOffset Until { get; init; }

    public required Salt Salt { get; init; }

    /// <summary>Salt of the day before, while it lives.</summary>
    public Salt? Before { get; init; }

    public bool Holds(DateTimeOffset at, Site site) =>
        at >= From && at < Until && (ReferenceEquals(TimeZone, site.TimeZone) || TimeZone == site.TimeZone);

    /// <summary>The local day of an instant.</summary>
    public static int DayOf(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime).DayNumber;

    /// <summary>
    /// First and last bound of the local day that holds an instant, to the second. Found by halving: days that clocks are set in, and days
    /// without a midnight, need no special case.
    /// </summary>
    public static (DateTimeOffset From, DateTimeOffset Until) Bounds(DateTimeOffset at, TimeZoneInfo zone)
    {
        var second = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)).ToUniversalTime();
        var day = DayOf(at, zone);
        return (FirstAtLeast(second - LongestDay, second, day, zone), FirstAtLeast(second, second + LongestDay, day + 1, zone));
    }

    /// <summary>The zone of a site; UTC when the system does not know its name.</summary>
    public static TimeZoneInfo ZoneOf(Site site) => TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The first second after <paramref name="low"/>, at most <paramref name="high"/>, whose local day is at least <paramref name="day"/>.</summary>
    private static DateTimeOffset FirstAtLeast(DateTimeOffset low, DateTimeOffset high, int day, TimeZoneInfo zone)
    {
        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low.AddSeconds(Math.Floor((high - low).TotalSeconds / 2));
            if (DayOf(middle, zone) >= day)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }
}
