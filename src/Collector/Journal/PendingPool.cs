using System.Collections.Concurrent;

namespace Collector.Journal;

/// <summary>Keeps up to 4,096 finished <see cref="PendingAppend{T}"/>s for the next submissions.</summary>
internal sealed class PendingPool<T>
{
    private const int Most = 4_096;

    private readonly ConcurrentQueue<PendingAppend<T>> _free = new();
    private int _count;

    public PendingAppend<T> Rent(T submission, int hits, int bytes)
    {
        if (_free.TryDequeue(out var pending))
        {
            Interlocked.Decrement(ref _count);
        }
        else
        {
            pending = new PendingAppend<T>(this);
        }

        pending.Submission = submission;
        pending.Hits = hits;
        pending.Bytes = bytes;
        return pending;
    }

    public void Return(PendingAppend<T> pending)
    {
        if (Interlocked.Increment(ref _count) <= Most)
        {
            _free.Enqueue(pending);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
