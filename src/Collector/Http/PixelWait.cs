using Collector.Parsing;
using Collector.Telemetry;

namespace Collector.Http;

/// <summary>One waiting pixel: its hit's fate or the end of its patience, whichever comes first, is its answer.</summary>
/// <param name="waits">Watches over its patience, which begins now.</param>
internal abstract class PixelWait(CommitWaits waits) : HitReceipt
{
    private readonly CollectorMetrics _metrics = waits.Metrics;
    private int _isAnswered;

    /// <summary>Timestamp at which the wait began.</summary>
    public long Start { get; } = waits.Now;

    public bool IsAnswered => Volatile.Read(ref _isAnswered) != 0;

    public sealed override void Settle(RejectReason reason)
    {
        _metrics.CountSettled(reason);
        if (TryClaim())
        {
            Answer(reason);
        }
    }

    /// <summary>Ends the wait. The hit goes on all the same.</summary>
    public void Expire()
    {
        if (TryClaim())
        {
            _metrics.CountQueued();
            Answer(null);
        }
    }

    /// <summary>Called once, on any thread; must not throw and not wait.</summary>
    /// <param name="outcome">What became of the hit; null when patience ended first.</param>
    protected abstract void Answer(RejectReason? outcome);

    private bool TryClaim() => Interlocked.Exchange(ref _isAnswered, 1) == 0;
}
