using System.Collections.Concurrent;

namespace Collector.Journal;

/// <summary>A thread that makes and finishes segments beside the journal's own: one job after the other, in order.</summary>
internal sealed class JournalHelper : IDisposable
{
    /// <summary>Jobs that may wait; two a segment are queued, so more than a few means that the disk hangs, and the journal waits with it.</summary>
    private const int MaxJobs = 64;

    private readonly BlockingCollection<Action> _jobs = new(MaxJobs);
    private readonly Thread _thread;

    public JournalHelper()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "journal helper" };
        _thread.Start();
    }

    public void Run(Action job) => _jobs.Add(job);

    /// <summary>Waits for the jobs given so far and ends the thread.</summary>
    public void Dispose()
    {
        _jobs.CompleteAdding();
        _thread.Join();
        _jobs.Dispose();
    }

    private void Work()
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
        {
            job();
        }
    }
}
