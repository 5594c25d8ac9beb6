using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Reports.Funnels;

/// <summary>What those who dropped at a step did next: the next page view or custom event of the same visit, or the end of it.</summary>
internal sealed class FunnelNextReport : IReport
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 1_000;

    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("kind", "What", Unit.Text),
        new("value", "Page or event", Unit.Text),
        new("dropped", "Dropped", Unit.Count, "Of those whose run ended at the step, the ones that did this next in the same visit (exit: nothing more)."),
        new("share", "Share", Unit.Rate, "÷ all that dropped at the step."),
    ];

    public string Name => "funnel_next";

    private static string Sql(FunnelRuns runs, QueryScope scope, FunnelDefinition funnel, int step)
    {
        var (detail, visit) = funnel.Unit == FunnelUnit.Visit ? ((string?)null, "unit") : ("visit", FunnelRuns.Detail(runs.Last()));
        return
            $"""
            SELECT multiIf(happened.1 = '', 'exit', happened.1 = 'pageview', 'page', 'event') AS kind,
                multiIf(kind = 'exit', '', kind = 'page', happened.2, happened.1) AS what, count() AS many
            FROM (
                SELECT visit, argMinIf((toString(name), path), (time, seq), name != 'engagement' AND (toUnixTimestamp64Milli(time), seq) > (at, place)) AS happened
                FROM events
                INNER JOIN (
                    SELECT {visit} AS last_visit, toInt64({runs.Time(runs.Last())}) AS at, {FunnelRuns.Seq(runs.Last())} AS place, unit
                    FROM ({runs.Text(detail)})
                    WHERE deepest = {step}) AS ended ON events.visit = ended.last_visit
                WHERE {scope.OfVisits}
                GROUP BY unit, visit)
            GROUP BY kind, what
            ORDER BY many DESC, kind, what
            """;
    }

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var funnel = FunnelDefinition.Parse(request);
        var step = request.Values.Number("at", 1, 1, funnel.Steps.Count - 1);
        var limit = request.Values.Number("limit", DefaultLimit, 1, MaxLimit);
        var now = await CountAsync(request, request.Period, funnel, step, cancellationToken);
        var then = request.Previous is null ? null : await CountAsync(request, request.Previous, funnel, step, cancellationToken);
        var rows = now.Keys.Take(limit).Select(key => new ReportRow(Cells(key, now), then is null ? null : Cells(key, then)));
        return request.Answer(Name, Columns, [.. rows]) with
        {
            Totals = new ReportRow(Total(now), then is null ? null : Total(then)),
            Notes = [.. funnel.Notes(request.Period), .. Truncated(now.Count > limit, limit)],
        };
    }

    private static async Task<Dictionary<(string Kind, string What), long>> CountAsync(
        ReportRequest request, Period period, FunnelDefinition funnel, int step, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var answer = await request.QueryAsync(scope, Sql(new FunnelRuns(funnel, scope), scope, funnel, step), cancellationToken);
        return answer.Rows.ToDictionary(row => (row[0].GetString()!, row[1].GetString()!), row => row[2].GetInt64());
    }

    private static IReadOnlyList<object?> Cells((string Kind, string What) key, Dictionary<(string Kind, string What), long> counts)
    {
        var count = counts.GetValueOrDefault(key);
        return [key.Kind, key.What.Length == 0 ? null : key.What, count, StepCounts.Rate(count, counts.Values.Sum())];
    }

    private static IReadOnlyList<object?> Total(Dictionary<(string Kind, string What), long> counts)
    {
        var all = counts.Values.Sum();
        return [null, null, all, StepCounts.Rate(all, all)];
    }

    private static IEnumerable<ReportNote> Truncated(bool more, int limit)
    {
        if (more)
        {
            yield return new ReportNote("truncated", $"Only the {limit} most frequent are shown; limit shows up to {MaxLimit}.");
        }
    }
}
