namespace Collector.Enrichment.Visits;

/// <summary>A queue whose newest entries can be copied. It grows as needed; who uses it has the limit.</summary>
internal sealed class IdQueue
{
    private ulong[] _items = new ulong[1024];
    private int _oldest;

    public int Count { get; private set; }

    public void Add(ulong id)
    {
        if (Count == _items.Length)
        {
            var larger = new ulong[_items.Length * 2];
            Copy(0, larger);
            (_items, _oldest) = (larger, 0);
        }

        _items[(_oldest + Count++) & (_items.Length - 1)] = id;
    }

    public ulong TakeOldest()
    {
        var id = _items[_oldest];
        _oldest = (_oldest + 1) & (_items.Length - 1);
        Count--;
        return id;
    }

    /// <summary>The newest <paramref name="count"/>, oldest first.</summary>
    public ulong[] Newest(int count)
    {
        var newest = new ulong[count];
        Copy(Count - count, newest);
        return newest;
    }

    private void Copy(int from, ulong[] to)
    {
        for (var i = from; i < Count; i++)
        {
            to[i - from] = _items[(_oldest + i) & (_items.Length - 1)];
        }
    }
}
