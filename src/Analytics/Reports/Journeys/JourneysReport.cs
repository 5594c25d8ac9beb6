using Analytics.Dimensions;
using Analytics.Metrics;

namespace Analytics.Reports.Journeys;

/// <summary>The ways visits took from a page or event on, or to one: how many went from where to where at each step.</summary>
internal sealed class JourneysReport : IReport
{
    private const string Other = "other";

    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("step", "Step", Unit.Count, "1 is the step from the start on; with end the step to it, 2 the one before."),
        new("from", "From", Unit.Text),
        new("to", "To", Unit.Text),
        new("visits", "Visits", Unit.Count, "Visits that took this step; a visit takes each step once."),
        new("share", "Share", Unit.Rate, "÷ all visits that had the start (or end)."),
    ];

    public string Name => "journeys";

    // A way is the list of a visit's stops away from the anchor; where it is shorter than asked, '' closes it: the visit's end.
    private static string Ways(QueryScope scope, JourneyQuestion asked)
    {
        var anchor = asked.Anchor is null ? "1" : scope.Fits(asked.Anchor);
        var label = asked.FolderDepth == 0 ? "path"
            : $"if(countSubstrings(path, '/') > {asked.FolderDepth}, concat(arrayStringConcat(arraySlice(splitByChar('/', path), 1, {asked.FolderDepth + 1}), '/'), '/'), path)";
        var stop = (asked.WithEvents ? "name != 'engagement'" : "pageviews = 1") + (asked.Anchor is null ? "" : $" OR ({anchor})");
        const string First = "arrayFirstIndex(x -> x.4, hits)";
        var way = asked.IsBackward ? $"arrayReverse(arraySlice(hits, 1, {First}))" : $"arraySlice(hits, {First})";
        var labels = asked.KeepsRepeats ? "arrayMap(x -> x.3, way)" : "arrayCompact(arrayMap(x -> x.3, way))";
        return
            $"""
            SELECT arraySlice(arrayPushBack({labels}, ''), 1, {asked.Steps + 1}) AS stops
            FROM (
                SELECT {way} AS way
                FROM (
                    SELECT visit, minIf(time, visits = 1) AS began,
                        arraySort(groupArrayIf((toUnixTimestamp64Milli(time), seq, if(pageviews = 1, {label}, concat('event:', name)), {anchor}), {stop})) AS hits
                    FROM events
                    WHERE {scope.OfVisits}{(asked.Anchor is null ? "" : $" AND visit IN (SELECT visit FROM events WHERE {scope.OfVisits} AND {anchor})")}
                    GROUP BY visit
                    HAVING sum(visits) > 0 AND {scope.Began("began")} AND countIf({scope.Match}) > 0)
                WHERE {First} > 0)
            """;
    }

    private static string TopSql(QueryScope scope, JourneyQuestion asked) =>
        $"""
        SELECT place, label
        FROM (
            SELECT place, label, count() AS many
            FROM ({Ways(scope, asked)})
            ARRAY JOIN stops AS label, arrayEnumerate(stops) AS place
            WHERE label != ''
            GROUP BY place, label)
        ORDER BY place, many DESC, label
        LIMIT {asked.Top} BY place
        """;

    private static string FlowsSql(QueryScope scope, JourneyQuestion asked, string tops) =>
        $"""
        SELECT flow.1 AS step, flow.2 AS near, flow.3 AS far, count() AS passed
        FROM (
            SELECT arrayMap((stop, top) -> if(stop = '' OR has(top, stop), stop, '{Other}'), stops, arraySlice({tops}, 1, length(stops))) AS shown
            FROM ({Ways(scope, asked)}))
        ARRAY JOIN arrayMap((i, a, b) -> (i, a, b), arrayEnumerate(arrayPopBack(shown)), arrayPopBack(shown), arrayPopFront(shown)) AS flow
        GROUP BY step, near, far
        ORDER BY step, passed DESC, near, far
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var asked = JourneyQuestion.Parse(request);
        var first = request.Scope(request.Period);
        var found = (await request.QueryAsync(first, TopSql(first, asked), cancellationToken)).Rows
            .ToLookup(row => row[0].GetInt32(), row => row[1].GetString()!);
        var scope = request.Scope(request.Period);
        var tops = $"[{string.Join(", ", Enumerable.Range(1, asked.Steps + 1).Select(place => scope.Values.Texts([.. found[place]])))}]";
        var answer = await request.QueryAsync(scope, FlowsSql(scope, asked, tops), cancellationToken);
        var all = answer.Rows.Where(row => row[0].GetInt64() == 1).Sum(row => row[3].GetInt64());
        string? Text(string label) => label.Length > 0 ? label : asked.IsBackward ? "entry" : "exit";
        var rows = answer.Rows.Select(row =>
        {
            var (near, far, visits) = (Text(row[1].GetString()!), Text(row[2].GetString()!), row[3].GetInt64());
            return new ReportRow([row[0].GetInt64(), asked.IsBackward ? far : near, asked.IsBackward ? near : far, visits, (double)visits / all]);
        });
        return request.Answer(Name, Columns, [.. rows]) with { Totals = new ReportRow([null, null, null, all, all == 0 ? null : 1.0]) };
    }
}
