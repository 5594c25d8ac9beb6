using System.Globalization;
using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Funnels;

/// <summary>A funnel over time: who began in each interval, and how many of those went through.</summary>
internal sealed class FunnelTrendReport : IReport
{
    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("time", "Time", Unit.Time),
        new("entered", "Entered", Unit.Count, "Visitors (or visits) whose run began in the interval."),
        new("converted", "Went through", Unit.Count, "Of those, the ones that reached the last step, whenever that was."),
        new("dropped", "Dropped", Unit.Count, "Entered − went through."),
        new("rate_from_first", "Conversion rate", Unit.Rate, "Went through ÷ entered."),
        new("median_seconds", "Time to convert, median", Unit.Seconds, "Median time from the first to the last event of the runs that went through."),
    ];

    public string Name => "funnel_trend";

    // Bucket 0 is the row of all.
    private static string Sql(FunnelDefinition funnel, FunnelRuns runs, string bucket) =>
        $"""
        SELECT {bucket} AS bucket, count(), countIf(deepest = {funnel.Steps.Count}),
            quantileExactInclusiveOrNullIf(0.5)({FunnelRuns.Elapsed(runs.Last())} - {FunnelRuns.Elapsed(runs.First())}, deepest = {funnel.Steps.Count}) / 1000
        FROM ({runs.Text()})
        GROUP BY GROUPING SETS ((bucket), ())
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var funnel = FunnelDefinition.Parse(request);
        var width = Intervals.ParseWidth(request.Values, request.Period);
        var steps = Intervals.Of(request.Period, width);
        var now = await CountAsync(request, request.Period, funnel, steps, cancellationToken);
        var before = request.Previous is null ? null : Intervals.Of(request.Previous.Whole, width);
        var then = before is null ? null : await CountAsync(request, request.Previous!.Whole, funnel, before, cancellationToken);
        var passed = request.Previous?.Until is null ? then : await CountAsync(request, request.Previous, funnel, before!, cancellationToken);
        var rows = steps.Starts.Select((start, i) => new ReportRow(
            Cells(steps.Label(i, request.Period.Zone), now, start.ToUnixTimeSeconds()),
            before is null || i >= before.Starts.Count ? null : Cells(before.Label(i, request.Period.Zone), then!, before.Starts[i].ToUnixTimeSeconds())));
        return request.Answer(Name, Columns, [.. rows]) with
        {
            Totals = new ReportRow(Cells(null, now, 0), passed is null ? null : Cells(null, passed, 0)),
            Notes = funnel.Notes(request.Period),
        };
    }

    private static async Task<Dictionary<long, JsonElement[]>> CountAsync(
        ReportRequest request, Period period, FunnelDefinition funnel, Intervals steps, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var runs = new FunnelRuns(funnel, scope);
        var answer = await request.QueryAsync(scope, Sql(funnel, runs, Bucket(runs, steps)), cancellationToken);
        return answer.Rows.ToDictionary(row => row[0].GetInt64());
    }

    private static string Bucket(FunnelRuns runs, Intervals steps) =>
        $"roundDown(toInt64(intDiv({runs.Time(runs.First())}, 1000)), [{string.Join(", ", steps.Starts.Select(start => start.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)))}])";

    private static IReadOnlyList<object?> Cells(string? label, Dictionary<long, JsonElement[]> counts, long bucket)
    {
        var row = counts.GetValueOrDefault(bucket);
        var (entered, converted) = row is null ? (0, 0) : (row[1].GetInt64(), row[2].GetInt64());
        double? median = row is null || row[3].ValueKind == JsonValueKind.Null ? null : row[3].GetDouble();
        return [label, entered, converted, entered - converted, StepCounts.Rate(converted, entered), median];
    }
}
