using System.Globalization;
using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;

namespace Analytics.Reports.Live;

/// <summary>Who is here now: the last 5 and 30 minutes, minute by minute, top pages, sources and countries, and the latest events.</summary>
internal sealed class LiveReport : IReport
{
    /// <summary>"Now": five minutes, as Plausible, GA4 and Swetrix use it.</summary>
    private const int NowMinutes = 5;

    private const int RecentMinutes = 30;
    private const int TopRows = 10;
    private const int FeedRows = 20;
    private const int MostFeedRows = 100;
    private const int MinuteMilliseconds = 60_000;

    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("section", "Section", Unit.Text, "window, minute, page, source, country or feed."),
        new("value", "Value", Unit.Text, "The page, source or country; the local start of the minute."),
        new("minutes", "Minutes", Unit.Count, "The last so many minutes; of a minute: how long ago it began to end."),
        new(MetricTable.Visitors.Name, MetricTable.Visitors.Title, Unit.Count, "Distinct visitor keys with an event in these minutes."),
        new(MetricTable.Pageviews.Name, MetricTable.Pageviews.Title, Unit.Count, "Page views in these minutes."),
        new("event", "Event", Unit.Text, "Of the feed: what happened."),
        new("source", "Source", Unit.Text, "Of the feed: the visit's source."),
        new("country", "Country", Unit.Text, "Of the feed."),
        new("device", "Device", Unit.Text, "Of the feed."),
        new("seconds_ago", "Seconds ago", Unit.Seconds, "Of the feed."),
    ];

    public string Name => "live";

    // One scan: each row stands for its windows, its minute, its page, source and country.
    private static string Counts(QueryScope scope, string end) =>
        $"""
        SELECT part.1 AS section, part.2 AS label, part.3 AS span, uniqExactIf(visitor, visitor != 0) AS people, sum(pageviews) AS views
        FROM (
            SELECT visitor, pageviews, intDiv({end} - toUnixTimestamp64Milli(time), {MinuteMilliseconds}) AS ago, arrayConcat(
                [('window', '', {RecentMinutes}), ('minute', '', ago + 1), ('source', if(source = '', 'Direct', source), {RecentMinutes}), ('country', country, {RecentMinutes})],
                if(ago < {NowMinutes}, [('window', '', {NowMinutes})], []),
                if(pageviews = 1, [('page', path, {RecentMinutes})], [])) AS parts
            FROM events
            WHERE {scope.InRange})
        ARRAY JOIN parts AS part
        GROUP BY section, label, span
        ORDER BY section, people DESC, views DESC, label
        LIMIT {RecentMinutes} BY section
        """;

    // The latest events alone, so that those of a busy site are not carried through the counting.
    private static string Feed(QueryScope scope, int rows) =>
        $"""
        SELECT toUnixTimestamp64Milli(time), path, name, if(source = '', 'Direct', source), country, device
        FROM events
        WHERE {scope.InRange} AND name != 'engagement'
        ORDER BY time DESC, seq DESC
        LIMIT {scope.Values.Number(rows)}
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var feedRows = request.Values.Number("feed", FeedRows, 0, MostFeedRows);
        // An event of this very millisecond is in.
        var end = request.Now.AddMilliseconds(1);
        QueryScope Scope() => new(request.Site, end.AddMinutes(-RecentMinutes), end, request.Classes, request.Filters, request.Goals, zone: request.Period.Zone);
        var last = request.Now.ToUnixTimeMilliseconds();
        var (counted, latest) = (Scope(), Scope());
        var counting = request.QueryAsync(counted, Counts(counted, counted.Values.Number(last)), cancellationToken);
        var feeding = request.QueryAsync(latest, Feed(latest, feedRows), cancellationToken);
        await Task.WhenAll(counting, feeding);
        var answer = (await counting).Rows;
        var found = answer.ToLookup(row => row[0].GetString()!, row => (Label: row[1].GetString()!, Span: row[2].GetInt32(), People: row[3].GetInt64(), Views: row[4].GetInt64()));
        ReportRow Counted(string section, string? label, int minutes, (string Label, int Span, long People, long Views) row) =>
            new([section, label, (long)minutes, row.People, row.Views, null, null, null, null, null]);

        var rows = new List<ReportRow>();
        foreach (var minutes in new[] { NowMinutes, RecentMinutes })
        {
            rows.Add(Counted("window", null, minutes, found["window"].FirstOrDefault(row => row.Span == minutes)));
        }

        for (var ago = RecentMinutes; ago >= 1; ago--)
        {
            var start = TimeZoneInfo.ConvertTime(end.AddMinutes(-ago), request.Period.Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            rows.Add(Counted("minute", start, ago, found["minute"].FirstOrDefault(row => row.Span == ago)));
        }

        foreach (var section in new[] { "page", "source", "country" })
        {
            rows.AddRange(found[section].Take(TopRows).Select(row => Counted(section, row.Label.Length > 0 ? row.Label : null, RecentMinutes, row)));
        }

        rows.AddRange((await feeding).Rows.Select(cells => Told(cells, last)));
        return request.Answer(Name, Columns, rows) with { Previous = null };
    }

    // An event of the feed: (time, path, name, source, country, device).
    private static ReportRow Told(JsonElement[] cells, long now) => new(
    [
        "feed", MetricCells.Read(Unit.Text, cells[1]), null, null, null, MetricCells.Read(Unit.Text, cells[2]), MetricCells.Read(Unit.Text, cells[3]),
        MetricCells.Read(Unit.Text, cells[4]), MetricCells.Read(Unit.Text, cells[5]), (now - cells[0].GetInt64()) / 1000.0,
    ]);
}
