using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Rollups;

/// <summary>
/// The answer of <see cref="MeasureQuery"/> from the sums of closed days and, for the days before and after those, from the rows.
/// Conversions are always counted from the rows, of those visits alone that reached a goal.
/// </summary>
internal static class RollupQuery
{
    /// <summary>The SQL; its values are bound in <paramref name="values"/>.</summary>
    /// <param name="split">What the rollups are split by.</param>
    /// <param name="days">Closed days without a gap between them, in order.</param>
    /// <param name="period">The whole range, which contains the days.</param>
    /// <param name="scopeOf">The rows of a range.</param>
    /// <param name="bucketingOf">Their buckets.</param>
    /// <param name="steps">Intervals whose numbers are wanted apart; null when the buckets are those of the split.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="notes">Measures wanted beside them.</param>
    /// <param name="site">The site.</param>
    /// <param name="values">Where values are bound.</param>
    public static string Text(
        string split, IReadOnlyList<RolledDay> days, Period period, Func<DateTimeOffset, DateTimeOffset, QueryScope> scopeOf,
        Func<QueryScope, Bucketing> bucketingOf, Intervals? steps, IReadOnlyList<Metric> metrics, IReadOnlyList<string> notes, Site site, SqlValues values)
    {
        var measures = MeasureQuery.Measures(metrics, notes);
        var columns = measures.SelectMany(RollupColumns.OfRows).DistinctBy(column => column.Name).ToList();
        var from = LocalDay.Start(days[0].Day, period.Zone);
        var to = LocalDay.Start(days[^1].Day.AddDays(1), period.Zone);

        var closed = scopeOf(from, to);
        var hasGoals = closed.AnyGoal != "0" && measures.Any(measure => measure.NeedsGoals);
        var (bucket, rows) = OfDays(split, days, period, steps, measures, site, values);
        if (from <= period.Start && period.End <= to && !hasGoals)
        {
            // The database takes longer to plan three layers than to read the sums.
            return MeasureQuery.Metrics($"SELECT {bucket} AS bucket, {string.Join(", ", measures.Select(RollupColumns.MergedDays))} {rows} GROUP BY bucket", metrics, notes);
        }

        var parts = new List<string> { $"SELECT {bucket} AS bucket, {Cells(measures, columns)} {rows}" };
        foreach (var (start, end) in new[] { (period.Start, from), (to, period.End) })
        {
            if (start < end)
            {
                var scope = scopeOf(start, end);
                parts.AddRange(MeasureQuery.Parts(scope, bucketingOf(scope), columns, site.Currency));
            }
        }

        if (hasGoals)
        {
            parts.AddRange(OfGoals(closed, bucketingOf(closed), measures, columns, site.Currency));
        }

        return MeasureQuery.Merged(parts, measures.Select(RollupColumns.Merged), metrics, notes);
    }

    // The bucket of a kept row, and the rows of the days. It throws DatabaseErrors.Thrown when a day was forgotten since it was found right:
    // of a statement that begins after that the sums may be missing.
    private static (string Bucket, string Rows) OfDays(
        string split, IReadOnlyList<RolledDay> days, Period period, Intervals? steps, IReadOnlyList<Measure> measures, Site site, SqlValues values)
    {
        var dates = values.Days([.. days.Select(day => day.Day)]);
        var builds = values.Numbers([.. days.Select(day => day.Build)]);
        var bucket = steps is null
            ? "r.bucket"
            : $"transform(r.day, {dates}, {values.Texts([.. days.Select(day => steps.Bucket(LocalDay.Start(day.Day, period.Zone)))])}, '')";
        var present = measures.Select(measure => measure.Source).Distinct().Select(RollupColumns.Present);
        return (bucket,
            $"""
            FROM rollups AS r
            WHERE r.site = {values.Site(site.Id)} AND r.dimension = {values.Text(split)} AND r.day IN {dates}
                AND r.build = transform(r.day, {dates}, {builds}, toUInt64(0)) AND ({string.Join(" OR ", present)})
                AND (SELECT throwIf(uniqExact(day) != {values.Number(days.Count)}) FROM rollup_days
                    WHERE site = {values.Site(site.Id)} AND day IN {dates} AND valid = 1 AND build = transform(day, {dates}, {builds}, toUInt64(0))) = 0
            """);
    }

    private static string Cells(IReadOnlyList<Measure> measures, List<PartColumn> columns)
    {
        var kept = measures.Where(measure => !measure.NeedsGoals).SelectMany(RollupColumns.OfRows).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return string.Join(", ", columns.Select(column => $"{(kept.Contains(column.Name) ? $"r.{RollupColumns.Kept(column.Name)}" : column.Nothing)} AS {column.Name}"));
    }

    private static IEnumerable<string> OfGoals(
        QueryScope scope, Bucketing bucketing, IReadOnlyList<Measure> measures, List<PartColumn> columns, string currency)
    {
        var wanted = measures.Where(measure => measure.NeedsGoals).SelectMany(RollupColumns.OfRows).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var cells = columns.Select(column => wanted.Contains(column.Name) ? column : column with { Sql = column.Nothing }).ToList();
        var sources = measures.Where(measure => measure.NeedsGoals).Select(measure => measure.Source).ToHashSet();
        return MeasureQuery.Parts(
            scope, bucketing, [.. cells.Select(column => sources.Contains(column.Source) ? column : column with { Source = sources.First(), Sql = column.Nothing })],
            currency, $"visit IN (SELECT visit FROM events WHERE {scope.OfVisits} AND ({scope.AnyGoal}))");
    }
}
