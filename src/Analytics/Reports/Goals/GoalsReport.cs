using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Goals;

/// <summary>How often each goal of the site was reached; retroactive, as goals are conditions on stored events.</summary>
internal sealed class GoalsReport : IReport
{
    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("id", "Id", Unit.Count),
        new("name", "Goal", Unit.Text),
        new("type", "Type", Unit.Text),
        new("visitors", "Visitors", Unit.Count, "Distinct visitor keys that reached the goal."),
        new("visits", "Visits", Unit.Count, "Visits that began in the range and reached the goal."),
        new("conversions", "Conversions", Unit.Count, "Events that reached the goal."),
        new("conversion_rate_visitors", "Conversion rate by visitor", Unit.Rate, "Visitors who reached the goal ÷ visitors."),
        new("conversion_rate_visits", "Conversion rate by visit", Unit.Rate, "Visits that reached the goal ÷ visits."),
        new("conversion_rate_events", "Conversion rate by event", Unit.Rate, "Events that reached the goal ÷ events."),
        new("revenue", "Revenue", Unit.Money, "Sum of the values, in the site's currency, of the events that reached the goal."),
        new("currency", "Currency", Unit.Text),
    ];

    public string Name => "goals";

    // Goal 0 stands for all rows and visits (the denominators), goal -1 for any goal (the totals).
    private static string Sql(QueryScope scope, string reached, string currency) =>
        $"""
        SELECT goal, sum(people_part), sum(visits_part), sum(happened_part), sum(events_part), sum(amount_part)
        FROM (
            SELECT goal, uniqExactIf(visitor, visitor != 0) AS people_part, 0 AS visits_part, count() AS happened_part,
                countIf(name != 'engagement') AS events_part, ifNull(sumIf(value, currency = {currency}), 0) AS amount_part
            FROM events
            ARRAY JOIN {reached} AS goal
            WHERE {scope.InRange}
            GROUP BY goal
            UNION ALL
            SELECT goal, 0, count(), 0, 0, 0
            FROM (
                SELECT visit, minIf(time, visits = 1) AS began, groupUniqArrayArrayIf({reached}, {scope.Match}) AS goals
                FROM events
                WHERE {scope.OfVisits}
                GROUP BY visit
                HAVING sum(visits) > 0 AND {scope.Began("began")} AND countIf({scope.Match}) > 0)
            ARRAY JOIN goals AS goal
            GROUP BY goal)
        GROUP BY goal
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var now = await CountAsync(request, request.Period, cancellationToken);
        var previous = request.Previous is null ? null : await CountAsync(request, request.Previous, cancellationToken);
        ReportRow Row(int key, object? id, string? name, string? type) => new(
            [id, name, type, .. now.Cells(key, request.Site.Currency)],
            previous is null ? null : [id, name, type, .. previous.Cells(key, request.Site.Currency)]);

        var rows = request.Goals.Select((goal, i) => Row(i + 1, goal.Id, goal.Name, GoalRule.Types[(int)goal.Rule.Type])).ToList();
        return request.Answer(Name, Columns, rows) with { Totals = Row(-1, null, null, null) };
    }

    private static async Task<GoalCounts> CountAsync(ReportRequest request, Period period, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var each = request.Goals.Select((goal, i) => $"if({scope.Reaches(goal.Rule)}, {i + 1}, -2)");
        var reached = $"arrayFilter(x -> x > -2, [toInt32(0), if({scope.AnyGoal}, -1, -2){string.Concat(each.Select(sql => $", {sql}"))}])";
        var answer = await request.QueryAsync(scope, Sql(scope, reached, scope.Values.Text(request.Site.Currency)), cancellationToken);
        return GoalCounts.Read(answer);
    }
}
