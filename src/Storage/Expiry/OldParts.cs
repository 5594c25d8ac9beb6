using Storage.ClickHouse;

namespace Storage.Expiry;

/// <summary>
/// Takes from the disk what deletions and merges have replaced: the database itself keeps the old parts of <c>events</c> for 8 minutes,
/// those of the sums for up to 40 seconds.
/// </summary>
public static class OldParts
{
    /// <summary>Tables that hold keys of visitors or ids of visits.</summary>
    private const string Tables = "('events', 'rollups', 'rollup_ids')";

    private static readonly string[] Clearing =
    [
        // No event is that old; dropping it makes the database clear old parts at once.
        "ALTER TABLE events DROP PARTITION ID '190001'", "ALTER TABLE rollups DROP PARTITION ID '190001'", "ALTER TABLE rollup_ids DROP PARTITION ID '190001'",
    ];

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Removes the parts that are replaced now; returns when none of them is on the disk any more, after 1 to 3 s as a rule.</summary>
    /// <param name="client">The database.</param>
    /// <param name="syncDisks">Makes the new parts durable: the old ones are what a power cut would fall back on.</param>
    /// <param name="cancellationToken">Stops it; calling again goes on.</param>
    /// <returns>How many there were, and their bytes.</returns>
    /// <exception cref="ClickHouseException">The database did not answer; calling again goes on.</exception>
    /// <exception cref="TimeoutException">A query that runs for longer than 5 minutes still reads them.</exception>
    public static async Task<(long Parts, long Bytes)> RemoveAsync(ClickHouseClient client, Action syncDisks, CancellationToken cancellationToken)
    {
        var old = await OldAsync(client, cancellationToken);
        if (old.Count == 0)
        {
            return (0, 0);
        }

        syncDisks();
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            while ((await OldAsync(client, cancellationToken)).Keys.Any(old.ContainsKey))
            {
                if (TimeProvider.System.GetElapsedTime(begun) > Patience)
                {
                    throw new TimeoutException("The database still reads old parts.");
                }

                // Each time: another removal that ends meanwhile restores the setting.
                await client.ExecuteAsync(new SqlQuery("ALTER TABLE events MODIFY SETTING old_parts_lifetime = 1"), cancellationToken);
                await Task.Delay(Look, cancellationToken);
                foreach (var clear in Clearing)
                {
                    await client.ExecuteAsync(new SqlQuery(clear), cancellationToken);
                }
            }
        }
        finally
        {
            await RestoreAsync(client, CancellationToken.None);
        }

        return (old.Count, old.Values.Sum());
    }

    /// <summary>
    /// Lets old parts of <c>events</c> live as long as ever: to be called also where a kill may have cut a removal short. Changes the table only when
    /// there is something to change: each change writes the table's text anew.
    /// </summary>
    public static async Task RestoreAsync(ClickHouseClient client, CancellationToken cancellationToken)
    {
        var shortened = await client.QueryAsync(
            new SqlQuery("SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = 'events' AND position(create_table_query, 'old_parts_lifetime') > 0"), cancellationToken);
        if (shortened.Rows[0][0].GetInt64() > 0)
        {
            await client.ExecuteAsync(new SqlQuery("ALTER TABLE events RESET SETTING old_parts_lifetime"), cancellationToken);
        }
    }

    // By table and name. A part leaves this list when its files are gone.
    private static async Task<Dictionary<(string Table, string Part), long>> OldAsync(ClickHouseClient client, CancellationToken cancellationToken)
    {
        var parts = await client.QueryAsync(
            new SqlQuery($"SELECT table, name, bytes_on_disk FROM system.parts WHERE database = currentDatabase() AND table IN {Tables} AND NOT active"), cancellationToken);
        return parts.Rows.ToDictionary(row => (row[0].GetString() ?? "", row[1].GetString() ?? ""), row => row[2].GetInt64());
    }
}
