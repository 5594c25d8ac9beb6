using Analytics.Dimensions;

namespace Analytics.Metrics;

/// <summary>
/// The one query behind overview, time series and breakdown: events, visits and page views are measured apart, each by its own
/// bucket, and put together by bucket. Visits and views are whole (grouped by their id), so a visit over midnight or over a
/// full hour is one visit with its true duration, counted where it began.
/// </summary>
internal static class MeasureQuery
{
    /// <summary>More milliseconds than any time has: 2^52, the year 144,680.</summary>
    private const string Later = "4503599627370496";

    /// <summary>
    /// A query with the column <c>bucket</c> and one column for each metric, then those of <paramref name="notes"/>: measures
    /// wanted beside the metrics, by their own names.
    /// </summary>
    public static string Text(QueryScope scope, Bucketing bucketing, IReadOnlyList<Metric> metrics, string currency, params string[] notes)
    {
        var measures = Measures(metrics, notes);
        var columns = measures.Select(measure => new PartColumn($"{measure.Name}_part", measure.Source, measure.IsSum ? "0" : "NULL", measure.Sql)).ToList();
        var merged = measures.Select(measure => $"{(measure.IsSum ? "sum" : "max")}({measure.Name}_part) AS {measure.Name}");
        return Merged(Parts(scope, bucketing, columns, currency), merged, metrics, notes);
    }

    /// <summary>The measures that metrics and notes are made of.</summary>
    public static IReadOnlyList<Measure> Measures(IEnumerable<Metric> metrics, IEnumerable<string> notes) =>
        [.. metrics.SelectMany(metric => metric.Measures).Concat(notes).Distinct(StringComparer.Ordinal).Select(MeasureTable.Find)];

    /// <summary>Metrics over parts that were put together by bucket.</summary>
    public static string Merged(IEnumerable<string> parts, IEnumerable<string> merged, IReadOnlyList<Metric> metrics, IEnumerable<string> notes) =>
        Metrics(ByBucket(parts, merged), metrics, notes);

    /// <summary>Metrics over the measures of each bucket.</summary>
    public static string Metrics(string measures, IReadOnlyList<Metric> metrics, IEnumerable<string> notes) =>
        $"""
        SELECT bucket, {string.Join(", ", metrics.Select(metric => $"{metric.Sql} AS {metric.Name}").Concat(notes))}
        FROM ({measures})
        """;

    /// <summary>Parts put together by bucket.</summary>
    public static string ByBucket(IEnumerable<string> parts, IEnumerable<string> merged) =>
        $"""
        SELECT bucket, {string.Join(", ", merged)}
        FROM ({string.Join("\nUNION ALL\n", parts)})
        GROUP BY bucket
        """;

    /// <summary>One part for each source that has a column, all with the same columns behind <c>bucket</c>.</summary>
    /// <param name="scope">The rows.</param>
    /// <param name="bucketing">Their buckets.</param>
    /// <param name="columns">What each part has.</param>
    /// <param name="currency">The site's currency.</param>
    /// <param name="rows">A further condition on rows of events, and on rows of visits.</param>
    public static IEnumerable<string> Parts(
        QueryScope scope, Bucketing bucketing, IReadOnlyList<PartColumn> columns, string currency, string rows = "1") =>
        columns.Select(column => column.Source).Distinct()
            .Select(source => Part(source, scope, bucketing, Columns(columns, source, scope, bucketing, currency), rows));

    private static string Columns(
        IReadOnlyList<PartColumn> columns, MeasureSource source, QueryScope scope, Bucketing bucketing, string currency) =>
        string.Join(", ", columns.Select(column => column.Source != source
            ? $"{column.Nothing} AS {column.Name}"
            : column.Sql
                .Replace("@goal", scope.AnyGoal, StringComparison.Ordinal)
                .Replace("@worth", column.Sql.Contains("@worth", StringComparison.Ordinal) ? scope.GoalValue(currency) : "", StringComparison.Ordinal)
                .Replace("@currency", column.Sql.Contains("@currency", StringComparison.Ordinal) ? scope.Values.Text(currency) : "", StringComparison.Ordinal)
                .Replace("@entry", bucketing.Entered, StringComparison.Ordinal)
                .Replace("@exit", bucketing.Left, StringComparison.Ordinal)
                + $" AS {column.Name}"));

    private static string Part(MeasureSource source, QueryScope scope, Bucketing bucketing, string columns, string rows) => source switch
    {
        MeasureSource.Events =>
            $"""
            SELECT {bucketing.OfEvent} AS bucket, {columns}
            FROM events
            WHERE {scope.InRange} AND ({bucketing.EventRows}) AND {rows}
            GROUP BY bucket
            """,
        // A visit whose first row is not among these began in 1970, so outside every range.
        MeasureSource.Visits =>
            $"""
            SELECT bucket, {columns}
            FROM (
                SELECT visit, any(visitor) AS who, minIf(time, visits = 1) AS began, sum(bounces) AS bounced, sum(timed) AS known,
                    sum(duration) AS lasted, sum(pageviews) AS viewed, max(identity IN ('consented', 'user')) AS durable,
                    maxIf(path, view_number = 1) AS entered_at, argMaxIf(path, view_number, pageviews = 1) AS left_at,
                    {bucketing.OfVisit} AS buckets, {bucketing.OfVisitGoals} AS goal_buckets
                FROM events
                WHERE {scope.OfMatching("visit")} AND {rows}
                GROUP BY visit
                HAVING {scope.Began("began")} AND {scope.AnyMatch} AND {bucketing.VisitHas})
            ARRAY JOIN buckets AS bucket
            GROUP BY bucket
            """,
        // One minimum says both when a view began and whether its page view is there: times of other rows are put behind all times of page views.
        _ =>
            $"""
            SELECT bucket, {columns}
            FROM (
                SELECT {bucketing.ViewKey}, min(toUnixTimestamp64Milli(time) + if(pageviews = 1, 0, {Later})) AS first, first < {Later} AS viewed,
                    fromUnixTimestamp64Milli(if(viewed, first, first - {Later})) AS began,
                    max(name = 'engagement') AS reported, sum(engaged) AS attention, max(scroll) AS depth,
                    {bucketing.OfView} AS bucket
                FROM events
                WHERE {scope.OfMatching("view")} AND view != 0
                GROUP BY {bucketing.ViewKey}
                HAVING {scope.Began("began")} AND {scope.AnyMatch} AND {bucketing.ViewHas})
            GROUP BY bucket
            """,
    };
}
