namespace Collector.Loading;

/// <summary>
/// Brings a batch of which it is not known what is stored to: all stored, each record once. Row identity decides, not the
/// database's deduplication, which forgets and, on a kill, loses.
/// </summary>
internal sealed class Reconciliation(IEventStore store)
{
    /// <summary>Completes the batch.</summary>
    /// <returns>False: an earlier insert is still running there, nothing can be said yet.</returns>
    public async Task<bool> CompleteAsync(LoadBatch batch, CancellationToken cancellationToken)
    {
        if (await store.IsInsertingAsync(batch.Node, cancellationToken))
        {
            return false;
        }

        var stored = await store.CountAsync(batch.Node, batch.FirstSeq, batch.LastSeq, cancellationToken);
        if (stored == 0)
        {
            await store.InsertAsync(batch, cancellationToken);
        }
        else if (stored < batch.Records || batch.HasGaps)
        {
            await store.InsertMissingAsync(batch, cancellationToken);
        }

        return true;
    }
}
