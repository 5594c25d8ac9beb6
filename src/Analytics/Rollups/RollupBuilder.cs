using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Rollups;

/// <summary>Makes the rollups of a day: one insert for each split, by the same SQL that counts the rows of a report.</summary>
internal sealed class RollupBuilder(ClickHouseClient client)
{
    private const string MaxSeconds = "120";

    /// <summary>Longest a key of one day can be found on another, and longest a visit's rows are looked for: the margin of <see cref="QueryScope"/>.</summary>
    private static readonly TimeSpan Neighbourhood = TimeSpan.FromDays(2);

    /// <summary>
    /// Stores the rows of a build; nothing counts them before <see cref="RollupLedger"/> names the build. Nothing is stored once the
    /// site's sums were forgotten: the rows may have been read before.
    /// </summary>
    public async Task BuildAsync(Site site, DateOnly day, ulong build, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        foreach (var split in RolledSplits.All)
        {
            await client.ExecuteAsync(Insert(site, day, build, zone, split), cancellationToken);
        }
    }

    private static SqlQuery Insert(Site site, DateOnly day, ulong build, TimeZoneInfo zone, string split)
    {
        var start = LocalDay.Start(day, zone);
        var end = LocalDay.Start(day.AddDays(1), zone);
        var scope = new QueryScope(site, start, end, HitClasses.Default, [], []);
        var values = scope.Values;
        var around =
            $"""
            site = {values.Site(site.Id)} AND identity = 'cookieless'
            AND (time >= {values.Instant(start - Neighbourhood)} AND time < {values.Instant(start)}
                OR time >= {values.Instant(end)} AND time < {values.Instant(end + Neighbourhood)})
            """;
        string IsCrossing(string key) => $"{key} IN (SELECT visitor FROM events WHERE {around})";
        var measures = RolledSplits.Measures(split).ToList();
        var columns = measures.SelectMany(measure => RollupColumns.ToKeep(measure, IsCrossing))
            .Concat(RollupColumns.Presence.Where(presence => measures.Any(measure => measure.Source == presence.Source)))
            .DistinctBy(column => column.Name).ToList();
        var parts = MeasureQuery.Parts(scope, RolledSplits.Bucketing(split, scope), columns, site.Currency);
        var text =
            $"""
            INSERT INTO rollups (site, day, build, dimension, bucket, {string.Join(", ", columns.Select(column => RollupColumns.Kept(column.Name)))})
            SELECT {values.Site(site.Id)}, {values.Day(day)}, {values.Whole(build)}, {values.Text(split)}, *
            FROM ({MeasureQuery.ByBucket(parts, columns.Select(RollupColumns.Keep))})
            WHERE {RollupLedger.Counts(site, values.Whole(build), values)}
            """;
        return values.Query(text).Setting("async_insert", "0").Setting("max_execution_time", MaxSeconds);
    }
}
