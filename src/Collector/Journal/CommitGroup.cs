using System.Collections.Concurrent;

namespace Collector.Journal;

/// <summary>The submissions of one commit, completed by one work item: the journal's thread must not run its callers' code.</summary>
internal sealed class CommitGroup<T>(ConcurrentBag<CommitGroup<T>> free) : IThreadPoolWorkItem
{
    /// <summary>Groups kept for the next commits; more than a few are never in flight.</summary>
    private const int Kept = 16;

    private readonly List<PendingAppend<T>> _members = [];
    private JournalOutcome _outcome;

    public IReadOnlyList<PendingAppend<T>> Members => _members;

    public int Hits { get; private set; }

    public long Bytes { get; private set; }

    public void Add(PendingAppend<T> pending)
    {
        _members.Add(pending);
        Hits += pending.Hits;
        Bytes += pending.Bytes;
    }

    public void CompleteSoon(JournalOutcome outcome)
    {
        _outcome = outcome;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        foreach (var pending in _members)
        {
            pending.Complete(_outcome);
        }

        _members.Clear();
        Hits = 0;
        Bytes = 0;
        if (free.Count < Kept)
        {
            free.Add(this);
        }
    }
}
