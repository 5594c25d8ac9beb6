namespace Collector.Loading;

/// <summary>
/// How long to wait after a failed insert: 0.2 s, doubled each time up to 30 s, of which a random half is waited, so that
/// several collectors do not come back at once. Policy only: no clock, no I/O.
/// </summary>
internal sealed class LoadBackoff(Random random)
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _step = First;

    /// <summary>The next wait: between half of the step and the step.</summary>
    public TimeSpan Next()
    {
        var wait = _step * (0.5 + (random.NextDouble() / 2));
        _step = _step * 2 < Longest ? _step * 2 : Longest;
        return wait;
    }

    /// <summary>After a success.</summary>
    public void Reset() => _step = First;
}
