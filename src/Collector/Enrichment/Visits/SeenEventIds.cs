using System.Runtime.CompilerServices;

namespace Collector.Enrichment.Visits;

/// <summary>
/// The event ids of the last day, so that a repeated delivery is stored once. Those of keyed events are kept apart from strangers', so that
/// a flood of pixels does not push them out. Used on the journal's thread only.
/// </summary>
/// <remarks>
/// An id is known by 64 bits of its 128: with ten million known ids the chance that a new one is taken for one of them is 5 in 10¹³.
/// </remarks>
/// <param name="limit">Ids of either kind; 2,000,000 by default, about 50 MB when full. Beyond it the oldest are forgotten before their time.</param>
/// <param name="keep">How long an id is known after its event's arrival, at least; at most an hour longer.</param>
internal sealed class SeenEventIds(int limit, TimeSpan keep)
{
    private readonly Ids _public = new(limit, keep);
    private readonly Ids _keyed = new(limit, keep);

    public int Count => _public.Count + _keyed.Count;

    /// <summary>How long an id is known, at least.</summary>
    public TimeSpan Keep => keep;

    /// <summary>Ids forgotten before their time because there were too many.</summary>
    public long CutShort => _public.CutShort + _keyed.CutShort;

    /// <summary>Takes an id; false when it was known. Until <see cref="Commit"/> it can be taken back.</summary>
    public bool Add(UInt128 id, bool keyed) => Of(keyed).Add((ulong)id);

    /// <summary>The event of an id that was added is stored.</summary>
    public void Commit(UInt128 id, bool keyed, long arrivalMs) => Of(keyed).Commit((ulong)id, arrivalMs, isSaved: false);

    /// <summary>Takes an added id back: its event was not stored after all.</summary>
    public void Remove(UInt128 id, bool keyed) => Of(keyed).Remove((ulong)id);

    /// <summary>Takes an id of which the journal does not say how it came.</summary>
    public void AddStored(UInt128 id, long arrivalMs)
    {
        AddKnown((ulong)id, keyed: false, arrivalMs, isSaved: false);
        AddKnown((ulong)id, keyed: true, arrivalMs, isSaved: false);
    }

    /// <summary>Takes an id that a checkpoint has saved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called a million times before anything is compiled well
    public void AddSaved(ulong id, bool keyed, long arrivalMs) => AddKnown(id, keyed, arrivalMs, isSaved: true);

    /// <summary>Forgets what is over, a little at a time.</summary>
    public void Turn(long arrivalMs)
    {
        _public.Turn(arrivalMs);
        _keyed.Turn(arrivalMs);
    }

    /// <summary>The committed ids that no checkpoint has saved, oldest first.</summary>
    public UnsavedIds Unsaved() => new(_public.Unsaved(), _keyed.Unsaved());

    /// <summary>A checkpoint has saved these.</summary>
    public void Saved(UnsavedIds ids)
    {
        _public.Saved(ids.Public.Length);
        _keyed.Saved(ids.Keyed.Length);
    }

    private Ids Of(bool keyed) => keyed ? _keyed : _public;

    private void AddKnown(ulong id, bool keyed, long arrivalMs, bool isSaved)
    {
        if (Of(keyed).Add(id))
        {
            Of(keyed).Commit(id, arrivalMs, isSaved);
        }
    }

    /// <summary>The ids of one kind: a set to look them up and a queue in the order of their arrival.</summary>
    private sealed class Ids(int limit, TimeSpan keep)
    {
        private const long HourMs = 3_600_000;

        /// <summary>Ids forgotten at one turn, so that an hour that is over does not hold up the journal.</summary>
        private const int MostAtOnce = 2_000;

        private readonly IdSet _known = new();
        private readonly IdQueue _order = new();

        // How many ids of the queue came in which hour, oldest first.
        private readonly Queue<Hour> _hours = new();
        private Hour? _hour;
        private int _unsaved;

        public int Count => _known.Count;

        public long CutShort { get; private set; }

        public bool Add(ulong id) => _known.Add(id);

        public void Remove(ulong id) => _known.Remove(id);

        public void Commit(ulong id, long arrivalMs, bool isSaved)
        {
            var hour = arrivalMs / HourMs;
            if (_hour is null || _hour.Number < hour)
            {
                _hour = new Hour(hour);
                _hours.Enqueue(_hour);
            }

            _hour.Count++;
            _order.Add(id);
            _unsaved += isSaved ? 0 : 1;
            while (_order.Count > limit)
            {
                CutShort++;
                ForgetOldest();
            }
        }

        public void Turn(long arrivalMs)
        {
            for (var n = 0; n < MostAtOnce && _order.Count > 0 && ((_hours.Peek().Number + 1) * HourMs) + (long)keep.TotalMilliseconds <= arrivalMs; n++)
            {
                ForgetOldest();
            }
        }

        public ulong[] Unsaved() => _order.Newest(Math.Min(_unsaved, _order.Count));

        public void Saved(int count) => _unsaved -= count;

        private void ForgetOldest()
        {
            _known.Remove(_order.TakeOldest());
            var oldest = _hours.Peek();
            if (--oldest.Count == 0)
            {
                _hours.Dequeue();
                _hour = oldest == _hour ? null : _hour;
            }
        }

        private sealed class Hour(long number)
        {
            public long Number => number;

            public int Count { get; set; }
        }
    }
}

/// <summary>Ids to be saved, 64 bits each.</summary>
internal readonly record struct UnsavedIds(ulong[] Public, ulong[] Keyed);
