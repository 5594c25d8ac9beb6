using Collector.Telemetry;

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
    private readonly Queue<PixelWait> _waits = new(); // under _lock
    private bool _armed; // under _lock

    public CommitWaits(TimeProvider clock, CollectorMetrics metrics)
    {
        _clock = clock;
        Metrics = metrics;
        _timer = clock.CreateTimer(static state => ((CommitWaits)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts the fate of each hit, however late it comes.</summary>
    public CollectorMetrics Metrics { get; }

    /// <summary>Timestamp of this moment.</summary>
    public long Now => _clock.GetTimestamp();

    /// <summary>Ends a wait at its limit, unless it has its answer before. To be called when the hit was handed to the sink.</summary>
    public void Watch(PixelWait wait)
    {
        if (wait.IsAnswered)
        {
            return;
        }

        lock (_lock)
        {
            // Those that have their answer leave here, so the queue holds little more than those that wait.
            while (_waits.TryPeek(out var head) && head.IsAnswered)
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

    public void Dispose() => _timer.Dispose();

    private void Expire()
    {
        List<PixelWait>? expired = null;
        lock (_lock)
        {
            var remaining = Timeout.InfiniteTimeSpan;
            while (_waits.TryPeek(out var head))
            {
                remaining = Limit - _clock.GetElapsedTime(head.Start);
                if (!head.IsAnswered)
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
            wait.Expire();
        }
    }
}
