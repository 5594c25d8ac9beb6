namespace Engine;

/// <summary>When to start the engine again: at once, then after 0.2 s doubling to 5 s, and from the beginning once it has stayed up.</summary>
internal sealed class RestartBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>An engine that answered this long, 30 s, did not fail by its start.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    private TimeSpan? _last;

    /// <summary>The pause before the next start, given how long the engine had answered.</summary>
    internal TimeSpan Next(TimeSpan answered)
    {
        _last = _last is null || answered >= Settled ? TimeSpan.Zero
            : _last == TimeSpan.Zero ? First
            : _last * 2 < Longest ? _last * 2
            : Longest;
        return _last.Value;
    }
}
