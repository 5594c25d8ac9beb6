using Storage.ClickHouse;

namespace Collector.Loading;

/// <summary>Finds the records that make the database refuse a batch, by halving it; everything else is stored on the way.</summary>
internal sealed class PoisonSearch(Reconciliation reconciliation)
{
    /// <summary>So many are looked for one by one; after that, refused ranges are taken as they are.</summary>
    private const int MostSingled = 64;

    /// <summary>Loads the batch but for the records it returns. Throws what is no data error: then all may be tried again.</summary>
    public async Task<PoisonFound> RunAsync(LoadBatch batch, CancellationToken cancellationToken)
    {
        var found = new HashSet<ulong>();
        var accepted = 0L;
        var ranges = new Stack<(ulong First, ulong Last)>();
        ranges.Push((batch.FirstSeq, batch.LastSeq));
        while (ranges.TryPop(out var range))
        {
            var part = batch.Range(range.First, range.Last);
            if (part.Records == 0)
            {
                continue;
            }

            try
            {
                if (!await reconciliation.CompleteAsync(part, cancellationToken))
                {
                    throw new ClickHouseException(0, "An earlier insert is still running.", retryable: true);
                }

                accepted += part.Records;
            }
            catch (ClickHouseException e) when (DataErrors.Contains(e.Code))
            {
                if (range.First == range.Last || found.Count >= MostSingled)
                {
                    part.AddNumbersTo(found);
                    continue;
                }

                var middle = range.First + ((range.Last - range.First) / 2);
                ranges.Push((middle + 1, range.Last));
                ranges.Push((range.First, middle));
            }
        }

        return new PoisonFound(found, accepted);
    }
}

/// <summary>What a search found.</summary>
/// <param name="Numbers">Records the database refuses.</param>
/// <param name="Accepted">How many others it took or had.</param>
internal readonly record struct PoisonFound(IReadOnlySet<ulong> Numbers, long Accepted);
