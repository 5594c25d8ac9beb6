using System.Threading.Channels;

namespace Collector.Journal;

/// <summary>The complete segments: what the loader has to do, and what is kept. Thread-safe.</summary>
internal sealed class SegmentIndex
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<ulong, SegmentFile> _pending = [];
    private readonly SortedDictionary<ulong, SegmentFile> _done = [];
    private readonly Channel<bool> _added = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _pendingBytes;
    private long _doneBytes;

    /// <summary>Bytes of segments the database has not confirmed.</summary>
    public long PendingBytes => Interlocked.Read(ref _pendingBytes);

    public long TotalBytes => PendingBytes + Interlocked.Read(ref _doneBytes);

    /// <summary>Segments to load: adds one and wakes the loader.</summary>
    public void AddPending(SegmentFile segment)
    {
        lock (_lock)
        {
            _pending.Add(segment.Number, segment);
            _pendingBytes += segment.Bytes;
        }

        _added.Writer.TryWrite(true);
    }

    /// <summary>Gives a confirmed segment to the loader once more; its bytes stay those of a confirmed one.</summary>
    public void CountAgain(SegmentFile segment)
    {
        lock (_lock)
        {
            _done.Remove(segment.Number);
            segment.IsRecount = true;
            _pending.Add(segment.Number, segment);
        }

        _added.Writer.TryWrite(true);
    }

    /// <summary>Confirmed segments: adds one, or moves it there from the ones to load.</summary>
    public void AddDone(SegmentFile segment)
    {
        lock (_lock)
        {
            Forget(segment);
            segment.IsRecount = false;
            _done.Add(segment.Number, segment);
            _doneBytes += segment.Bytes;
        }
    }

    public void Remove(SegmentFile segment)
    {
        lock (_lock)
        {
            Forget(segment);
        }
    }

    /// <summary>After an erasure the file is shorter and holds less.</summary>
    public void Resize(SegmentFile segment, long bytes, SegmentContents contents)
    {
        lock (_lock)
        {
            var change = bytes - segment.Bytes;
            if (_pending.ContainsKey(segment.Number) && !segment.IsRecount)
            {
                _pendingBytes += change;
            }
            else
            {
                _doneBytes += change;
            }

            segment.Bytes = bytes;
            segment.Contents = contents;
        }
    }

    /// <summary>The oldest segments to load.</summary>
    public IReadOnlyList<SegmentFile> Pending(int most)
    {
        lock (_lock)
        {
            return [.. _pending.Values.Take(most)];
        }
    }

    public int PendingCount
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Confirmed segments, oldest first.</summary>
    public IReadOnlyList<SegmentFile> Done()
    {
        lock (_lock)
        {
            return [.. _done.Values];
        }
    }

    /// <summary>All segments, oldest first.</summary>
    public IReadOnlyList<SegmentFile> All()
    {
        lock (_lock)
        {
            return [.. _pending.Values.Concat(_done.Values).OrderBy(segment => segment.Number)];
        }
    }

    /// <summary>Waits until a segment was added since the last wait, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _added.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private void Forget(SegmentFile segment)
    {
        if (_pending.Remove(segment.Number) && !segment.IsRecount)
        {
            _pendingBytes -= segment.Bytes;
        }
        else if (_done.Remove(segment.Number) || segment.IsRecount)
        {
            _doneBytes -= segment.Bytes;
        }
    }
}
