using static Analytics.Metrics.MeasureSource;

namespace Analytics.Metrics;

/// <summary>All measures. The columns of visits and views are made in <see cref="MeasureQuery"/>.</summary>
internal static class MeasureTable
{
    /// <summary>Visits that began, by the values of their first row.</summary>
    public const string Begun = "h_visits";

    public static readonly IReadOnlyList<Measure> All =
    [
        Measure.OfKeys("h_visitors", Events, "visitor", "visitor != 0", "identity IN ('consented', 'user')"),
        new("h_pageviews", Events, "sum(pageviews)"),
        new("h_events", Events, "countIf(name != 'engagement')"),
        new("h_conversions", Events, "countIf(@goal)"),
        Measure.OfKeys("h_converters", Events, "visitor", "visitor != 0 AND (@goal)", "identity IN ('consented', 'user')"),
        new("h_revenue", Events, "ifNull(sumIf(value, currency = @currency), 0)"),
        new("h_goal_value", Events, "sum(@worth)"),
        new("h_foreign", Events, "countIf(isNotNull(value) AND currency != '' AND currency != @currency)"),
        new("h_unidentified", Events, "countIf(visitor = 0)"),
        // Bits of EventFlags: PrivacyControl, ConsentAggregate.
        new("h_privacy_control", Events, "countIf(name != 'engagement' AND bitTest(flags, 5))"),
        new("h_aggregate", Events, "countIf(name != 'engagement' AND bitTest(flags, 8))"),

        new(Begun, Events, "sum(visits)"),

        new("v_visits", Visits, "count()"),
        Measure.OfKeys("v_visitors", Visits, "who", "who != 0", "durable"),
        new("v_durable", Visits, "sum(durable)"),
        new("v_bounces", Visits, "sum(bounced)"),
        new("v_timed", Visits, "countIf(known > 0)"),
        new("v_duration", Visits, "sumIf(lasted, known > 0)"),
        Measure.OfTimes("v_duration_median", Visits, "0.5", "lasted", "known > 0", "v_duration"),
        new("v_pageviews", Visits, "sum(viewed)"),
        new("v_converted", Visits, "countIf(has(goal_buckets, bucket))"),
        new("v_entries", Visits, "countIf(@entry)"),
        new("v_exits", Visits, "countIf(@exit)"),

        new("d_reported", Views, "countIf(reported)"),
        new("d_covered", Views, "countIf(reported AND viewed)"),
        new("d_engaged", Views, "sumIf(attention, reported)"),
        Measure.OfTimes("d_median", Views, "0.5", "attention", "reported", "d_engaged"),
        Measure.OfTimes("d_p75", Views, "0.75", "attention", "reported", "d_engaged"),
        new("d_depth", Views, "sumIf(depth, reported)"),
        new("d_scroll_25", Views, "countIf(reported AND depth >= 25)"),
        new("d_scroll_50", Views, "countIf(reported AND depth >= 50)"),
        new("d_scroll_75", Views, "countIf(reported AND depth >= 75)"),
        new("d_scroll_90", Views, "countIf(reported AND depth >= 90)"),
    ];

    private static readonly Dictionary<string, Measure> ByName = All.ToDictionary(measure => measure.Name, StringComparer.Ordinal);

    public static Measure Find(string name) => ByName[name];
}
