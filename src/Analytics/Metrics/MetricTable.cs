using Analytics.Querying;

namespace Analytics.Metrics;

/// <summary>All metrics of the reports, each defined once.</summary>
internal static class MetricTable
{
    public static readonly Metric Visitors = new("visitors", "Visitors", Unit.Count,
        "Distinct visitor keys with an event in the range. Keys without consent live one day.", "h_visitors", "h_visitors")
    { CountsUnits = true };

    /// <summary>Visitors where only whole visits can be told apart (exit pages).</summary>
    public static readonly Metric VisitVisitors = Visitors with { Sql = "v_visitors", Measures = ["v_visitors"] };

    public static readonly Metric Visits = new("visits", "Visits", Unit.Count,
        "Visits that began in the range: events of a visitor with gaps of at most 30 minutes (a setting of the site).", "v_visits", "v_visits")
    { CountsUnits = true };

    public static readonly Metric Pageviews = new("pageviews", "Page views", Unit.Count,
        "Page views in the range.", "h_pageviews", "h_pageviews");

    public static readonly Metric Events = new("events", "Events", Unit.Count,
        "Page views and custom events in the range; engagement beacons are not counted.", "h_events", "h_events");

    public static readonly Metric ViewsPerVisit = new("views_per_visit", "Views per visit", Unit.Ratio,
        "Page views of the counted visits ÷ visits.", "v_pageviews / nullIf(v_visits, 0)", "v_pageviews", "v_visits");

    public static readonly Metric BounceRate = new("bounce_rate", "Bounce rate", Unit.Rate,
        "Visits with one page view, less than 10 s engaged and no interactive event ÷ visits.",
        "v_bounces / nullIf(v_visits, 0)", "v_bounces", "v_visits")
    { Trials = "v_visits" };

    public static readonly Metric EngagementRate = new("engagement_rate", "Engagement rate", Unit.Rate,
        "1 − bounce rate.", "1 - v_bounces / nullIf(v_visits, 0)", "v_bounces", "v_visits")
    { Trials = "v_visits" };

    public static readonly Metric VisitDuration = new("visit_duration", "Visit duration", Unit.Seconds,
        "Mean time from a visit's first to its last event. Visits of a single event are unknown and left out.",
        "v_duration / 1000 / nullIf(v_timed, 0)", "v_duration", "v_timed");

    public static readonly Metric VisitDurationMedian = new("visit_duration_median", "Visit duration, median", Unit.Seconds,
        "Median of the known visit durations.", "v_duration_median / 1000", "v_duration_median");

    public static readonly Metric DwellTime = new("dwell_time", "Dwell time", Unit.Seconds,
        "Engaged time (visible, focused, input in the last 5 minutes) ÷ page views that reported. See the coverage.",
        "d_engaged / 1000 / nullIf(d_reported, 0)", "d_engaged", "d_reported");

    public static readonly Metric DwellMedian = new("dwell_median", "Dwell time, median", Unit.Seconds,
        "Median engaged time of the page views that reported.", "d_median / 1000", "d_median");

    public static readonly Metric DwellP75 = new("dwell_p75", "Dwell time, 75th percentile", Unit.Seconds,
        "Three quarters of the page views that reported were engaged at most this long.", "d_p75 / 1000", "d_p75");

    public static readonly Metric DwellCoverage = new("dwell_coverage", "Dwell coverage", Unit.Rate,
        "Page views that reported engaged time ÷ page views. A view that never reported is unknown, not 0.",
        "d_covered / nullIf(h_pageviews, 0)", "d_covered", "h_pageviews");

    public static readonly Metric Entries = new("entries", "Entries", Unit.Count,
        "Visits whose first page view was this page.", "v_entries", "v_entries")
    { CountsUnits = true };

    public static readonly Metric Exits = new("exits", "Exits", Unit.Count,
        "Visits whose last page view was this page.", "v_exits", "v_exits")
    { CountsUnits = true };

    public static readonly Metric EntryRate = new("entry_rate", "Entry rate", Unit.Rate,
        "Entries ÷ visits that saw the page.", "v_entries / nullIf(v_visits, 0)", "v_entries", "v_visits")
    { Trials = "v_visits" };

    public static readonly Metric ExitRate = new("exit_rate", "Exit rate", Unit.Rate,
        "Exits ÷ visits that saw the page.", "v_exits / nullIf(v_visits, 0)", "v_exits", "v_visits")
    { Trials = "v_visits" };

    public static readonly Metric Conversions = new("conversions", "Conversions", Unit.Count,
        "Events that reached a goal of the site.", "h_conversions", "h_conversions");

    public static readonly Metric ConversionRateVisitors = new("conversion_rate_visitors", "Conversion rate by visitor", Unit.Rate,
        "Visitors who reached a goal ÷ visitors.", "h_converters / nullIf(h_visitors, 0)", "h_converters", "h_visitors")
    { Trials = "h_visitors" };

    public static readonly Metric ConversionRateVisits = new("conversion_rate_visits", "Conversion rate by visit", Unit.Rate,
        "Visits that reached a goal ÷ visits.", "v_converted / nullIf(v_visits, 0)", "v_converted", "v_visits")
    { Trials = "v_visits" };

    public static readonly Metric ConversionRateEvents = new("conversion_rate_events", "Conversion rate by event", Unit.Rate,
        "Conversions ÷ events.", "h_conversions / nullIf(h_events, 0)", "h_conversions", "h_events");

    public static readonly Metric Revenue = new("revenue", "Revenue", Unit.Money,
        "Sum of the values of events in the site's currency; refunds are negative values.", "h_revenue", "h_revenue");

    public static readonly Metric ScrollDepth = new("scroll_depth", "Scroll depth", Unit.Rate,
        "Mean of how far down the page views that reported were scrolled: 1 is the end of the page.", "d_depth / 100 / nullIf(d_reported, 0)", "d_depth", "d_reported");

    public static readonly Metric Scroll25 = Scrolled(25);

    public static readonly Metric Scroll50 = Scrolled(50);

    public static readonly Metric Scroll75 = Scrolled(75);

    public static readonly Metric Scroll90 = Scrolled(90);

    /// <summary>Visitors where only those who reached a goal are shown.</summary>
    public static readonly Metric Converters = new("visitors", "Visitors", Unit.Count,
        "Distinct visitor keys that reached the goal.", "h_converters", "h_converters")
    { CountsUnits = true };

    /// <summary>Visits where only those that reached a goal are shown.</summary>
    public static readonly Metric ConvertingVisits = new("visits", "Visits", Unit.Count,
        "Visits that began in the range and reached the goal.", "v_converted", "v_converted")
    { CountsUnits = true };

    /// <summary>Revenue of conversions.</summary>
    public static readonly Metric GoalRevenue = new("revenue", "Revenue", Unit.Money,
        "Conversions × the goal's fixed value; without one the sum of the values, in the site's currency, of the events that reached the goal.",
        "h_goal_value", "h_goal_value");

    /// <summary>What a whole site or an interval of time shows.</summary>
    public static readonly IReadOnlyList<Metric> Standard =
    [
        Visitors, Visits, Pageviews, Events, ViewsPerVisit, BounceRate, EngagementRate, VisitDuration, VisitDurationMedian, DwellTime,
        DwellMedian, DwellP75, DwellCoverage, Conversions, ConversionRateVisitors, ConversionRateVisits, ConversionRateEvents, Revenue,
    ];

    /// <summary>What pages show: the standard metrics, entries and exits.</summary>
    public static readonly IReadOnlyList<Metric> OfPages = [.. Standard, Entries, Exits, EntryRate, ExitRate];

    /// <summary>What exit pages show: only what whole visits tell.</summary>
    public static readonly IReadOnlyList<Metric> OfWholeVisits =
    [
        VisitVisitors, Visits, ViewsPerVisit, BounceRate, EngagementRate, VisitDuration, VisitDurationMedian, ConversionRateVisits, Exits,
    ];

    /// <summary>Scroll depth, shown when asked for.</summary>
    public static readonly IReadOnlyList<Metric> Scroll = [ScrollDepth, Scroll25, Scroll50, Scroll75, Scroll90];

    /// <summary>What a page's own report shows.</summary>
    public static readonly IReadOnlyList<Metric> OfOnePage =
    [
        Pageviews, Visitors, Visits, Entries, Exits, EntryRate, ExitRate, BounceRate, DwellTime, DwellMedian, DwellP75, DwellCoverage, .. Scroll,
    ];

    /// <summary>What conversions show.</summary>
    public static readonly IReadOnlyList<Metric> OfGoals =
        [Converters, ConvertingVisits, Conversions, ConversionRateVisitors, ConversionRateVisits, ConversionRateEvents, GoalRevenue];

    /// <summary>The metrics named by <c>metrics</c> (commas between), in their order; when absent all offered ones, without <paramref name="more"/>.</summary>
    public static IReadOnlyList<Metric> Choose(QueryValues values, IReadOnlyList<Metric> offered, params IReadOnlyList<Metric> more)
    {
        if (values.Single("metrics") is not { } text)
        {
            return offered;
        }

        offered = [.. offered, .. more];
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        var chosen = names.Select(name => offered.FirstOrDefault(metric => metric.Name == name)).ToList();
        return names.Count > 0 && !chosen.Contains(null)
            ? [.. chosen.OfType<Metric>()]
            : throw new QueryProblemException(
                "metrics", text, "metrics is some of the report's metrics with commas between.", [.. offered.Select(metric => metric.Name)]);
    }

    private static Metric Scrolled(int percent) => new($"scroll_{percent}", $"Scrolled {percent} %", Unit.Rate,
        $"Share of the page views that reported which were scrolled at least {percent} % down.",
        $"d_scroll_{percent} / nullIf(d_reported, 0)", $"d_scroll_{percent}", "d_reported");
}
