using System.Threading.Tasks.Sources;

namespace Collector.Journal;

/// <summary>A submission waiting for its commit; used again and again, so that waiting allocates nothing.</summary>
internal sealed class PendingAppend<T>(PendingPool<T> pool) : IValueTaskSource<JournalOutcome>
{
    private ManualResetValueTaskSourceCore<JournalOutcome> _source;

    public T? Submission { get; set; }

    /// <summary>Who is told instead of the task; null: the task is.</summary>
    public Action<T, JournalOutcome>? Done { get; set; }

    public int Hits { get; set; }

    public int Bytes { get; set; }

    public ValueTask<JournalOutcome> Task => new(this, _source.Version);

    public void Complete(JournalOutcome outcome)
    {
        var (submission, done) = (Submission, Done);
        (Submission, Done) = (default, null);
        if (done is null)
        {
            _source.SetResult(outcome);
            return;
        }

        pool.Return(this);
        // Not null: it is set before the entry is queued.
        done(submission!, outcome);
    }

    JournalOutcome IValueTaskSource<JournalOutcome>.GetResult(short token)
    {
        var outcome = _source.GetResult(token);
        _source.Reset();
        pool.Return(this);
        return outcome;
    }

    ValueTaskSourceStatus IValueTaskSource<JournalOutcome>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<JournalOutcome>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
