using Collector.Journal;

namespace Collector.Loading;

/// <summary>Says which confirmed segments may be deleted: their time is over, or space runs short.</summary>
internal sealed class SegmentRetention(IJournalFiles files, LoaderOptions options, JournalBudget budget, SegmentIndex index, TimeProvider time)
{
    // When a segment with a date to come was first met; at most as many as there are segments.
    private readonly Dictionary<ulong, DateTimeOffset> _seenAhead = [];

    /// <summary>
    /// The segments that may go, oldest first. The newest confirmed one stays: it tells the next start which numbers are used. One that was
    /// written while the clock was ahead counts as written now, and does not keep those behind it.
    /// </summary>
    /// <exception cref="JournalIoException">The disk does not tell its space.</exception>
    public IReadOnlyList<SegmentFile> Expired()
    {
        var now = time.GetUtcNow();
        var done = index.Done();
        var tight = done.Count > 1 && budget.IsTight(index.TotalBytes);
        return [.. done.Take(Math.Max(0, done.Count - 1)).Where(segment => tight || IsOver(segment, now))];
    }

    /// <exception cref="JournalIoException">The disk does not let it.</exception>
    public void Delete(SegmentFile segment)
    {
        files.Delete(Path.Combine(options.Folder, segment.Name));
        index.Remove(segment);
        _seenAhead.Remove(segment.Number);
    }

    private bool IsOver(SegmentFile segment, DateTimeOffset now)
    {
        if (segment.Header.Created <= now)
        {
            _seenAhead.Remove(segment.Number);
            return segment.Header.Created < now - options.Retention;
        }

        // Its time is to come: it is as old as we have known it.
        _seenAhead.TryAdd(segment.Number, now);
        return _seenAhead[segment.Number] < now - options.Retention;
    }
}
