using Collector.Checkpoints;
using Collector.Enrichment.Visits;
using Collector.Journal;
using Collector.Loading;

namespace Collector.Erasure;

/// <summary>
/// One erasure from beginning to end. Every step may be repeated: after a kill the whole is run again from its request.
/// </summary>
internal sealed class VisitorErasure(
    IJournalFiles files, string journalFolder, ulong node, SegmentIndex index, JournalWriter<HitSubmission> journal, EventRecorder recorder,
    CheckpointStore checkpoints, BatchLoader loader, EventEraser events, ErasureFolder folder, TimeProvider time)
{
    /// <summary>Erases.</summary>
    /// <returns>The receipt, unsigned; null when the database does not take what waits in the journal: try again later.</returns>
    public async Task<ErasureReceipt?> RunAsync(ErasureRequest request, CancellationToken cancellationToken)
    {
        await events.BeginAsync(cancellationToken);

        // From here on the visitor's hits begin a new visit. Everything before stands in complete segments, and is what goes.
        var last = await journal.CutAsync(() =>
        {
            recorder.Forget(request.SiteId, request.Visitor);
            checkpoints.Forget();
        });
        checkpoints.Delete();
        var found = request.Found;
        var rewritten = await loader.RewriteAsync(
            node,
            async segments =>
            {
                // All of it is loaded: the table knows the visits. The journal first, so that nothing can be loaded again.
                var visits = await events.FindAsync(request.SiteId, request.Visitor, node, last, cancellationToken);
                var rows = await events.CountAsync(request.SiteId, cancellationToken);
                found = found with { Rows = Math.Max(found.Rows, rows), Visits = Math.Max(found.Visits, visits.Count) };
                folder.Keep(request with { Found = found });
                found = new JournalErasure(files, journalFolder, index, request.SiteId, request.Visitor, visits).Run(segments, (node, last), found);
                folder.Keep(request with { Found = found });
            },
            cancellationToken);
        if (!rewritten)
        {
            return null;
        }

        await events.DeleteAsync(request.SiteId, cancellationToken);
        var remaining = await events.CountAsync(request.SiteId, cancellationToken);
        if (remaining > 0)
        {
            throw new InvalidOperationException($"{remaining} rows are left.");
        }

        var (parts, bytes) = await events.RemoveOldPartsAsync(cancellationToken);
        await events.EndAsync(cancellationToken);
        return new ErasureReceipt
        {
            Id = request.Id,
            Site = request.Site,
            Asked = request.Asked,
            Finished = time.GetUtcNow(),
            Removed = found with { Parts = parts, PartBytes = bytes },
            RemainingRows = remaining,
        };
    }
}
