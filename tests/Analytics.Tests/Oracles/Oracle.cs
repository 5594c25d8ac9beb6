using Analytics.Tests.Support;

namespace Analytics.Tests.Oracles;

/// <summary>The metrics once more, in LINQ over plain lists of hits, without deltas and without SQL.</summary>
internal sealed class Oracle(IReadOnlyList<Hit> all, DateTimeOffset from, DateTimeOffset to)
{
    public Func<Hit, bool> Match { get; init; } = _ => true;

    public Func<Hit, bool> Goal { get; init; } = _ => false;

    public IEnumerable<Hit> Events => all.Where(hit => In(hit.Time) && Match(hit));

    public IEnumerable<List<Hit>> Visits => all.GroupBy(hit => hit.Visit).Select(visit => visit.ToList())
        .Where(visit => In(visit[0].Time) && visit.Any(Match));

    public IEnumerable<List<Hit>> Views => all.Where(hit => hit.View != 0).GroupBy(hit => hit.View).Select(view => view.ToList())
        .Where(view => In(view.Find(hit => hit.IsPage)?.Time ?? view.Min(hit => hit.Time)) && view.Any(Match));

    private bool In(DateTimeOffset time) => time >= from && time < to;

    /// <summary>All metrics of some events, visits and views, by column name.</summary>
    public Dictionary<string, object?> Measure(IEnumerable<Hit> events, IEnumerable<List<Hit>> visits, IEnumerable<List<Hit>> views)
    {
        var (hits, visited, viewed) = (events.ToList(), visits.ToList(), views.ToList());
        var happened = hits.Count(hit => !hit.IsBeacon);
        var pages = hits.Count(hit => hit.IsPage);
        var visitors = hits.Select(hit => hit.Visitor).Where(visitor => visitor != 0).Distinct().Count();
        var bounces = visited.Count(IsBounce);
        var durations = visited.Where(visit => visit.Count > 1).Select(visit => (visit.Max(hit => hit.Time) - visit.Min(hit => hit.Time)).TotalSeconds).ToList();
        var dwell = viewed.Where(view => view.Any(hit => hit.IsBeacon)).Select(view => view.Sum(hit => hit.Engaged) / 1000.0).ToList();
        var covered = viewed.Count(view => view.Any(hit => hit.IsBeacon) && view.Any(hit => hit.IsPage));
        var reached = hits.Where(Goal).ToList();
        return new Dictionary<string, object?>
        {
            ["visitors"] = (long)visitors,
            ["visits"] = (long)visited.Count,
            ["pageviews"] = (long)pages,
            ["events"] = (long)happened,
            ["views_per_visit"] = Ratio(visited.Sum(visit => visit.Count(hit => hit.IsPage)), visited.Count),
            ["bounce_rate"] = Ratio(bounces, visited.Count),
            ["engagement_rate"] = Ratio(visited.Count - bounces, visited.Count),
            ["visit_duration"] = durations.Count == 0 ? null : durations.Average(),
            ["visit_duration_median"] = Quantile(InSeconds(durations), 0.5),
            ["dwell_time"] = dwell.Count == 0 ? null : dwell.Average(),
            ["dwell_median"] = Quantile(InSeconds(dwell), 0.5),
            ["dwell_p75"] = Quantile(InSeconds(dwell), 0.75),
            ["dwell_coverage"] = Ratio(covered, pages),
            ["conversions"] = (long)reached.Count,
            ["conversion_rate_visitors"] = Ratio(reached.Select(hit => hit.Visitor).Where(visitor => visitor != 0).Distinct().Count(), visitors),
            ["conversion_rate_visits"] = Ratio(visited.Count(visit => visit.Any(hit => Match(hit) && Goal(hit))), visited.Count),
            ["conversion_rate_events"] = Ratio(reached.Count, happened),
            ["revenue"] = hits.Sum(hit => hit.Value ?? 0),
        };
    }

    public static double? Ratio(double part, double whole) => whole == 0 ? null : part / whole;

    /// <summary>The quantile with linear interpolation between neighbours.</summary>
    public static double? Quantile(IReadOnlyCollection<double> values, double level)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var sorted = values.Order().ToList();
        var position = level * (sorted.Count - 1);
        var below = (int)position;
        return below + 1 < sorted.Count ? sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    // Quantiles of visits and views are taken of whole seconds, a half being one more.
    private static List<double> InSeconds(IEnumerable<double> times) => [.. times.Select(time => Math.Floor(time + 0.5))];

    private static bool IsBounce(List<Hit> visit) =>
        visit.Count(hit => hit.IsPage) == 1 && visit.Sum(hit => hit.Engaged) < 10_000 && visit.TrueForAll(hit => hit.IsPage || hit.IsBeacon);
}
