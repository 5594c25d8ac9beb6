using System.Globalization;
using Storage.ClickHouse;
using Storage.Events;

namespace Collector.Loading;

/// <summary>The events table behind ClickHouse's HTTP interface.</summary>
internal sealed class ClickHouseEventStore(ClickHouseClient client) : IEventStore
{
    /// <summary>ClickHouse's code for a missing right.</summary>
    private const int AccessDenied = 497;

    /// <summary>ClickHouse's code for a part that is not there (any more).</summary>
    private const int NoSuchPart = 232;

    private static readonly string Columns = string.Join(", ", EventColumns.All.Select(column => column.Name));

    // Inside a string literal of SQL: quotes of the enum names are escaped.
    private static readonly string Structure = string.Join(", ", EventColumns.All.Select(column => $"{column.Name} {column.Type}"))
        .Replace("'", "\\'", StringComparison.Ordinal);

    // Parts that were looked at; at most as many as there are, some hundreds.
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

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

    public async Task<(long Records, int Damaged)> ReadBackAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken)
    {
        // Before anything reads them: a query over a damaged part fails as a whole.
        var damaged = client.Endpoint.IsEmbedded ? await RemoveDamagedAsync(cancellationToken) : 0;
        return (await CountAsync(node, firstSeq, lastSeq, cancellationToken), damaged);
    }

    public async Task<(TimeSpan Uptime, int BrokenParts)> StateAsync(CancellationToken cancellationToken)
    {
        var state = new SqlQuery("""
            SELECT toUInt64(uptime()) AS seconds, (SELECT count() FROM system.detached_parts
                WHERE database = currentDatabase() AND table = 'events' AND startsWith(ifNull(reason, ''), 'broken')) AS broken
            """);
        try
        {
            var row = (await client.QueryAsync(state, cancellationToken)).Rows[0];
            return (TimeSpan.FromSeconds(row[0].GetInt64()), (int)row[1].GetInt64());
        }
        catch (ClickHouseException e) when (e.Code == AccessDenied)
        {
            return (TimeSpan.MaxValue, 0);
        }
    }

    /// <summary>
    /// Looks at each part that an insert made, once, and takes away those that are not whole. A merge reads its parts against their checksums and
    /// reports every error, so what it made needs no second look; and it may hold rows that no segment holds any more.
    /// </summary>
    private async Task<int> RemoveDamagedAsync(CancellationToken cancellationToken)
    {
        var inserted = new SqlQuery("SELECT name FROM system.parts WHERE database = currentDatabase() AND table = 'events' AND active AND level = 0");
        var names = (await client.QueryAsync(inserted, cancellationToken)).Rows.Select(row => row[0].GetString() ?? "").ToHashSet(StringComparer.Ordinal);
        _whole.IntersectWith(names);
        var damaged = 0;
        foreach (var part in names.Except(_whole).ToList())
        {
            if (await IsWholeAsync(part, cancellationToken))
            {
                _whole.Add(part);
            }
            else
            {
                await client.ExecuteAsync(new SqlQuery($"ALTER TABLE events DETACH PART '{part}'"), cancellationToken);
                damaged++;
            }
        }

        return damaged;
    }

    /// <summary>Whether all files of a part are there with the size and the checksum that they should have.</summary>
    private async Task<bool> IsWholeAsync(string part, CancellationToken cancellationToken)
    {
        // A part is no value that can be bound; the name is the database's own.
        var check = new SqlQuery($"CHECK TABLE events PART '{part}'").Setting("check_query_single_value_result", "0");
        try
        {
            var rows = (await client.QueryAsync(check, cancellationToken)).Rows;
            return rows.All(row => row[1].GetInt32() == 1);
        }
        catch (ClickHouseException e) when (e.Code == NoSuchPart)
        {
            // A merge has taken it meanwhile.
            return true;
        }
    }

    private static SqlQuery Bound(SqlQuery query, ulong node, ulong first, ulong last) =>
        query.With("node", node).With("first", first).With("last", last);

    /// <summary>A comment in each insert, to find it among the running queries. (The embedded engine keeps log_comment for itself.)</summary>
    private static string Mark(ulong node) => string.Create(CultureInfo.InvariantCulture, $"/* collector {node} */");
}
