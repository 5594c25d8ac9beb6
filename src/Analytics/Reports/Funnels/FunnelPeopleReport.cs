using System.Globalization;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Funnels;

/// <summary>Who entered, went on from or dropped at a step: visitor keys, only of visitors who gave consent or a user id.</summary>
internal sealed class FunnelPeopleReport : IReport
{
    private static readonly string[] Groups = ["entered", "converted", "dropped"];

    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("visitor", "Visitor", Unit.Text, "The visitor key in hexadecimal; it cannot be turned back into a name."),
        new("began_at", "Began", Unit.Time, "When the run began."),
        new("step_at", "At the step", Unit.Time, "When the run was at the step."),
        new("deepest", "Deepest step", Unit.Count, "Number of the last step of the run."),
    ];

    public string Name => "funnel_people";

    private static string Sql(FunnelRuns runs, string condition, int step, Paging paging) =>
        $"""
        SELECT lower(leftPad(hex(who), 16, '0')), {runs.Time(runs.First())} AS began, {runs.Time(FunnelRuns.Run(step))} AS at, deepest,
            countIf(durable) OVER () AS known, count() OVER () AS everyone
        FROM ({runs.Text(beside: "any(visitor) AS who, max(identity IN ('consented', 'user')) AS durable")})
        WHERE {condition}
        ORDER BY durable DESC, at DESC, who, unit
        {paging.Sql}
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var funnel = FunnelDefinition.Parse(request);
        var step = request.Values.Number("at", 1, 1, funnel.Steps.Count);
        var paging = Paging.Parse(request.Values);
        var condition = FunnelRuns.Run(step) + request.Values.OneOf("who", Groups) switch
        {
            "converted" => step == funnel.Steps.Count ? " > 0" : $" > 0 AND deepest > {step}",
            "dropped" => step == funnel.Steps.Count ? " < 0" : $" > 0 AND deepest = {step}",
            _ => " > 0",
        };
        if (request.Previous is not null)
        {
            throw new QueryProblemException("compare", request.Values.Single("compare"), "A list of visitors is not compared.");
        }

        var scope = request.Scope(request.Period);
        var runs = new FunnelRuns(funnel, scope);
        var answer = await request.QueryAsync(scope, Sql(runs, condition, step, paging), cancellationToken);
        var (known, everyone) = answer.Rows.Count == 0 ? (0, 0) : (answer.Rows[0][4].GetInt64(), answer.Rows[0][5].GetInt64());
        var rows = answer.Rows.Take((int)Math.Clamp(known - paging.Offset, 0, paging.Limit)).Select(row => new ReportRow(
            [row[0].GetString(), Label(row[1].GetInt64(), request.Period), Label(row[2].GetInt64(), request.Period), row[3].GetInt64()]));
        return request.Answer(Name, Columns, [.. rows]) with { Notes = [.. funnel.Notes(request.Period), .. Notes(known, everyone), .. paging.Note(known - paging.Offset)] };
    }

    private static string Label(long milliseconds, Period period) => TimeZoneInfo
        .ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), period.Zone)
        .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static IEnumerable<ReportNote> Notes(long known, long everyone)
    {
        if (known < everyone)
        {
            yield return new ReportNote("cookieless", string.Create(CultureInfo.InvariantCulture,
                $"{everyone - known} of {everyone} are not listed: a cookieless key lives one day and must not follow a person. Only visitors with consent or a user id are."))
            {
                Values = { ["count"] = everyone - known, ["all"] = everyone },
            };
        }
    }
}
