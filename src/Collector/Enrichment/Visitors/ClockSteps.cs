namespace Collector.Enrichment.Visitors;

/// <summary>Notices when the wall clock is changed, by comparing it with the one that only counts. What happens before the process begins is not noticed.</summary>
internal sealed class ClockSteps(TimeProvider clock)
{
    /// <summary>Corrections smaller than this are everyday ones.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(10);

    private DateTimeOffset _wall = clock.GetUtcNow();
    private long _counted = clock.GetTimestamp();
    private long? _ahead;

    /// <summary>Time since the last jump ahead that was not taken back; as good as for ever when there was none.</summary>
    public TimeSpan SinceAhead => _ahead is { } ahead ? clock.GetElapsedTime(ahead) : TimeSpan.MaxValue;

    /// <summary>Compares the clocks; the step since the last look, negative for one back, null when there was none.</summary>
    public TimeSpan? Look()
    {
        var (wall, counted) = (clock.GetUtcNow(), clock.GetTimestamp());
        var step = wall - _wall - clock.GetElapsedTime(_counted, counted);
        (_wall, _counted) = (wall, counted);
        if (step.Duration() < Least)
        {
            return null;
        }

        _ahead = step > TimeSpan.Zero ? counted : null;
        return step;
    }
}
