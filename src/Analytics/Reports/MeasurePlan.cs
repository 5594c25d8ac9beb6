using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;
using Analytics.Rollups;

namespace Analytics.Reports;

/// <summary>The SQL of metrics by bucket over a range, from rollups where they hold the answer and otherwise from the rows.</summary>
/// <param name="Text">SQL with the columns of <see cref="MeasureQuery.Text"/>.</param>
/// <param name="Values">Its values; more may be bound by what is put around it.</param>
internal sealed record MeasurePlan(string Text, SqlValues Values)
{
    /// <summary>Metrics of everything, or of everything that has some dimensions.</summary>
    public static Task<MeasurePlan> OfAllAsync(
        ReportRequest request, Period period, IReadOnlyList<Dimension>? dimensions, IReadOnlyList<Metric> metrics, string[] notes)
    {
        var split = dimensions switch
        {
            null => RolledSplits.Whole,
            [var one] => RolledSplits.Totals(one),
            _ => null,
        };
        return MakeAsync(request, period, split, scope => Bucketing.Whole(scope, dimensions), null, metrics, notes);
    }

    /// <summary>Metrics of each interval.</summary>
    public static Task<MeasurePlan> ByTimeAsync(
        ReportRequest request, Period period, Intervals steps, IReadOnlyList<Metric> metrics, string[] notes)
    {
        var split = steps.Width == Interval.Hour ? null : RolledSplits.Whole;
        return MakeAsync(request, period, split, scope => Bucketing.ByTime(scope, steps), steps, metrics, notes);
    }

    /// <summary>Metrics of each value of a dimension, or of each pair of values of two.</summary>
    public static Task<MeasurePlan> ByValueAsync(
        ReportRequest request, Period period, IReadOnlyList<Dimension> dimensions, IReadOnlyList<Metric> metrics, string[] notes)
    {
        var split = dimensions is [var one] ? RolledSplits.Values(one) : null;
        return MakeAsync(request, period, split, scope => Bucketing.ByValue(scope, dimensions), null, metrics, notes);
    }

    private static async Task<MeasurePlan> MakeAsync(
        ReportRequest request, Period period, string? split, Func<QueryScope, Bucketing> bucketingOf, Intervals? steps,
        IReadOnlyList<Metric> metrics, string[] notes)
    {
        var days = split is null || !RollsUp(request, period, split, MeasureQuery.Measures(metrics, notes)) ? [] : Longest(await request.RollupDays.Value, period);
        if (days.Count == 0)
        {
            var scope = request.Scope(period);
            return new MeasurePlan(MeasureQuery.Text(scope, bucketingOf(scope), metrics, request.Site.Currency, notes), scope.Values);
        }

        var values = new SqlValues();
        var text = RollupQuery.Text(
            split!, days, period, (start, end) => request.Scope(period, start, end, values), bucketingOf, steps, metrics, notes, request.Site, values);
        return new MeasurePlan(text, values);
    }

    private static bool RollsUp(ReportRequest request, Period period, string split, IReadOnlyList<Measure> measures) =>
        request.Filters.Count == 0
        && request.Classes.SequenceEqual(HitClasses.Default)
        && period.Zone.Id == request.Site.TimeZone
        && measures.Where(measure => !measure.NeedsGoals).All(RolledSplits.Measures(split).Contains);

    // The longest run of right days in the range.
    private static List<RolledDay> Longest(SortedDictionary<DateOnly, ulong> right, Period period)
    {
        var longest = new List<RolledDay>();
        var run = new List<RolledDay>();
        for (var day = period.From; day <= period.To; day = day.AddDays(1))
        {
            if (!right.TryGetValue(day, out var build) || (period.Until is { } until && LocalDay.Start(day.AddDays(1), period.Zone) > until))
            {
                run = [];
                continue;
            }

            run.Add(new RolledDay(day, build));
            longest = run.Count > longest.Count ? run : longest;
        }

        return longest;
    }
}
