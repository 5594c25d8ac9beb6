using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;

namespace Analytics.Reports.Engagement;

/// <summary>
/// Loyalty of the visitors with a durable key: by their number of visits, by the days since they were last seen, and
/// (<c>show=winback</c>) a list of those who have stayed away.
/// </summary>
internal sealed class EngagementReport : IReport
{
    private const int DefaultAwayDays = 14;
    private const int MostAwayDays = 3_650;
    private const long DayMilliseconds = 86_400_000;

    /// <summary>First numbers of the steps of visits, and of days; each ends before the next.</summary>
    private static readonly int[] VisitSteps = [1, 2, 3, 4, 5, 6, 11, 26];

    private static readonly int[] DaySteps = [0, 1, 2, 4, 8, 15, 31, 61, 91];

    private static readonly ReportColumn Visitors = new("visitors", "Visitors", Unit.Count, "Visitors with a durable key.");
    private static readonly ReportColumn Share = new("share", "Share", Unit.Rate, "Of all visitors with a durable key.");
    private static readonly ReportColumn Visits = new("visits", "Visits", Unit.Count, "Their visits that began in the range.");
    private static readonly ReportColumn Pageviews = new("pageviews", "Page views", Unit.Count, "Their page views in the range.");

    private static readonly IReadOnlyList<ReportColumn> ListColumns =
    [
        new("visitor", "Visitor key", Unit.Text),
        new("since_seen", "Since last seen", Unit.Seconds, "Until now, or the range's end when that was earlier."),
        Visits, Pageviews,
        new("revenue", "Revenue", Unit.Money, "Their values in the site's currency."),
        new("currency", "Currency", Unit.Text),
    ];

    public string Name => "engagement";

    private static string People(QueryScope scope, string until) =>
        $"""
        SELECT visitor AS who, {until} - max(toUnixTimestamp64Milli(time)) AS away, sum(visits) AS its_visits, sum(pageviews) AS views
        FROM events
        WHERE {scope.InRange} AND {DurableKeys.Condition}
        GROUP BY visitor
        """;

    // A visitor whose one visit began before the range has been here once.
    private static string Steps(string people, string number, int[] steps) =>
        $"""
        SELECT toInt32(roundDown({number}, [{string.Join(',', steps)}])) AS step, count(), sum(its_visits), sum(views)
        FROM ({people}) GROUP BY step
        """;

    private static string List(QueryScope scope, string until, string currency, string least, Paging paging) =>
        $"""
        SELECT toString(visitor), away / 1000, its_visits, views, paid, {currency}
        FROM (
            SELECT visitor, {until} - max(toUnixTimestamp64Milli(time)) AS away, sum(visits) AS its_visits, sum(pageviews) AS views,
                ifNull(sumIf(value, currency = {currency}), 0) AS paid
            FROM events
            WHERE {scope.InRange} AND {DurableKeys.Condition}
            GROUP BY visitor
            HAVING away >= {least})
        ORDER BY paid DESC, its_visits DESC, visitor {paging.Sql}
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        NoComparison.Check(request);
        var show = request.Values.OneOf("show", ["visits", "recency", "winback"]) ?? "visits";
        var away = request.Values.Number("away", DefaultAwayDays, 1, MostAwayDays);
        var paging = Paging.Parse(request.Values);

        var scope = request.Scope(request.Period);
        var now = request.Now < request.Period.End ? request.Now : request.Period.End;
        var until = scope.Values.Number(now.ToUnixTimeMilliseconds());
        var sql = show switch
        {
            "visits" => Steps(People(scope, until), "greatest(its_visits, 1)", VisitSteps),
            "recency" => Steps(People(scope, until), $"intDiv(away, {DayMilliseconds})", DaySteps),
            _ => List(scope, until, scope.Values.Text(request.Site.Currency), scope.Values.Number(away * DayMilliseconds), paging),
        };
        var found = (await request.QueryAsync(scope, sql, cancellationToken)).Rows;
        var note = await DurableKeys.NoteAsync(request, cancellationToken);
        if (show == "winback")
        {
            var rows = found.Take(paging.Limit).Select(row => new ReportRow([.. ListColumns.Select((column, i) => MetricCells.Read(column.Unit, row[i]))]));
            return request.Answer(Name, ListColumns, [.. rows]) with { Notes = [.. note, .. paging.Note(found.Count)] };
        }

        var (steps, title) = show == "visits" ? (VisitSteps, "Visits") : (DaySteps, "Days since last seen");
        return request.Answer(Name, [new ReportColumn("value", title, Unit.Text), Visitors, Share, Visits, Pageviews], [.. Rows(found, steps)]) with
        {
            Totals = new ReportRow([null, Sum(found, 1), Sum(found, 1) == 0 ? null : 1.0, Sum(found, 2), Sum(found, 3)]),
            Notes = note,
        };
    }

    private static IEnumerable<ReportRow> Rows(IReadOnlyList<JsonElement[]> found, int[] steps)
    {
        var all = Sum(found, 1);
        for (var i = 0; i < steps.Length; i++)
        {
            var row = found.FirstOrDefault(row => row[0].GetInt32() == steps[i]);
            var visitors = row is null ? 0 : row[1].GetInt64();
            yield return new ReportRow(
            [
                Label(steps, i), visitors, all == 0 ? null : (double)visitors / all, row is null ? 0L : row[2].GetInt64(), row is null ? 0L : row[3].GetInt64(),
            ]);
        }
    }

    private static string Label(int[] steps, int i) =>
        i + 1 == steps.Length ? $"{steps[i]}+" : steps[i + 1] == steps[i] + 1 ? $"{steps[i]}" : $"{steps[i]}–{steps[i + 1] - 1}";

    private static long Sum(IReadOnlyList<JsonElement[]> rows, int cell) => rows.Sum(row => row[cell].GetInt64());
}
