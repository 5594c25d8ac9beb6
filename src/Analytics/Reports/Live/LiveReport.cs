using Analytics.Dimensions;
using Analytics.Metrics;

namespace Analytics.Reports.Live;

/// <summary>Who is here now: the last 5 and 30 minutes, and the pages and sources of the last 30.</summary>
internal sealed class LiveReport : IReport
{
    /// <summary>"Now": five minutes, as Plausible, GA4 and Swetrix use it.</summary>
    private const int NowMinutes = 5;

    private const int RecentMinutes = 30;
    private const int TopRows = 10;

    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("section", "Section", Unit.Text),
        new("value", "Value", Unit.Text),
        new("minutes", "Minutes", Unit.Count),
        new(MetricTable.Visitors.Name, MetricTable.Visitors.Title, Unit.Count, "Distinct visitor keys with an event in the last minutes."),
        new(MetricTable.Pageviews.Name, MetricTable.Pageviews.Title, Unit.Count, "Page views in the last minutes."),
    ];

    public string Name => "live";

    private static string Sql(QueryScope scope, string five) =>
        $"""
        SELECT * FROM (
            SELECT 'window' AS section, '' AS label, {NowMinutes} AS minutes, uniqExactIf(visitor, visitor != 0) AS people, sum(pageviews) AS views
            FROM events WHERE {scope.InRange} AND time >= {five}
            UNION ALL
            SELECT 'window', '', {RecentMinutes}, uniqExactIf(visitor, visitor != 0), sum(pageviews)
            FROM events WHERE {scope.InRange}
            UNION ALL
            SELECT * FROM (
                SELECT 'page', path AS label, {RecentMinutes}, uniqExactIf(visitor, visitor != 0) AS people, sum(pageviews) AS views
                FROM events WHERE {scope.InRange} AND pageviews = 1
                GROUP BY label ORDER BY people DESC, views DESC, label LIMIT {TopRows})
            UNION ALL
            SELECT * FROM (
                SELECT 'source', if(source = '', 'Direct', source) AS label, {RecentMinutes}, uniqExactIf(visitor, visitor != 0) AS people, sum(pageviews) AS views
                FROM events WHERE {scope.InRange}
                GROUP BY label ORDER BY people DESC, views DESC, label LIMIT {TopRows}))
        ORDER BY section = 'window' DESC, section, minutes, people DESC, views DESC, label
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        // An event of this very millisecond is in.
        var end = request.Now.AddMilliseconds(1);
        var scope = new QueryScope(request.Site, end.AddMinutes(-RecentMinutes), end, request.Classes, request.Filters, request.Goals, zone: request.Period.Zone);
        var sql = Sql(scope, scope.Values.Instant(end.AddMinutes(-NowMinutes)));
        var answer = await request.QueryAsync(scope, sql, cancellationToken);
        var rows = answer.Rows
            .Select(row => new ReportRow([.. Columns.Select((column, i) => MetricCells.Read(column.Unit, row[i]))]))
            .ToList();
        return request.Answer(Name, Columns, rows) with { Previous = null };
    }
}
