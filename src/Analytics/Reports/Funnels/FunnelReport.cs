using System.Text.Json;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Funnels;

/// <summary>How many go on from step to step; with <c>by</c> for each value of a dimension.</summary>
internal sealed class FunnelReport : IReport
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 100;

    public string Name => "funnel";

    private static string Sql(FunnelDefinition funnel, FunnelRuns runs) =>
        $"""
        SELECT {StepCounts.Sql(funnel, runs)}
        FROM ({runs.Text()})
        """;

    // Runs that do not have the step whose event gives the value are left out.
    private static string SplitSql(FunnelDefinition funnel, FunnelRuns runs, string column, string key, string condition, int limit) =>
        $"""
        SELECT {FunnelRuns.Detail(key)} AS split, {StepCounts.Sql(funnel, runs)}
        FROM ({runs.Text($"toString({column})")})
        WHERE {key} > 0 AND {condition}
        GROUP BY split
        ORDER BY count() DESC, split
        LIMIT {limit}
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var funnel = FunnelDefinition.Parse(request);
        var split = FunnelSplit.Parse(request.Values, funnel);
        var totals = await CountAsync(request, request.Period, funnel, cancellationToken);
        var before = request.Previous is null ? null : await CountAsync(request, request.Previous, funnel, cancellationToken);
        var steps = Enumerable.Range(1, funnel.Steps.Count);
        if (split is null)
        {
            return request.Answer(Name, StepCounts.Columns, [.. steps.Select(step => new ReportRow(totals.Cells(step), before?.Cells(step)))]) with
            {
                Totals = new ReportRow(totals.Totals(), before?.Totals()),
                Notes = funnel.Notes(request.Period),
            };
        }

        var limit = request.Values.Number("limit", DefaultLimit, 1, MaxLimit);
        var found = await ValuesAsync(request, request.Period, funnel, split, null, limit + 1, cancellationToken);
        var shown = found.Take(limit).ToList();
        var previous = request.Previous is null ? null
            : await ValuesAsync(request, request.Previous, funnel, split, [.. shown.Select(row => row[0].GetString()!)], limit, cancellationToken);
        var rows = shown.SelectMany(row =>
        {
            var value = MetricCells.Read(Unit.Text, row[0]);
            var then = previous is null ? null : new StepCounts(funnel, previous.Find(other => other[0].GetString() == row[0].GetString()), 1);
            var now = new StepCounts(funnel, row, 1);
            return steps.Select(step => new ReportRow([value, .. now.Cells(step)], then is null ? null : [value, .. then.Cells(step)]));
        });
        return request.Answer(Name, [new ReportColumn("value", split.Dimension.Title, Unit.Text), .. StepCounts.Columns], [.. rows]) with
        {
            Totals = new ReportRow([null, .. totals.Totals()], before is null ? null : [null, .. before.Totals()]),
            Notes = [.. funnel.Notes(request.Period), .. Truncated(found.Count > limit, limit)],
        };
    }

    private static async Task<StepCounts> CountAsync(ReportRequest request, Period period, FunnelDefinition funnel, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var answer = await request.QueryAsync(scope, Sql(funnel, new FunnelRuns(funnel, scope)), cancellationToken);
        return new StepCounts(funnel, answer.Rows[0], 0);
    }

    private static async Task<List<JsonElement[]>> ValuesAsync(
        ReportRequest request, Period period, FunnelDefinition funnel, FunnelSplit split, IReadOnlyList<string>? values, int limit,
        CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var runs = new FunnelRuns(funnel, scope);
        var key = split.Step switch { 0 => runs.First(), -1 => runs.Last(), var step => FunnelRuns.Run(step) };
        var condition = values is null ? "1" : $"has({scope.Values.Texts(values)}, split)";
        var answer = await request.QueryAsync(
            scope, SplitSql(funnel, runs, split.Dimension.Column(scope.Values), key, condition, limit), cancellationToken);
        return [.. answer.Rows];
    }

    private static IEnumerable<ReportNote> Truncated(bool more, int limit)
    {
        if (more)
        {
            yield return new ReportNote("truncated", $"Only the {limit} largest values are shown; limit shows up to {MaxLimit}.");
        }
    }
}
