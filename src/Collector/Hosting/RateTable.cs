namespace Collector.Hosting;

/// <summary>
/// The generic cell rate algorithm (ITU-T I.371) for a fixed number of places: of each the time at which all that came would be used up at the
/// allowed rate. A place takes hits while that time is at most twenty seconds ahead.
/// </summary>
/// <param name="places">How many.</param>
/// <param name="perSecond">Hits a second; 0: no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class RateTable(int places, int perSecond, TimeProvider time)
{
    /// <summary>A newsletter that is opened in one office, a page that reloads for all: many at once are not a flood.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromSeconds(20);

    private readonly long[] _usedUp = new long[perSecond == 0 ? 0 : places];
    private readonly long _burst = (long)(Burst.TotalSeconds * time.TimestampFrequency);

    /// <summary>Takes so many hits; false when that would be too many, and nothing was taken.</summary>
    public bool Takes(int place, int hits)
    {
        if (perSecond == 0)
        {
            return true;
        }

        ref var usedUp = ref _usedUp[place];
        var now = time.GetTimestamp();
        while (true)
        {
            var before = Interlocked.Read(ref usedUp);
            var after = Math.Max(before, now) + (hits * time.TimestampFrequency / perSecond);
            if (after - now > _burst)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref usedUp, after, before) == before)
            {
                return true;
            }
        }
    }
}
