using System.Collections.Concurrent;
using Analytics.Querying;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Rollups;

/// <summary>
/// Tells which right days share a visit, a view or a daily key with rows that no look has seen yet. The newest days, which are asked for again
/// and again while hits arrive, have these ids in a table of one column: a sixth of the work of reading the day's rows each time.
/// </summary>
internal sealed class DayIds(ClickHouseClient client)
{
    /// <summary>Days whose ids are kept: those that today's rows can reach.</summary>
    private const int KeptDays = 2;

    /// <summary>Builds whose ids were stored to the end by this process; what another one has stored may be a part.</summary>
    private readonly ConcurrentDictionary<(uint Site, DateOnly Day, ulong Build), bool> _stored = new();

    /// <summary>The days among <paramref name="asked"/> of which something goes on in rows of <paramref name="rows"/>. One call at a time for a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="zone">Its time zone.</param>
    /// <param name="right">Its right days and their builds.</param>
    /// <param name="asked">Some of the right days.</param>
    /// <param name="rows">The condition on the new rows of events; binds its values.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<HashSet<DateOnly>> GoingOnAsync(
        Site site, TimeZoneInfo zone, SortedDictionary<DateOnly, ulong> right, IReadOnlyList<DateOnly> asked, Func<SqlValues, string> rows,
        CancellationToken cancellationToken)
    {
        var newest = right.Keys.Reverse().Take(KeptDays).ToHashSet();
        var kept = asked.Where(newest.Contains).ToList();
        foreach (var day in kept)
        {
            await StoreAsync(site, zone, day, right[day], cancellationToken);
        }

        var values = new SqlValues();
        var (days, builds) = (values.Days(kept), values.Numbers([.. kept.Select(day => right[day])]));
        var ids = asked.Except(kept).Select(day => OfRows(site, zone, day, values))
            .Append($"SELECT day, id FROM rollup_ids WHERE site = {values.Site(site.Id)} AND day IN {days} AND build = transform(day, {days}, {builds}, toUInt64(0))");
        var text =
            $"""
            SELECT DISTINCT toString(day) FROM ({string.Join("\nUNION ALL\n", ids)})
            WHERE id IN (SELECT arrayJoin([visit, view, visitor]) FROM events WHERE {rows(values)})
            """;

        // A set of thousands of random ids excludes no part of an index; looking for such parts takes longer than reading them.
        var answer = await client.QueryAsync(values.Query(text).Setting("use_index_for_in_with_subqueries", "0"), cancellationToken);
        return [.. answer.Rows.Select(row => RollupLedger.Day(row[0]))];
    }

    /// <summary>Removes ids of builds that do not count any more and of days that are not among the newest. Not while the site is looked at.</summary>
    public Task ClearAsync(Site site, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            ALTER TABLE rollup_ids DELETE WHERE site = {site:UInt32} AND (day, build) NOT IN (
                SELECT day, max(build) FROM rollup_days WHERE site = {site:UInt32} GROUP BY day HAVING argMax(valid, build) = 1
                ORDER BY day DESC LIMIT 4)
            """;
        // A day may be among the newest again, when later ones turn out wrong: then its ids are stored anew.
        foreach (var build in _stored.Keys.Where(stored => stored.Site == site.Id))
        {
            _stored.TryRemove(build, out _);
        }

        return client.ExecuteAsync(new SqlQuery(Sql).With("site", site.Id), cancellationToken);
    }

    private async Task StoreAsync(Site site, TimeZoneInfo zone, DateOnly day, ulong build, CancellationToken cancellationToken)
    {
        if (_stored.ContainsKey((site.Id, day, build)))
        {
            return;
        }

        // Not when the day was forgotten since it was found right: its rows may have been read before they were deleted.
        var values = new SqlValues();
        var text =
            $"""
            INSERT INTO rollup_ids (site, day, build, id)
            SELECT DISTINCT {values.Site(site.Id)}, day, {values.Whole(build)}, id FROM ({OfRows(site, zone, day, values)})
            WHERE (SELECT count() FROM rollup_days
                WHERE site = {values.Site(site.Id)} AND day = {values.Day(day)} AND build = {values.Whole(build)} AND valid = 1) > 0
            """;
        await client.ExecuteAsync(values.Query(text).Setting("async_insert", "0"), cancellationToken);
        _stored[(site.Id, day, build)] = true;
    }

    // The ids that would make the day wrong if a row outside it had them.
    private static string OfRows(Site site, TimeZoneInfo zone, DateOnly day, SqlValues values) =>
        $"""
        SELECT {values.Day(day)} AS day, arrayJoin(arrayFilter(id -> id != 0, [visit, view, if(identity = 'cookieless', visitor, 0)])) AS id
        FROM events
        WHERE site = {values.Site(site.Id)} AND time >= {values.Instant(LocalDay.Start(day, zone))} AND time < {values.Instant(LocalDay.Start(day.AddDays(1), zone))}
        """;
}
