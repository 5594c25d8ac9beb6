namespace Collector.Enrichment.Visits;

/// <summary>
/// The event ids of the last while, so that a repeated delivery is stored once: two generations of at most
/// <paramref name="limit"/> ids or <paramref name="generation"/> of arrival time each. Used on the journal's thread only.
/// </summary>
/// <param name="limit">Ids a generation holds; 500,000 by default, 16 MB.</param>
/// <param name="generation">Length of a generation: an id is known at least this long, at most twice that.</param>
internal sealed class SeenEventIds(int limit, TimeSpan generation)
{
    private HashSet<UInt128> _young = [];
    private HashSet<UInt128> _old = [];
    private long _begunMs;

    public int Count => _young.Count + _old.Count;

    /// <summary>Remembers an id; false when it was known.</summary>
    public bool Add(UInt128 id) => !_old.Contains(id) && _young.Add(id);

    /// <summary>Forgets an id whose event was not stored after all.</summary>
    public void Remove(UInt128 id) => _young.Remove(id);

    /// <summary>Turns to a new generation when this one is over or full. Called between commits only.</summary>
    public void Turn(long arrivalMs)
    {
        _begunMs = _begunMs == 0 ? arrivalMs : _begunMs;
        if (_young.Count < limit && arrivalMs - _begunMs < (long)generation.TotalMilliseconds)
        {
            return;
        }

        (_young, _old) = (_old, _young);
        _young.Clear();
        _begunMs = arrivalMs;
    }
}
