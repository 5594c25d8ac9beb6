namespace Collector.Enrichment.Visits;

/// <summary>
/// The event ids of the last while, so that a repeated delivery is stored once. Those of keyed events are kept apart from strangers', so that
/// a flood of pixels does not push them out. Used on the journal's thread only.
/// </summary>
/// <param name="limit">Ids a generation of either kind holds; 500,000 by default, 16 MB.</param>
/// <param name="generation">Length of a generation: an id is known at least this long, at most twice that, unless more than the limit come.</param>
internal sealed class SeenEventIds(int limit, TimeSpan generation)
{
    private readonly Generations _public = new(limit, generation);
    private readonly Generations _keyed = new(limit, generation);

    public int Count => _public.Count + _keyed.Count;

    /// <summary>Generations that ended before their time because they were full: ids are known for less than the promised time.</summary>
    public long CutShort => _public.CutShort + _keyed.CutShort;

    /// <summary>Remembers an id; false when it was known.</summary>
    public bool Add(UInt128 id, bool keyed) => (keyed ? _keyed : _public).Add(id);

    /// <summary>Remembers an id of which the journal does not say how it came.</summary>
    public void AddStored(UInt128 id)
    {
        _public.Add(id);
        _keyed.Add(id);
    }

    /// <summary>Forgets an id whose event was not stored after all.</summary>
    public void Remove(UInt128 id, bool keyed) => (keyed ? _keyed : _public).Remove(id);

    /// <summary>Turns to new generations where one is over or full. Called between commits only.</summary>
    public void Turn(long arrivalMs)
    {
        _public.Turn(arrivalMs);
        _keyed.Turn(arrivalMs);
    }

    /// <summary>Two generations of ids.</summary>
    private sealed class Generations(int limit, TimeSpan generation)
    {
        private HashSet<UInt128> _young = [];
        private HashSet<UInt128> _old = [];
        private long _begunMs;

        public int Count => _young.Count + _old.Count;

        public long CutShort { get; private set; }

        public bool Add(UInt128 id) => !_old.Contains(id) && _young.Add(id);

        public void Remove(UInt128 id) => _young.Remove(id);

        public void Turn(long arrivalMs)
        {
            _begunMs = _begunMs == 0 ? arrivalMs : _begunMs;
            var isOver = arrivalMs - _begunMs >= (long)generation.TotalMilliseconds;
            if (_young.Count < limit && !isOver)
            {
                return;
            }

            CutShort += isOver ? 0 : 1;
            (_young, _old) = (_old, _young);
            _young.Clear();
            _begunMs = arrivalMs;
        }
    }
}
