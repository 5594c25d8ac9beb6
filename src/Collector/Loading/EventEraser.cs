using Storage.ClickHouse;
using Storage.Expiry;
using Storage.Rollups;

namespace Collector.Loading;

/// <summary>
/// Removes visits from the events table, the sums made of them, and the bytes of the old parts from the disk. The visits stand in a table of their own
/// while it works, so that the mutation's text, which the database keeps, names nobody.
/// </summary>
internal sealed class EventEraser(ClickHouseClient client, Action syncDisks, TimeProvider time)
{
    /// <summary>Begins anew, whatever an earlier run left behind.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await RunAsync("KILL MUTATION WHERE database = currentDatabase() AND table = 'events' AND command LIKE '%FROM erasing%' SYNC", cancellationToken);
        await RunAsync("DROP TABLE IF EXISTS erasing SYNC", cancellationToken);
        await RunAsync("CREATE TABLE erasing (visit UInt64) ENGINE = MergeTree ORDER BY visit", cancellationToken);
    }

    /// <summary>The visits of a visitor up to a number of this node; all rows of them go, also those from before the visitor had this key.</summary>
    public async Task<HashSet<ulong>> FindAsync(uint site, ulong visitor, ulong node, ulong lastSeq, CancellationToken cancellationToken)
    {
        const string Find = """
            INSERT INTO erasing SELECT DISTINCT visit FROM events
            WHERE site = {site:UInt32} AND visitor = {visitor:UInt64} AND NOT (node = {node:UInt64} AND seq > {last:UInt64})
            """;
        await client.ExecuteAsync(new SqlQuery(Find).With("site", site).With("visitor", visitor).With("node", node).With("last", lastSeq), cancellationToken);
        var found = await client.QueryAsync(new SqlQuery("SELECT visit FROM erasing"), cancellationToken);
        return found.Rows.Select(row => row[0].GetUInt64()).ToHashSet();
    }

    /// <summary>Rows of the visits that are found.</summary>
    public async Task<long> CountAsync(uint site, CancellationToken cancellationToken)
    {
        var count = new SqlQuery("SELECT count() AS n FROM events WHERE site = {site:UInt32} AND visit IN (SELECT visit FROM erasing)").With("site", site);
        return (await client.QueryAsync(count, cancellationToken)).Rows[0][0].GetInt64();
    }

    /// <summary>Deletes the rows, and the site's sums that were made of them; returns when no active part holds them.</summary>
    public async Task DeleteAsync(uint site, CancellationToken cancellationToken)
    {
        await client.ExecuteAsync(
            new SqlQuery("ALTER TABLE events DELETE WHERE site = {site:UInt32} AND visit IN (SELECT visit FROM erasing) SETTINGS mutations_sync = 2").With("site", site),
            cancellationToken);
        await RollupTables.ForgetAsync(client, site, null, time, cancellationToken);
    }

    /// <summary>Removes the parts that the deletion and earlier merges replaced, of the events and of the sums.</summary>
    /// <returns>How many there were, and their bytes.</returns>
    /// <exception cref="TimeoutException">A query that runs for very long still reads them.</exception>
    public Task<(long Parts, long Bytes)> RemoveOldPartsAsync(CancellationToken cancellationToken) => OldParts.RemoveAsync(client, syncDisks, cancellationToken);

    /// <summary>Forgets the visits.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => RunAsync("DROP TABLE IF EXISTS erasing SYNC", cancellationToken);

    private Task RunAsync(string statement, CancellationToken cancellationToken) => client.ExecuteAsync(new SqlQuery(statement), cancellationToken);
}
