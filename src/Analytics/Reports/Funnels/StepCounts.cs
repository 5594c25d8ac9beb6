using System.Text.Json;
using Analytics.Metrics;
using Storage.Catalog;

namespace Analytics.Reports.Funnels;

/// <summary>What was counted at each step of a funnel, for all units or for those of one value.</summary>
internal sealed class StepCounts(FunnelDefinition funnel, JsonElement[]? row, int first)
{
    public static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("step", "Step", Unit.Count),
        new("name", "Name", Unit.Text),
        new("entered", "Entered", Unit.Count, "Visitors (or visits) that reached this step."),
        new("converted", "Went on", Unit.Count, "Of those, the ones that reached a later step; at the last step all of them."),
        new("dropped", "Dropped", Unit.Count, "Entered − went on."),
        new("rate_from_previous", "Rate from the step before", Unit.Rate, "Entered ÷ entered of the step before; optional steps are passed over."),
        new("rate_from_first", "Rate from the first step", Unit.Rate, "Entered ÷ entered of the first step."),
        new("median_seconds", "Time from the step before, median", Unit.Seconds, "Median time since the step before, of those who reached this step."),
        new("p90_seconds", "Time from the step before, 90th percentile", Unit.Seconds, "Nine in ten needed at most this long since the step before."),
    ];

    /// <summary>The columns of the query: how many reached each step, how many went on, median and p90 of the time.</summary>
    public static string Sql(FunnelDefinition funnel, FunnelRuns runs)
    {
        var steps = Enumerable.Range(1, funnel.Steps.Count).ToList();
        string Each(Func<int, string> sql) => $"[{string.Join(", ", steps.Select(sql))}]";
        string Quantile(int step, string level) => step == 1 || funnel.Order == FunnelOrder.Any
            ? "NULL"
            : $"quantileExactInclusiveOrNullIf({level})({FunnelRuns.Elapsed(FunnelRuns.Run(step))} - {FunnelRuns.Elapsed(runs.Before(step))}, {FunnelRuns.Run(step)} > 0) / 1000";
        return
            $"""
            {Each(step => $"countIf({FunnelRuns.Run(step)} > 0)")}, {Each(step => $"countIf({FunnelRuns.Run(step)} > 0 AND deepest > {step})")},
            {Each(step => Quantile(step, "0.5"))}, {Each(step => Quantile(step, "0.9"))}
            """;
    }

    public IReadOnlyList<object?> Cells(int step)
    {
        var entered = Entered(step);
        var wentOn = step == funnel.Steps.Count ? entered : Number(1, step);
        var before = step - 1;
        while (before > 0 && funnel.Steps[before - 1].IsOptional)
        {
            before--;
        }

        return
        [
            (long)step, funnel.Steps[step - 1].Text, entered, wentOn, entered - wentOn,
            before == 0 ? null : Rate(entered, Entered(before)), Rate(entered, Entered(1)), Seconds(2, step), Seconds(3, step),
        ];
    }

    public IReadOnlyList<object?> Totals()
    {
        var (entered, converted) = (Entered(1), Entered(funnel.Steps.Count));
        return [null, null, entered, converted, entered - converted, null, Rate(converted, entered), null, null];
    }

    public static double? Rate(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private long Entered(int step) => Number(0, step);

    private long Number(int column, int step) => row is null ? 0 : row[first + column][step - 1].GetInt64();

    private double? Seconds(int column, int step) =>
        row is null || row[first + column][step - 1].ValueKind == JsonValueKind.Null ? null : row[first + column][step - 1].GetDouble();
}
