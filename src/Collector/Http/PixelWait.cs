using System.Threading.Tasks.Sources;
using Collector.Parsing;
using Collector.Telemetry;

namespace Collector.Http;

/// <summary>One waiting pixel: its hit's fate or the end of its patience, whichever comes first, is its answer.</summary>
/// <param name="metrics">Counts the fate, however late it comes.</param>
/// <param name="start">Timestamp at which the wait began.</param>
internal sealed class PixelWait(CollectorMetrics metrics, long start) : HitReceipt, IValueTaskSource<RejectReason?>
{
    private ManualResetValueTaskSourceCore<RejectReason?> _answer;
    private int _isAnswered;

    public long Start => start;

    public bool IsAnswered => Volatile.Read(ref _isAnswered) != 0;

    /// <summary>What became of the hit; null when patience ended first. Await it once; what follows runs on the thread that answers.</summary>
    public ValueTask<RejectReason?> Answer => new(this, _answer.Version);

    public override void Settle(RejectReason reason)
    {
        metrics.CountSettled(reason);
        if (TryClaim())
        {
            _answer.SetResult(reason);
        }
    }

    /// <summary>Ends the wait. The hit goes on all the same.</summary>
    public void Expire()
    {
        if (TryClaim())
        {
            metrics.CountQueued();
            _answer.SetResult(null);
        }
    }

    RejectReason? IValueTaskSource<RejectReason?>.GetResult(short token) => _answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<RejectReason?>.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource<RejectReason?>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);

    private bool TryClaim() => Interlocked.Exchange(ref _isAnswered, 1) == 0;
}
