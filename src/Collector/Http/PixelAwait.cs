using System.Threading.Tasks.Sources;
using Collector.Parsing;

namespace Collector.Http;

/// <summary>A waiting pixel whose answer can be awaited, once; what follows runs on the thread that answers.</summary>
internal sealed class PixelAwait(CommitWaits waits) : PixelWait(waits), IValueTaskSource<RejectReason?>
{
    private ManualResetValueTaskSourceCore<RejectReason?> _answer;

    /// <summary>What became of the hit; null when patience ended first.</summary>
    public ValueTask<RejectReason?> Outcome => new(this, _answer.Version);

    RejectReason? IValueTaskSource<RejectReason?>.GetResult(short token) => _answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<RejectReason?>.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource<RejectReason?>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);

    protected override void Answer(RejectReason? outcome) => _answer.SetResult(outcome);
}
