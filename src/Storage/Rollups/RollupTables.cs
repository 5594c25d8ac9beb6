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

    // The last day of the type Date.
    private static readonly DateOnly Latest = new(2149, 6, 6);

    /// <summary>Longest a report may be reading what it found named: the reports' time limit and one second.</summary>
    private static readonly TimeSpan LongestReport = TimeSpan.FromSeconds(11);

    /// <summary>Removes the sums, their bytes too.</summary>
    /// <param name="client">The database.</param>
    /// <param name="site">The site's id.</param>
    /// <param name="through">The last day to forget; null: all.</param>
    /// <param name="time">For the wait until running reports are done, 11 s when there was anything to forget.</param>
    /// <param name="cancellationToken">Stops it; calling again goes on.</param>
    /// <exception cref="ClickHouseException">The database did not answer; calling again goes on.</exception>
    public static async Task ForgetAsync(
        ClickHouseClient client, uint site, DateOnly? through, TimeProvider time, CancellationToken cancellationToken)
    {
        var last = through ?? DateOnly.MaxValue;
        SqlQuery Of(string text) => new SqlQuery(text).With("site", site).With("last", last < Latest ? last : Latest).Setting("mutations_sync", "2");

        var kept = await client.QueryAsync(
            Of("SELECT (SELECT count() FROM rollups WHERE site = {site:UInt32} AND day <= {last:Date}), (SELECT max(build) FROM rollup_days)"), cancellationToken);

        // A build that is under way has read rows as they were: it is not named when it ends.
        var now = Math.Max((ulong)time.GetUtcNow().ToUnixTimeMilliseconds(), kept.Rows[0][1].GetUInt64() + 1);
        await client.ExecuteAsync(
            Of("INSERT INTO rollup_days (site, day, build) SELECT {site:UInt32}, {mark:Date}, {now:UInt64}").With("mark", ForgottenMark).With("now", now).Setting("async_insert", "0"),
            cancellationToken);
        await client.ExecuteAsync(Of("ALTER TABLE rollup_ids DELETE WHERE site = {site:UInt32} AND day <= {last:Date}"), cancellationToken);
        await DropOldPartsAsync(client, "rollup_ids", cancellationToken);
        if (kept.Rows[0][0].GetInt64() == 0)
        {
            return;
        }

        await client.ExecuteAsync(Of("ALTER TABLE rollup_days DELETE WHERE site = {site:UInt32} AND day > {mark:Date} AND day <= {last:Date}").With("mark", ForgottenMark), cancellationToken);
        await Task.Delay(LongestReport, time, cancellationToken);
        await client.ExecuteAsync(Of("ALTER TABLE rollups DELETE WHERE site = {site:UInt32} AND day <= {last:Date}"), cancellationToken);
        await DropOldPartsAsync(client, "rollups", cancellationToken);
    }

    // Dropping what is not there makes the database clear old parts at once.
    private static Task DropOldPartsAsync(ClickHouseClient client, string table, CancellationToken cancellationToken) =>
        client.ExecuteAsync(new SqlQuery($"ALTER TABLE {table} DROP PARTITION ID '190001'"), cancellationToken);
}
