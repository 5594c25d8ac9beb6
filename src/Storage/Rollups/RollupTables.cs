using Storage.ClickHouse;

namespace Storage.Rollups;

/// <summary>
/// Forgets the sums of a site's days. Whoever changes or deletes stored rows calls it afterwards; the days are counted from the rows
/// until they are built again.
/// </summary>
public static class RollupTables
{
    /// <summary>Day of the row that says from which build on a site's builds count again; no event is that old.</summary>
    public static readonly DateOnly ForgottenMark = new(1970, 1, 2);

    /// <summary>ClickHouse's code for a missing right.</summary>
    private const int AccessDenied = 497;

    // The last day of the type Date.
    private static readonly DateOnly Latest = new(2149, 6, 6);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest a report runs, and one second.</summary>
    private static readonly TimeSpan LongestReport = TimeSpan.FromSeconds(11);

    /// <summary>
    /// Removes the sums and the ids kept beside them. When it returns no statement that may still write any of them runs: builds and ids
    /// are stored only while the database finds them not forgotten, and those that began before are waited for.
    /// </summary>
    /// <param name="client">The database.</param>
    /// <param name="site">The site's id.</param>
    /// <param name="through">The last day to forget; null: all.</param>
    /// <param name="time">For the number of the mark.</param>
    /// <param name="cancellationToken">Stops it; calling again goes on.</param>
    /// <exception cref="ClickHouseException">The database did not answer; calling again goes on.</exception>
    public static async Task ForgetAsync(
        ClickHouseClient client, uint site, DateOnly? through, TimeProvider time, CancellationToken cancellationToken)
    {
        var last = through ?? DateOnly.MaxValue;
        var newest = (await client.QueryAsync(new SqlQuery("SELECT max(build) FROM rollup_days"), cancellationToken)).Rows[0][0].GetUInt64();

        // A build that is under way has read rows as they were: it is not named when it ends, and what it has still to store stays away.
        var mark = Math.Max((ulong)time.GetUtcNow().ToUnixTimeMilliseconds(), newest + 1);
        SqlQuery Of(string text) => new SqlQuery(text).With("site", site).With("last", last < Latest ? last : Latest).With("build", mark)
            .With("mark", ForgottenMark).Setting("mutations_sync", "2");

        await client.ExecuteAsync(
            Of("INSERT INTO rollup_days (site, day, build) SELECT {site:UInt32}, {mark:Date}, {build:UInt64}").Setting("async_insert", "0"), cancellationToken);
        async Task DeleteAsync(string table)
        {
            const string Forgotten = "site = {site:UInt32} AND day > {mark:Date} AND day <= {last:Date} AND build <= {build:UInt64}";
            if ((await client.QueryAsync(Of($"SELECT count() AS n FROM {table} WHERE {Forgotten}"), cancellationToken)).Rows[0][0].GetInt64() > 0)
            {
                await client.ExecuteAsync(Of($"ALTER TABLE {table} DELETE WHERE {Forgotten}"), cancellationToken);
            }
        }

        // No statement that begins now names or stores an old build; those that run already are let end before what they did is deleted.
        await WaitForRunningAsync(client, cancellationToken);
        await DeleteAsync("rollup_days");

        // No report that begins now finds the days named, and no ids of theirs are stored.
        await WaitForRunningAsync(client, cancellationToken);
        await DeleteAsync("rollups");
        await DeleteAsync("rollup_ids");
    }

    // A statement that began before the days were forgotten may read the sums, or write some, until it ends.
    private static async Task WaitForRunningAsync(ClickHouseClient client, CancellationToken cancellationToken)
    {
        try
        {
            for (var begun = await RunningAsync(client, cancellationToken); begun.Count > 0;)
            {
                await Task.Delay(Look, cancellationToken);
                begun.IntersectWith(await RunningAsync(client, cancellationToken));
            }
        }
        catch (ClickHouseException e) when (e.Code == AccessDenied)
        {
            // Nobody may look: the wait is all there is.
            await Task.Delay(LongestReport, cancellationToken);
        }
    }

    private static async Task<HashSet<string>> RunningAsync(ClickHouseClient client, CancellationToken cancellationToken)
    {
        const string Running = "SELECT query_id FROM system.processes WHERE position(query, 'rollup') > 0 AND position(query, 'system.processes') = 0";
        return [.. (await client.QueryAsync(new SqlQuery(Running), cancellationToken)).Rows.Select(row => row[0].GetString() ?? "")];
    }
}
