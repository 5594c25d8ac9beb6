using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Goals;

/// <summary>
/// How often each goal of the site was reached; retroactive, as goals are conditions on stored events. With <c>by</c> the
/// converters by a dimension, with <c>interval</c> over time: then of one goal (<c>goal</c>), or of any.
/// </summary>
internal sealed class GoalsReport : IReport
{
    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("id", "Id", Unit.Count),
        new("name", "Goal", Unit.Text),
        new("type", "Type", Unit.Text),
        .. MetricCells.Columns(MetricTable.OfGoals),
    ];

    public string Name => "goals";

    // Goal 0 stands for all rows and visits (the denominators), goal -1 for any goal (the totals).
    private static string Sql(QueryScope scope, string reached, string worth) =>
        $"""
        SELECT goal, sum(people_part), sum(visits_part), sum(happened_part), sum(events_part), sum(amount_part)
        FROM (
            SELECT goal, uniqExactIf(visitor, visitor != 0) AS people_part, 0 AS visits_part, count() AS happened_part,
                countIf(name != 'engagement') AS events_part, sum({worth}) AS amount_part
            FROM events
            ARRAY JOIN {reached} AS goal
            WHERE {scope.InRange}
            GROUP BY goal
            UNION ALL
            SELECT goal, 0, count(), 0, 0, 0
            FROM (
                SELECT visit, minIf(time, visits = 1) AS began, groupUniqArrayArrayIf({reached}, {scope.Match}) AS goals
                FROM events
                WHERE {scope.OfMatching("visit")}
                GROUP BY visit
                HAVING {scope.Began("began")} AND {scope.AnyMatch})
            ARRAY JOIN goals AS goal
            GROUP BY goal)
        GROUP BY goal
        """;

    public Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var (by, interval) = (request.Values.Single("by"), request.Values.Single("interval"));
        if (by is null)
        {
            return interval is null ? EachAsync(request, cancellationToken) : new TimeTable(request, MetricTable.OfGoals).RunAsync(Name, cancellationToken);
        }

        if (interval is not null)
        {
            throw new QueryProblemException("interval", interval, "Give either by or interval.");
        }

        var dimensions = DimensionTable.Split(request.Values);
        return dimensions.All(dimension => dimension.CountsEvents)
            ? new ValueTable(request.SplitBy(dimensions), dimensions, MetricTable.OfGoals).RunAsync(Name, cancellationToken)
            : throw new QueryProblemException("by", by, "The event that converts does not know where its visit will end.", [.. DimensionTable.Names.Except(["exit_page"])]);
    }

    private async Task<ReportResult> EachAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var now = await CountAsync(request, request.Period, cancellationToken);
        var previous = request.Previous is null ? null : await CountAsync(request, request.Previous, cancellationToken);
        var rows = new MetricRows(MetricTable.OfGoals, request);
        ReportRow Row(int key, object? id, string? name, string? type) => new(
            [id, name, type, .. now.Cells(key, request.Site.Currency)],
            previous is null ? null : [id, name, type, .. previous.Cells(key, request.Site.Currency)],
            previous is null ? null : now.Significance(key, rows.Passed(request.Period), previous, rows.Passed(request.Previous!)));

        var each = request.Converting.Select((goal, i) => Row(i + 1, goal.Id, goal.Name, GoalRule.Types[(int)goal.Rule.Type])).ToList();
        return request.Answer(Name, Columns, each) with { Totals = Row(-1, null, null, null) };
    }

    // The value of a row for a goal: the goal's fixed one, or the row's own; for the totals by all goals it reaches.
    private static async Task<GoalCounts> CountAsync(ReportRequest request, Period period, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var goals = request.Converting;
        var each = goals.Select((goal, i) => $"if({scope.Reaches(goal.Rule)}, {i + 1}, -2)");
        var reached = $"arrayFilter(x -> x > -2, [toInt32(0), if({scope.AnyGoal}, -1, -2){string.Concat(each.Select(sql => $", {sql}"))}])";
        var own = $"if(currency = {scope.Values.Text(request.Site.Currency)}, ifNull(value, 0), toDecimal64(0, 4))";
        var worth = goals.Select((goal, i) => goal.FixedValue is { } value ? $"goal = {i + 1}, {scope.Values.Amount(value)}, " : "");
        var answer = await request.QueryAsync(
            scope, Sql(scope, reached, $"multiIf(goal = -1, {scope.GoalValue(request.Site.Currency)}, {string.Concat(worth)}{own})"), cancellationToken);
        return GoalCounts.Read(answer);
    }
}
