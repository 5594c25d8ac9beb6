using Collector.Journal;
using Microsoft.Extensions.Logging;
using Storage.ClickHouse;

namespace Collector.Loading;

/// <summary>Deletes segments whose time is over, when the database still has their records; what is missing is loaded again before, once.</summary>
/// <remarks>What was deleted in the database on purpose meanwhile, of a removed site, is deleted there again by its erasure.</remarks>
internal sealed class SegmentDisposal(IEventStore store, SegmentRetention retention, SegmentIndex index, ILogger logger)
{
    /// <summary>Segments counted by one question before they are deleted.</summary>
    private const int MostCounted = 60;

    /// <summary>Returns how many records were missing in the database and wait to be loaded again.</summary>
    /// <exception cref="JournalIoException">The disk does not let it.</exception>
    /// <exception cref="ClickHouseException">The database does not answer.</exception>
    public async Task<long> DeleteExpiredAsync(LoadQueue queue, CancellationToken cancellationToken)
    {
        var missing = 0L;
        foreach (var run in Runs(retention.Expired().Where(queue.IsRead)))
        {
            var records = run.Sum(segment => segment.Contents!.Value.Records); // read: checked above
            var stored = await store.CountAsync(run[0].Header.Node, run[0].Contents!.Value.FirstSeq, run[^1].Contents!.Value.LastSeq, cancellationToken);
            if (stored >= records || run.TrueForAll(segment => segment.WasMissing))
            {
                run.ForEach(retention.Delete);
                continue;
            }

            LoaderMessages.Missing(logger, records - stored);
            missing += records - stored;
            foreach (var segment in run)
            {
                segment.WasMissing = true;
                index.CountAgain(segment);
            }
        }

        return missing;
    }

    // Segments between whose numbers nothing of another lies: they are counted by one question. Empty ones go at once.
    private IEnumerable<List<SegmentFile>> Runs(IEnumerable<SegmentFile> segments)
    {
        var run = new List<SegmentFile>();
        foreach (var segment in segments)
        {
            if (segment.Contents is not { Records: > 0 } contents)
            {
                retention.Delete(segment);
                continue;
            }

            if (run.Count > 0 && (run[^1].Header.Node != segment.Header.Node || run[^1].Contents!.Value.LastSeq >= contents.FirstSeq || run.Count == MostCounted))
            {
                yield return run;
                run = [];
            }

            run.Add(segment);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
