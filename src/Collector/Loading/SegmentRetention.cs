using Collector.Journal;

namespace Collector.Loading;

/// <summary>Deletes confirmed segments when their time is over, or earlier when space runs short.</summary>
internal sealed class SegmentRetention(IJournalFiles files, LoaderOptions options, JournalBudget budget, SegmentIndex index, TimeProvider time)
{
    /// <summary>Deletes what may go. The newest confirmed segment stays: it tells the next start which numbers are used.</summary>
    /// <exception cref="JournalIoException">The disk does not let it.</exception>
    public void DeleteExpired()
    {
        var keptSince = time.GetUtcNow() - options.Retention;
        var done = index.Done();
        for (var i = 0; i < done.Count - 1; i++)
        {
            if (done[i].Header.Created >= keptSince && !budget.IsTight(index.TotalBytes))
            {
                break;
            }

            files.Delete(Path.Combine(options.Folder, done[i].Name));
            index.Remove(done[i]);
        }
    }
}
