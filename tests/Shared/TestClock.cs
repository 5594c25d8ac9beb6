namespace Shared;

/// <summary>A clock that stands still until it is moved; timers are not supported.</summary>
internal sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;
    private TimeSpan _stepped;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => (_now - _stepped).UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => _now += by;

    /// <summary>Somebody changes the wall clock; the one that only counts does not notice.</summary>
    public void Step(TimeSpan by)
    {
        _now += by;
        _stepped += by;
    }

    public void Set(DateTimeOffset to) => _now = to;
}
