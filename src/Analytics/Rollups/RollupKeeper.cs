using Analytics.Querying;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Rollups;

/// <summary>
/// Builds the missing and wrong days of the sites that are large enough for it, the newest first. What it has built is used by all
/// reports; a stop or a crash in the middle of a build leaves rows that nothing counts and that are cleared away later.
/// </summary>
/// <param name="client">The database.</param>
/// <param name="ledger">Which days are right.</param>
/// <param name="clock">The time.</param>
/// <param name="leastRows">Rows from which on a site gets rollups, default 1,000,000: below, reports over the rows are quick.</param>
internal sealed class RollupKeeper(ClickHouseClient client, RollupLedger ledger, TimeProvider clock, long leastRows = RollupKeeper.DefaultLeastRows)
{
    public const long DefaultLeastRows = 1_000_000;

    /// <summary>Most days that are built for a site before the next one has its turn.</summary>
    private const int DaysAtOnce = 10;

    private readonly RollupBuilder _builder = new(client);

    /// <summary>
    /// Removes builds that a newer one has replaced, and those that were never finished. Not right after a build: a report may still
    /// be reading what it found named.
    /// </summary>
    public async Task ClearAsync(Site site, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            ALTER TABLE rollups DELETE WHERE site = {site:UInt32} AND (day, build) NOT IN (
                SELECT day, max(build) FROM rollup_days WHERE site = {site:UInt32} AND valid = 1 GROUP BY day)
            """;
        await client.ExecuteAsync(new SqlQuery(Sql).With("site", site.Id), cancellationToken);
        await ledger.ClearAsync(site, cancellationToken);
    }

    /// <summary>One look at a site. Returns how many days were built; fewer than 10 means that all closed days are right.</summary>
    public async Task<int> KeepAsync(Site site, CancellationToken cancellationToken)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var zone))
        {
            return 0;
        }

        var range = await RangeAsync(site, cancellationToken);
        if (range is not { } found || found.Rows < leastRows)
        {
            return 0;
        }

        var right = await ledger.BeforeBuildsAsync(site, zone, cancellationToken);
        var built = 0;
        var yesterday = LocalDay.Of(clock.GetUtcNow(), zone).AddDays(-1);
        for (var day = Earlier(yesterday, LocalDay.Of(found.Last, zone)); day >= LocalDay.Of(found.First, zone) && built < DaysAtOnce; day = day.AddDays(-1))
        {
            if (!right.ContainsKey(day))
            {
                var build = ledger.NextBuild(site, clock.GetUtcNow());
                await _builder.BuildAsync(site, day, build, zone, cancellationToken);
                await ledger.AddAsync(site, zone, day, build, cancellationToken);
                built++;
            }
        }

        await ledger.RightDaysAsync(site, zone, cancellationToken);
        await ledger.KeepSeenAsync(site, zone, cancellationToken);
        return built;
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private async Task<(long Rows, DateTimeOffset First, DateTimeOffset Last)?> RangeAsync(Site site, CancellationToken cancellationToken)
    {
        const string Sql =
            "SELECT count(), toUnixTimestamp64Milli(min(time)), toUnixTimestamp64Milli(max(time)) FROM events WHERE site = {site:UInt32}";
        var row = (await client.QueryAsync(new SqlQuery(Sql).With("site", site.Id), cancellationToken)).Rows[0];
        return row[0].GetInt64() == 0
            ? null
            : (row[0].GetInt64(), DateTimeOffset.FromUnixTimeMilliseconds(row[1].GetInt64()), DateTimeOffset.FromUnixTimeMilliseconds(row[2].GetInt64()));
    }
}
