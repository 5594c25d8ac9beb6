using System.Globalization;
using Storage.ClickHouse;
using Storage.Events;

namespace Collector.Loading;

/// <summary>The events table behind ClickHouse's HTTP interface.</summary>
internal sealed class ClickHouseEventStore(ClickHouseClient client) : IEventStore
{
    /// <summary>ClickHouse's code for a missing right.</summary>
    private const int AccessDenied = 497;

    private static readonly string Columns = string.Join(", ", EventColumns.All.Select(column => column.Name));

    // Inside a string literal of SQL: quotes of the enum names are escaped.
    private static readonly string Structure = string.Join(", ", EventColumns.All.Select(column => $"{column.Name} {column.Type}"))
        .Replace("'", "\\'", StringComparison.Ordinal);

    public Task InsertAsync(LoadBatch batch, CancellationToken cancellationToken)
    {
        var insert = new SqlQuery($"INSERT INTO events {Mark(batch.Node)} ({Columns}) FORMAT RowBinary");
        return client.InsertAsync(insert, batch.WriteRowsAsync, cancellationToken);
    }

    public Task InsertMissingAsync(LoadBatch batch, CancellationToken cancellationToken)
    {
        var insert = new SqlQuery($$"""
            INSERT INTO events {{Mark(batch.Node)}} ({{Columns}})
            SELECT {{Columns}} FROM input('{{Structure}}')
            WHERE seq NOT IN (SELECT seq FROM events WHERE node = {node:UInt64} AND seq BETWEEN {first:UInt64} AND {last:UInt64})
            FORMAT RowBinary
            """);
        return client.InsertAsync(Bound(insert, batch.Node, batch.FirstSeq, batch.LastSeq), batch.WriteRowsAsync, cancellationToken);
    }

    public async Task<long> CountAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken)
    {
        var count = new SqlQuery("""
            SELECT uniqExact(seq) AS n FROM events
            WHERE node = {node:UInt64} AND seq BETWEEN {first:UInt64} AND {last:UInt64}
            """);
        var result = await client.QueryAsync(Bound(count, node, firstSeq, lastSeq), cancellationToken);
        return result.Rows[0][0].GetInt64();
    }

    public async Task<bool> IsInsertingAsync(ulong node, CancellationToken cancellationToken)
    {
        // Must not find itself: the embedded engine shows the query with its values.
        var running = new SqlQuery("""
            SELECT count() AS n FROM system.processes
            WHERE position(query, {mark:String}) > 0 AND position(query, 'system.processes') = 0
            """);
        try
        {
            var result = await client.QueryAsync(running.With("mark", Mark(node)), cancellationToken);
            return result.Rows[0][0].GetInt64() > 0;
        }
        catch (ClickHouseException e) when (e.Code == AccessDenied)
        {
            // Nobody may look: the wait before this attempt is all there is.
            return false;
        }
    }

    private static SqlQuery Bound(SqlQuery query, ulong node, ulong first, ulong last) =>
        query.With("node", node).With("first", first).With("last", last);

    /// <summary>A comment in each insert, to find it among the running queries. (The embedded engine keeps log_comment for itself.)</summary>
    private static string Mark(ulong node) => string.Create(CultureInfo.InvariantCulture, $"/* collector {node} */");
}
