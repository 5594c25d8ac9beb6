using System.Runtime.CompilerServices;
using Collector.Parsing;

namespace Collector.Http;

/// <summary>
/// Lets pixels wait for their commit, but no longer than <see cref="Limit"/>. All wait the same time, so the queue is in the
/// order of their ends and one timer serves all; it rests while nobody waits.
/// </summary>
internal sealed class CommitWaits : IDisposable
{
    /// <summary>How long a pixel waits: 50 ms, above the slowest usual commit (fdatasync p99 8–12 ms), below what a page feels.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Queue<Wait> _waits = new(); // under _lock
    private bool _armed; // under _lock

    public CommitWaits(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(static state => ((CommitWaits)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What became of the hit, or null when the limit passed first. The commit goes on all the same.</summary>
    /// <param name="commit">Must not fail.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RejectReason?> WaitAsync(ValueTask<RejectReason> commit)
    {
        if (commit.IsCompleted)
        {
            return await commit;
        }

        var wait = new Wait(_clock.GetTimestamp());
        Enqueue(wait);
        wait.Follow(commit);
        return await wait.Task;
    }

    public void Dispose() => _timer.Dispose();

    private void Enqueue(Wait wait)
    {
        lock (_lock)
        {
            // Those that have their answer leave here, so the queue holds little more than those that wait.
            while (_waits.TryPeek(out var head) && head.Task.IsCompleted)
            {
                _waits.Dequeue();
            }

            _waits.Enqueue(wait);
            if (!_armed)
            {
                _armed = true;
                _timer.Change(Limit, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Expire()
    {
        List<Wait>? expired = null;
        lock (_lock)
        {
            var remaining = Timeout.InfiniteTimeSpan;
            while (_waits.TryPeek(out var head))
            {
                remaining = Limit - _clock.GetElapsedTime(head.Start);
                if (!head.Task.IsCompleted)
                {
                    if (remaining > TimeSpan.Zero)
                    {
                        break;
                    }

                    (expired ??= []).Add(head);
                }

                _waits.Dequeue();
            }

            _armed = _waits.Count > 0;
            if (_armed)
            {
                _timer.Change(remaining + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
        }

        // Outside the lock: the answers are written right here.
        foreach (var wait in expired ?? [])
        {
            wait.TrySetResult(null);
        }
    }

    /// <summary>One waiting pixel: the commit or the limit, whichever comes first, sets its result.</summary>
    private sealed class Wait(long start) : TaskCompletionSource<RejectReason?>
    {
        private ValueTaskAwaiter<RejectReason> _commit;

        public long Start { get; } = start;

        /// <summary>Sets the result when the commit is done. Without an async method of its own: it would cost an allocation a pixel.</summary>
        public void Follow(ValueTask<RejectReason> commit)
        {
            _commit = commit.GetAwaiter();
            _commit.UnsafeOnCompleted(() => TrySetResult(_commit.GetResult()));
        }
    }
}
