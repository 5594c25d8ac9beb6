using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Collector.Enrichment.Visits;

/// <summary>
/// A set of 64-bit ids that are hashes: open addressing, eight bytes a place, at most 7 of 10 places taken. A start fills it with two million
/// in a tenth of a second, a third of the time that the framework's set needs.
/// </summary>
internal sealed class IdSet
{
    // Nobody who sends ids can choose ones that meet in one place.
    private readonly ulong _factor = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private ulong[] _places = new ulong[1024];
    private int _shift = 64 - 10;

    public int Count { get; private set; }

    /// <summary>Adds an id; false when it was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // as SeenEventIds.AddSaved
    public bool Add(ulong id)
    {
        if ((Count + 1) * 10L > _places.Length * 7L)
        {
            Grow();
        }

        id = NotZero(id);
        var at = PlaceOf(id);
        if (_places[at] == id)
        {
            return false;
        }

        _places[at] = id;
        Count++;
        return true;
    }

    /// <summary>Removes an id; nothing happens when it was not there.</summary>
    public void Remove(ulong id)
    {
        var hole = PlaceOf(NotZero(id));
        if (_places[hole] == 0)
        {
            return;
        }

        Count--;

        // What stands behind and began before the hole moves into it, so that no search ends too early.
        var mask = _places.Length - 1;
        for (var next = (hole + 1) & mask; _places[next] != 0; next = (next + 1) & mask)
        {
            if (((next - Home(_places[next])) & mask) >= ((next - hole) & mask))
            {
                _places[hole] = _places[next];
                hole = next;
            }
        }

        _places[hole] = 0;
    }

    /// <summary>Zero marks a free place.</summary>
    private static ulong NotZero(ulong id) => id == 0 ? 1 : id;

    private int Home(ulong id) => (int)((id * _factor) >> _shift);

    /// <summary>Where the id stands, or the free place where it would.</summary>
    private int PlaceOf(ulong id)
    {
        var mask = _places.Length - 1;
        var at = Home(id);
        while (_places[at] != 0 && _places[at] != id)
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        var before = _places;
        _places = new ulong[before.Length * 2];
        _shift--;
        foreach (var id in before)
        {
            if (id != 0)
            {
                _places[PlaceOf(id)] = id;
            }
        }
    }
}
