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
        // Beacons and the like neither stop nor start anything; a filter on events may be passed by any row.
        var rows = scope.Match == "1" ? $" AND (visits = 1 OR {stop})" : "";
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
                    WHERE {scope.OfMatching("visit")}{rows}{(asked.Anchor is null ? "" : $" AND visit IN (SELECT visit FROM events WHERE {scope.OfVisits} AND {anchor})")}
                    GROUP BY visit
                    HAVING {scope.Began("began")} AND {scope.AnyMatch})
                WHERE {First} > 0)
            """;
    }

    // Passages between any two stops first, of which there are far fewer than visits. A stop's visits are the sum of its passages,
    // by where they start or, for the last step, where they stop: so each step's most frequent stops are found without a second look.
    private static string FlowsSql(QueryScope scope, JourneyQuestion asked) =>
        $"""
        SELECT step, if(start_rank <= {asked.Top}, start, '{Other}') AS near, if(stop = '' OR stop_rank <= {asked.Top}, stop, '{Other}') AS far, sum(passed) AS visits
        FROM (
            SELECT step, start, stop, passed,
                dense_rank() OVER (PARTITION BY step ORDER BY started DESC, start) AS start_rank,
                dense_rank() OVER (PARTITION BY step ORDER BY stop = '', stopped DESC, stop) AS stop_rank
            FROM (
                SELECT step, start, stop, passed, sum(passed) OVER (PARTITION BY step, start) AS started, sum(passed) OVER (PARTITION BY step, stop) AS stopped
                FROM (
                    SELECT passage.1 AS step, passage.2 AS start, passage.3 AS stop, count() AS passed
                    FROM ({Ways(scope, asked)})
                    ARRAY JOIN arrayMap((i, a, b) -> (i, a, b), arrayEnumerate(arrayPopBack(stops)), arrayPopBack(stops), arrayPopFront(stops)) AS passage
                    GROUP BY step, start, stop)))
        GROUP BY step, near, far
        ORDER BY step, visits DESC, near, far
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var asked = JourneyQuestion.Parse(request);
        var scope = request.Scope(request.Period);
        var answer = await request.QueryAsync(scope, FlowsSql(scope, asked), cancellationToken);
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
