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

    // A way is the list of a visit's stops away from the anchor; where it is shorter than asked, '' closes it: the visit's end. Each
    // visit at a stop has exactly one flow on from there, so both ends of a flow are ranked by what goes through them.
    private static string Sql(QueryScope scope, JourneyQuestion asked)
    {
        var anchor = asked.Anchor is null ? "1" : scope.Fits(asked.Anchor);
        var label = asked.FolderDepth == 0 ? "path"
            : $"if(countSubstrings(path, '/') > {asked.FolderDepth}, concat(arrayStringConcat(arraySlice(splitByChar('/', path), 1, {asked.FolderDepth + 1}), '/'), '/'), path)";
        var stop = (asked.WithEvents ? "name != 'engagement'" : "pageviews = 1") + (asked.Anchor is null ? "" : $" OR ({anchor})");
        var first = "arrayFirstIndex(x -> x.4, hits)";
        var way = asked.IsBackward ? $"arrayReverse(arraySlice(hits, 1, {first}))" : $"arraySlice(hits, {first})";
        var labels = asked.KeepsRepeats ? "arrayMap(x -> x.3, way)" : "arrayCompact(arrayMap(x -> x.3, way))";
        string Shown(string rank, string text) => $"multiIf({text} = '', '', {rank} <= {asked.Top}, {text}, '{Other}')";
        return
            $"""
            SELECT step, {Shown("source_rank", "source")} AS origin, {Shown("target_rank", "target")} AS goal, sum(many) AS passed
            FROM (
                SELECT step, source, target, many,
                    dense_rank() OVER (PARTITION BY step ORDER BY through_source DESC, source) AS source_rank,
                    dense_rank() OVER (PARTITION BY step ORDER BY target = '', through_target DESC, target) AS target_rank
                FROM (
                    SELECT *, sum(many) OVER (PARTITION BY step, source) AS through_source, sum(many) OVER (PARTITION BY step, target) AS through_target
                    FROM (
                        SELECT flow.1 AS step, flow.2 AS source, flow.3 AS target, count() AS many
                        FROM (
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
                                WHERE {first} > 0))
                        ARRAY JOIN arrayMap((i, a, b) -> (i, a, b), arrayEnumerate(arrayPopBack(stops)), arrayPopBack(stops), arrayPopFront(stops)) AS flow
                        GROUP BY step, source, target)))
            GROUP BY step, origin, goal
            ORDER BY step, passed DESC, origin, goal
            """;
    }

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var asked = JourneyQuestion.Parse(request);
        var scope = request.Scope(request.Period);
        var answer = await request.QueryAsync(scope, Sql(scope, asked), cancellationToken);
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
