using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Retention;

/// <summary>
/// Who comes back: visitors by the day, week or month of their first event, and how many of them return in each later one.
/// Only durable keys count; filters choose the first event, any event of the visitor is a return.
/// </summary>
internal sealed class RetentionReport : IReport
{
    /// <summary>Most cohorts: a quarter of days. Their triangle has 4,278 cells.</summary>
    private const int MostCohorts = 92;

    private static readonly string[] Widths = ["day", "week", "month"];

    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("cohort", "Cohort", Unit.Time),
        new("offset", "Later by", Unit.Count, "Days, weeks or months after the cohort's own."),
        new("size", "Visitors", Unit.Count, "Visitors with a durable key whose first event in the range lies in the cohort's time."),
        new("returned", "Returned", Unit.Count, "Of these, who had a return event then (rolling: then or later in the range)."),
        new("rate", "Retention", Unit.Rate, "Returned ÷ visitors of the cohort."),
        new("revenue", "Revenue", Unit.Money, "Values in the site's currency of the cohort's visitors then, from their first event on."),
        new("currency", "Currency", Unit.Text),
        new("revenue_rate", "Revenue retention", Unit.Rate, "Revenue ÷ revenue in the cohort's own time."),
    ];

    public string Name => "retention";

    // Per visitor and step, then per visitor, then one row for each visitor's cohort (kind 0), return (1), payment (2) and for
    // having returned at all (3). A return in the cohort's own step must not be earlier than the first event.
    // A rolling return counts in all steps up to the visitor's last, so only the last is asked for.
    private static string Sql(QueryScope scope, string first, string back, string starts, string paid, bool rolling) =>
        $"""
        SELECT cohort, entry.1 AS kind, entry.2 AS at_step, count(), sum(entry.3)
        FROM (
            SELECT cohort, arrayMap(r -> r.1, arrayFilter(r -> r.1 >= cohort AND r.2 >= began, returns)) AS came,
                arrayConcat(
                    [(0, cohort, toDecimal128(0, 4))],
                    arrayMap(s -> (1, s, toDecimal128(0, 4)), {(rolling ? "arraySlice(arrayReverseSort(came), 1, 1)" : "came")}),
                    arrayMap(p -> (2, p.1, toDecimal128(p.3, 4)), arrayFilter(p -> p.2 >= began, payments)),
                    if(arrayExists(s -> s > cohort, came), [(3, arrayMax(came), toDecimal128(0, 4))], [])) AS entries
            FROM (
                SELECT visitor, minIf(first_at, firsts > 0) AS began, minIf(step, firsts > 0) AS cohort,
                    groupArrayIf((step, last_return), backs > 0) AS returns, groupArrayArray(arrayMap(p -> (step, p.1, p.2), paid_here)) AS payments
                FROM (
                    SELECT visitor, roundDown(toUnixTimestamp(time), {starts}) AS step, countIf({first}) AS firsts, minIf(time, {first}) AS first_at,
                        countIf({back}) AS backs, maxIf(time, {back}) AS last_return, groupArrayIf((time, assumeNotNull(value)), {paid}) AS paid_here
                    FROM events
                    WHERE {scope.Whole} AND {DurableKeys.Condition} AND (({first}) OR ({back}) OR ({paid}))
                    GROUP BY visitor, step)
                GROUP BY visitor
                HAVING sum(firsts) > 0))
        ARRAY JOIN entries AS entry
        GROUP BY cohort, kind, at_step
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        NoComparison.Check(request);
        var first = EventChoice.Parse(request, "first", EventChoice.Any);
        var back = EventChoice.Parse(request, "return", EventChoice.Any);
        var rolling = request.Values.OneOf("mode", ["exact", "rolling"]) == "rolling";
        var steps = Steps(request);

        var scope = request.Scope(request.Period);
        var starts = $"[{string.Join(',', steps.Starts.Select(start => start.ToUnixTimeSeconds()))}]";
        var paid = $"isNotNull(value) AND currency = {scope.Values.Text(request.Site.Currency)}";
        var sql = Sql(scope, $"{first.Condition(scope)} AND {scope.Passes}", back.Condition(scope), starts, paid, rolling);
        var table = new CohortTable(steps.Starts, rolling);
        foreach (var row in (await request.QueryAsync(scope, sql, cancellationToken)).Rows)
        {
            table.Add(row[0].GetInt64(), row[1].GetInt32(), row[2].GetInt64(), row[3].GetInt64(), row[4].GetDecimal());
        }

        var known = request.Now < request.Period.End ? request.Now : request.Period.End;
        bool IsOver(int step) => steps.End(step, request.Period.Zone) <= known;
        var currency = request.Site.Currency;
        var rows = new List<ReportRow>();
        for (var cohort = 0; cohort < steps.Starts.Count; cohort++)
        {
            for (var later = 0; cohort + later < steps.Starts.Count; later++)
            {
                rows.Add(new ReportRow([steps.Label(cohort, request.Period.Zone), (long)later, .. table.Cells(cohort, later, IsOver(cohort + later), currency)]));
            }
        }

        return request.Answer(Name, Columns, rows) with
        {
            Totals = new ReportRow([null, null, .. table.Totals(currency)]),
            Notes = await DurableKeys.NoteAsync(request, cancellationToken),
        };
    }

    private static Intervals Steps(ReportRequest request)
    {
        var width = request.Values.OneOf("cohort", Widths) ?? (request.Period.Days <= 14 ? "day" : request.Period.Days <= 183 ? "week" : "month");
        var steps = Intervals.Of(request.Period, width switch { "day" => Interval.Day, "week" => Interval.Week, _ => Interval.Month });
        return steps.Starts.Count <= MostCohorts
            ? steps
            : throw new QueryProblemException("cohort", width, $"A range has at most {MostCohorts} cohorts: ask for wider ones or a shorter range.", Widths);
    }
}
