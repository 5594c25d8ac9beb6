using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Rollups;

namespace Storage.Expiry;

/// <summary>
/// Deletes what is stored of sites that were removed. The catalog remembers them for a day and longer, until nothing of them can come
/// any more: records that wait in the journal are loaded, and a start may load again what came just before it.
/// </summary>
/// <param name="client">The database.</param>
/// <param name="catalog">Knows which sites were removed.</param>
/// <param name="syncDisks">Makes new parts durable before the old ones go.</param>
/// <param name="time">The clock.</param>
public sealed class RemovedSites(ClickHouseClient client, CatalogStore catalog, Action syncDisks, TimeProvider time)
{
    /// <summary>Deletes what there is now; cheap when there is nothing.</summary>
    /// <param name="isLoaded">Whether nothing waits to be loaded: only then a site may be forgotten.</param>
    /// <param name="cancellationToken">Stops it; the next call goes on.</param>
    /// <returns>The number of events that were deleted.</returns>
    /// <exception cref="ClickHouseException">The database refused or did not answer; the next call goes on.</exception>
    /// <exception cref="TimeoutException">The rows are gone, their bytes not yet: a query that runs for long still reads them.</exception>
    public async Task<long> DeleteAsync(bool isLoaded, CancellationToken cancellationToken)
    {
        var all = 0L;
        foreach (var site in catalog.RemovedSites())
        {
            var (events, sums) = await CountAsync(site, cancellationToken);
            all += events;
            if (events > 0 || sums > 0)
            {
                await DeleteAsync(site, cancellationToken);
            }
            else if (isLoaded && time.GetUtcNow() - site.Removed >= RowExpiry.Settling)
            {
                catalog.ForgetRemovedSite(site.Id);
            }
        }

        return all;
    }

    private async Task<(long Events, long Sums)> CountAsync(RemovedSite site, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            SELECT (SELECT count() FROM events WHERE site = {site:UInt32}),
                (SELECT count() FROM rollups WHERE site = {site:UInt32}) + (SELECT count() FROM rollup_ids WHERE site = {site:UInt32})
                + (SELECT count() FROM rollup_days WHERE site = {site:UInt32})
            """;
        var row = (await client.QueryAsync(new SqlQuery(Sql).With("site", site.Id), cancellationToken)).Rows[0];
        return (row[0].GetInt64(), row[1].GetInt64());
    }

    private async Task DeleteAsync(RemovedSite site, CancellationToken cancellationToken)
    {
        SqlQuery Of(string table) => new SqlQuery($"ALTER TABLE {table} DELETE WHERE site = {{site:UInt32}}").With("site", site.Id).Setting("mutations_sync", "2");
        await client.ExecuteAsync(Of("events"), cancellationToken);
        await RollupTables.ForgetAsync(client, site.Id, null, time, cancellationToken);
        await client.ExecuteAsync(Of("rollup_days"), cancellationToken);

        // A server's own settings say when it removes old parts.
        if (client.Endpoint.IsEmbedded)
        {
            await OldParts.RemoveAsync(client, syncDisks, cancellationToken);
        }
    }
}
