using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Reports.Funnels;

/// <summary>
/// How many go on from step to step. Events are taken in order of time, then of arrival; one event serves one step (in a
/// funnel of any order all it fits). For every step the latest run that leads to it is kept, so a run is found whenever there
/// is one within the window; the run that first reaches the deepest step gives the times. ClickHouse's windowFunnel is not
/// used: it loses runs when an event fits two steps and when two events share a millisecond.
/// </summary>
internal sealed class FunnelReport : IReport
{
    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("step", "Step", Unit.Count),
        new("name", "Name", Unit.Text),
        new("entered", "Entered", Unit.Count, "Visitors (or visits) that reached this step."),
        new("converted", "Went on", Unit.Count, "Of those, the ones that reached the next step; at the last step all of them."),
        new("dropped", "Dropped", Unit.Count, "Entered − went on."),
        new("rate_from_previous", "Rate from the step before", Unit.Rate, "Entered ÷ entered of the step before."),
        new("rate_from_first", "Rate from the first step", Unit.Rate, "Entered ÷ entered of the first step."),
        new("median_seconds", "Time from the step before, median", Unit.Seconds, "Median time since the step before, of those who reached this step."),
        new("p90_seconds", "Time from the step before, 90th percentile", Unit.Seconds, "Nine in ten needed at most this long since the step before."),
    ];

    public string Name => "funnel";

    // A hit is (time in ms, steps it fits as bits). The state is (for each step the run that leads to it, the deepest run).
    private static string Sql(QueryScope scope, FunnelDefinition funnel, string unit, string steps, string rows, string runs, string deepest) =>
        $"""
        SELECT step, count(), quantileExactInclusiveOrNullIf(0.5)(run[step] - run[step - 1], step > 1),
            quantileExactInclusiveOrNullIf(0.9)(run[step] - run[step - 1], step > 1)
        FROM (
            SELECT arrayFold(
                (state, hit) -> ({runs}, {deepest}),
                arrayMap(entry -> (entry.1, entry.3), arraySort(groupArray((toUnixTimestamp64Milli(time), seq, {steps})))),
                (arrayMap(i -> emptyArrayInt64(), range({funnel.Steps.Count})), emptyArrayInt64())).2 AS run
            FROM events
            WHERE {scope.OfMatchingVisits} AND {unit} != 0 AND {RowConditions.InVisit} AND ({rows})
            GROUP BY {unit})
        ARRAY JOIN arrayEnumerate(run) AS step
        GROUP BY step
        ORDER BY step
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var funnel = FunnelDefinition.Parse(request);
        var now = await CountAsync(request, request.Period, funnel, cancellationToken);
        var previous = request.Previous is null ? null : await CountAsync(request, request.Previous, funnel, cancellationToken);
        var rows = funnel.Steps.Select((step, i) => new ReportRow(
            Cells(now, i, step.Text),
            previous is null ? null : Cells(previous, i, step.Text)));
        return request.Answer(Name, Columns, [.. rows]) with
        {
            Totals = new ReportRow(Totals(now), previous is null ? null : Totals(previous)),
            Notes = VisitorDays(request.Period, funnel),
        };
    }

    private static async Task<IReadOnlyList<StepCount>> CountAsync(
        ReportRequest request, Period period, FunnelDefinition funnel, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var window = (long)funnel.Window.TotalMilliseconds;
        var fits = funnel.Steps.Select(step => scope.Reaches(step.Rule)).ToList();
        var steps = $"toUInt16({string.Join(" + ", fits.Select((fit, i) => $"if({fit}, {1 << i}, 0)"))})";
        var rows = funnel.Order == FunnelOrder.Strict ? "name != 'engagement'" : string.Join(" OR ", fits.Select(fit => $"({fit})"));
        var (runs, deepest) = funnel.Order == FunnelOrder.Any ? AnyOrder(window) : InOrder(funnel, window);
        var unit = funnel.Unit == FunnelUnit.Visit ? "visit" : "visitor";
        var answer = await request.QueryAsync(scope, Sql(scope, funnel, unit, steps, rows, runs, deepest), cancellationToken);
        return
        [
            .. funnel.Steps.Select((_, i) => i < answer.Rows.Count
                ? new StepCount(answer.Rows[i][1].GetInt64(), Seconds(funnel, answer.Rows[i][2]), Seconds(funnel, answer.Rows[i][3]))
                : new StepCount(0, null, null)),
        ];
    }

    // A hit continues the run of the step before, if that began within the window; otherwise the step's run stays (or, where
    // steps must be direct neighbours, is broken). The deepest run grows by the same rule, from the runs before this hit.
    private static (string Runs, string Deepest) InOrder(FunnelDefinition funnel, long window)
    {
        static string Continues(string step, long window) =>
            $"bitTest(hit.2, {step}) AND ({step} = 0 OR (notEmpty(state.1[{step}]) AND hit.1 - state.1[{step}][1] <= {window}))";

        static string Continued(string step) => $"arrayPushBack(if({step} = 0, emptyArrayInt64(), state.1[{step}]), hit.1)";

        var otherwise = funnel.Order == FunnelOrder.Strict ? "emptyArrayInt64()" : "state.1[i + 1]";
        return (
            $"arrayMap(i -> if({Continues("i", window)}, {Continued("i")}, {otherwise}), range({funnel.Steps.Count}))",
            $"if({Continues("length(state.2)", window)}, {Continued("length(state.2)")}, state.2)");
    }

    // For each step its latest time; step n is reached when the steps up to n all happened within the window that ends here.
    private static (string Runs, string Deepest) AnyOrder(long window)
    {
        const string Latest = "arrayMap((run, i) -> if(bitTest(hit.2, i), [hit.1], run), state.1, range(length(state.1)))";
        var done = $"arrayFirstIndex(run -> empty(run) OR hit.1 - run[1] > {window}, {Latest})";
        var reached = $"toUInt64(if({done} = 0, length(state.1), {done} - 1))";
        return (Latest, $"if({reached} > length(state.2), arrayResize(state.2, {reached}), state.2)");
    }

    private static double? Seconds(FunnelDefinition funnel, JsonElement milliseconds) =>
        milliseconds.ValueKind == JsonValueKind.Null || funnel.Order == FunnelOrder.Any ? null : milliseconds.GetDouble() / 1000;

    private static object?[] Cells(IReadOnlyList<StepCount> counts, int i, string name)
    {
        var entered = counts[i].Entered;
        var wentOn = i + 1 < counts.Count ? counts[i + 1].Entered : entered;
        return
        [
            i + 1L, name, entered, wentOn, entered - wentOn,
            i == 0 ? null : Rate(entered, counts[i - 1].Entered), Rate(entered, counts[0].Entered), counts[i].Median, counts[i].P90,
        ];
    }

    private static object?[] Totals(IReadOnlyList<StepCount> counts)
    {
        var (first, last) = (counts[0].Entered, counts[^1].Entered);
        return [null, null, first, last, first - last, null, Rate(last, first), null, null];
    }

    private static double? Rate(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static IReadOnlyList<ReportNote> VisitorDays(Period period, FunnelDefinition funnel) =>
        period.Days > 1 && funnel.Unit == FunnelUnit.Visitor
            ? [new ReportNote("visitor_days", "A cookieless visitor's key lives one day: only visitors with consent or a user id can go on the next day.")]
            : [];

    private sealed record StepCount(long Entered, double? Median, double? P90);
}
