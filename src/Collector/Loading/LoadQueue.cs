using Collector.Journal;
using Microsoft.Extensions.Logging;

namespace Collector.Loading;

/// <summary>Puts pending segments together to batches: oldest first, several in one insert when nothing is doubtful about them.</summary>
internal sealed class LoadQueue(
    SegmentIndex index, SegmentInspector inspector, JournalQuarantine quarantine, PoisonFiles poison, IJournalFiles files, LoaderOptions options,
    TimeProvider time, ILogger logger)
{
    /// <summary>Segments looked at for one batch.</summary>
    private const int MostSegments = 1_024;

    /// <summary>Whether something waits for a later attempt although the database answers.</summary>
    public bool HasSetAside { get; private set; }

    /// <summary>The next batch; null when nothing can be tried now.</summary>
    public LoadBatch? Next()
    {
        var now = time.GetUtcNow();
        var taken = new List<SegmentFile>();
        var bytes = 0L;
        var rows = 0L;
        HasSetAside = false;
        foreach (var segment in index.Pending(MostSegments))
        {
            if (segment.RetryAt > now)
            {
                HasSetAside = true;
                if (taken.Count > 0)
                {
                    break;
                }

                continue;
            }

            if (!IsRead(segment) || segment.Contents is not { Records: > 0 } contents)
            {
                continue;
            }

            bytes += segment.Bytes;
            rows += contents.Records;
            if (taken.Count > 0 && (bytes > options.BatchBytes || rows > options.BatchRows || !Follows(taken[^1], segment)))
            {
                break;
            }

            taken.Add(segment);
            if (IsDoubtful(segment))
            {
                break;
            }
        }

        return taken.Count == 0 ? null : new LoadBatch(files, options.Folder, taken, poison.Of(taken[0]));
    }

    /// <summary>Remembers that a segment failed for its data or for reading it.</summary>
    public void SetAside(SegmentFile segment)
    {
        segment.Failures++;
        var wait = LoadBackoff.First * (1L << Math.Min(segment.Failures, 10));
        segment.RetryAt = time.GetUtcNow() + (wait < LoadBackoff.Longest ? wait : LoadBackoff.Longest);
        HasSetAside = true;
    }

    /// <summary>After too many failures to read it.</summary>
    public void GiveUp(SegmentFile segment, JournalIoException error)
    {
        quarantine.MoveUnreadable(segment, error);
        index.Remove(segment);
    }

    private bool IsDoubtful(SegmentFile segment) => segment.Failures > 0 || poison.Of(segment).Count > 0;

    /// <summary>
    /// Whether two segments may share an insert. Nothing of another segment may lie between their numbers, because the rows of
    /// a batch are counted by the range of its numbers; and copies of a batch (after a write error) must not meet in one insert.
    /// </summary>
    private bool Follows(SegmentFile last, SegmentFile next)
    {
        return next.Number == last.Number + 1
            && next.Header.Node == last.Header.Node
            && next.Header.RowVersion == last.Header.RowVersion
            && next.NeverTried == last.NeverTried
            && next.IsRecount == last.IsRecount
            && next.Contents?.FirstSeq > last.Contents?.LastSeq
            && !IsDoubtful(next);
    }

    /// <summary>Whether the segment's contents are known; reads it through when they are not yet.</summary>
    public bool IsRead(SegmentFile segment)
    {
        if (segment.Contents is not null)
        {
            return true;
        }

        try
        {
            segment.Contents = inspector.Inspect(segment.Name, segment.Header, out _);
            return true;
        }
        catch (JournalIoException e)
        {
            LoaderMessages.CannotRead(logger, segment.Number, e);
            SetAside(segment);
            if (segment.Failures >= options.DataFailures)
            {
                GiveUp(segment, e);
            }

            return false;
        }
    }
}
