namespace Collector.Enrichment.Visits;

/// <summary>
/// The open visits, bounded in number and time: two generations; what was not touched during a whole generation goes. Used on
/// the journal's thread only.
/// </summary>
/// <param name="limit">Most visits held, both generations together.</param>
/// <param name="generation">Length of a generation in arrival time; a visit is held at least this long after its last arrival.</param>
internal sealed class VisitTable(int limit, TimeSpan generation)
{
    private Dictionary<VisitKey, OpenVisit> _young = [];
    private Dictionary<VisitKey, OpenVisit> _old = [];
    private long _begunMs;

    /// <summary>Visits held now.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>Visits given up before their time because the table was full.</summary>
    public long Evicted { get; private set; }

    public OpenVisit? Find(VisitKey key)
    {
        if (_young.TryGetValue(key, out var visit))
        {
            return visit;
        }

        if (_old.Remove(key, out visit))
        {
            _young[key] = visit;
        }

        return visit;
    }

    /// <summary>Makes <paramref name="visit"/> the latest of its visitor; null forgets the visitor.</summary>
    public void Set(VisitKey key, OpenVisit? visit)
    {
        _old.Remove(key);
        if (visit is null)
        {
            _young.Remove(key);
        }
        else
        {
            _young[key] = visit;
        }
    }

    /// <summary>Forgets a visitor's visits, also under the other keys that lead to them.</summary>
    public void Forget(uint site, ulong visitor)
    {
        var theirs = _young.Concat(_old).Where(entry => entry.Key.Site == site && entry.Key.Visitor == visitor).Select(entry => entry.Value).ToHashSet();
        foreach (var key in _young.Concat(_old).Where(entry => theirs.Contains(entry.Value)).Select(entry => entry.Key).ToList())
        {
            _young.Remove(key);
            _old.Remove(key);
        }
    }

    /// <summary>A copy of all that is held.</summary>
    public SavedVisits Save()
    {
        var index = new Dictionary<OpenVisit, int>(Count, ReferenceEqualityComparer.Instance);
        var facts = new List<VisitFacts>(Count);
        var keys = new List<SavedKey>(Count);
        foreach (var (key, visit) in _old)
        {
            Save(key, visit, isOld: true);
        }

        foreach (var (key, visit) in _young)
        {
            Save(key, visit, isOld: false);
        }

        return new SavedVisits(_begunMs, facts, keys);

        void Save(VisitKey key, OpenVisit visit, bool isOld)
        {
            if (index.TryAdd(visit, facts.Count))
            {
                facts.Add(visit.Facts);
            }

            keys.Add(new SavedKey(key, index[visit], isOld));
        }
    }

    /// <summary>Takes what was saved into an empty table, and returns its visits.</summary>
    public IReadOnlyList<OpenVisit> Restore(SavedVisits saved)
    {
        var visits = saved.Facts.Select(facts => new OpenVisit(facts)).ToList();
        foreach (var (key, visit, isOld) in saved.Keys)
        {
            (isOld ? _old : _young)[key] = visits[visit];
        }

        _begunMs = saved.BegunMs;
        return visits;
    }

    /// <summary>Turns to a new generation when this one is over or full. Called between commits only, so an undo finds its visits.</summary>
    public void Turn(long arrivalMs)
    {
        _begunMs = _begunMs == 0 ? arrivalMs : _begunMs;
        var full = _young.Count >= limit / 2;
        if (!full && arrivalMs - _begunMs < (long)generation.TotalMilliseconds)
        {
            return;
        }

        if (full)
        {
            Evicted += _old.Count;
        }

        (_young, _old) = (_old, _young);
        _young.Clear();
        _begunMs = arrivalMs;
    }
}
