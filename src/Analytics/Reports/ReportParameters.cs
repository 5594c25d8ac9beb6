using Analytics.Dimensions;
using Analytics.Querying;
using Analytics.Reports.Attribution;
using Analytics.Reports.Vitals;

namespace Analytics.Reports;

/// <summary>All parameters of the reports. What is in this table is in the API's description and in the command line.</summary>
public static class ReportParameters
{
    private const string Steps = "page:/path*, event:Name, scroll:75, engaged:30 or goal:Name";

    private const string Funnels = "funnel, funnel_trend, funnel_next, funnel_people";

    /// <summary>Which rows are looked at; also for the export of raw events.</summary>
    public static IReadOnlyList<ReportParameter> Scope { get; } =
    [
        new("from", "", "First local day, for example 2026-11-01."),
        new("to", "", "Last local day, included; today when left out."),
        new("period", "", "Instead of from and to; today is included.") { Allowed = Period.Words, Default = "30d" },
        new("timezone", "", "Time zone by its IANA name; the site's own when left out."),
        new("filter", "",
            "Dimension, operator (==, !=, ~=, !~, *=) and value: country==DE, path~=^/blog, prop.plan==pro, goal==Signup, segment==Buyers; "
            + "or what a visitor did: did:Purchase >=2 within 30d, did_not:page:/pricing* from 2026-01-01 to 2026-03-31.") { Repeats = true },
        new("segment", "", "Id or name of a saved segment.") { Repeats = true },
        new("classes", "", $"Hit classes to count: {string.Join(", ", HitClasses.All)} with commas between, or all.") { Default = string.Join(',', HitClasses.Default) },
    ];

    /// <summary>What a report is asked beside its scope.</summary>
    public static IReadOnlyList<ReportParameter> Questions { get; } =
    [
        new("compare", "", "The range to compare with: adds previous and significance to rows and totals.") { Allowed = Comparison.Words },
        new("compare_from", "", "compare=custom: first local day."),
        new("compare_to", "", "compare=custom: last local day; as many days as the range when left out."),
        new("compare_match", "", "weekday: the other range is moved by whole weeks.") { Allowed = Comparison.Matches, Default = "date" },
        new("goal", "", "Id or name of a goal: the conversion columns count it alone."),
        new("metrics", "overview, timeseries, breakdown", "Some of the report's metrics, with commas between."),
        new("interval", "timeseries, goals, funnel_trend", "Width of the steps.") { Allowed = Intervals.Words },
        new("by", "breakdown, goals, revenue, funnel, vitals, attribution, costs",
            $"{string.Join(", ", DimensionTable.Names)}; of breakdown and goals two with a comma between; revenue: also product, category; "
            + "attribution: source (default), channel, medium, campaign, page; costs: source, medium, campaign (default), content, term."),
        new("path", "page", "The page."),
        new("search", "breakdown, goals", "Only values that contain the text, in letters of any case."),
        new("sort", "breakdown, goals, revenue, attribution", "A column; with - before it descending, with :asc or :desc behind."),
        new("limit", "breakdown, goals, revenue, attribution, page, funnel, funnel_next, funnel_people, filtered, vitals, rfm, carts, engagement, costs",
            "Most rows; some reports have a lower limit.") { Range = (1, 10_000) },
        new("offset", "breakdown, goals, revenue, attribution, funnel_people, vitals, rfm, carts, engagement, costs", "Rows to skip.") { Range = (0, 1_000_000), Default = "0" },
        new("step", Funnels,
            $"{Steps}, event:Name[prop.KEY==value], 2 to 12 times; optional: before those that may be left out; not:event:Name between two is what must not happen there.")
        { Repeats = true },
        new("window", $"{Funnels}, carts", "Time from the first step, or from the cart to its purchase, such as 30s, 5m, 2h or 90d.") { Default = "1d" },
        new("order", Funnels, "How the steps follow each other.") { Allowed = ["ordered", "strict", "any"], Default = "ordered" },
        new("unit", $"{Funnels}, carts", "Who is counted.") { Allowed = ["visitor", "visit"], Default = "visitor" },
        new("funnel", Funnels, "Id of a saved funnel, instead of steps."),
        new("attribution", "funnel", "With by: whose value counts: first_touch (the run's first event, default), last_touch, or step:2."),
        new("at", "funnel_next, funnel_people", "Number of the step.") { Range = (1, 12), Default = "1" },
        new("who", "funnel_people", "Which of them.") { Allowed = ["entered", "converted", "dropped"], Default = "entered" },
        new("start", "journeys", "What came after a page or event (shapes of step); with neither start nor end from the visit's entry on."),
        new("end", "journeys", "What led to a page or event."),
        new("steps", "journeys", "Steps from the start or end.") { Range = (1, 8), Default = "4" },
        new("top", "journeys", "Pages shown at each step; the rest is other.") { Range = (1, 25), Default = "10" },
        new("nodes", "journeys", "all: custom events too.") { Allowed = ["pages", "all"], Default = "pages" },
        new("group", "journeys, rfm", "journeys: page (default) or folder; rfm: one group by its name."),
        new("depth", "journeys", "With group=folder: how many folders.") { Range = (1, 5), Default = "1" },
        new("repeats", "journeys", "What becomes of the same page twice in a row.") { Allowed = ["collapse", "keep"], Default = "collapse" },
        new("first", "retention", $"The event that begins: any, {Steps}.") { Default = "any" },
        new("return", "retention", $"The event that continues: any, {Steps}.") { Default = "any" },
        new("cohort", "retention", "Width of the cohorts.") { Allowed = ["day", "week", "month"] },
        new("mode", "retention", "Whether a return counts in its own step only, or also in those before.") { Allowed = ["exact", "rolling"], Default = "exact" },
        new("conversion", "attribution, costs", $"What converts: {Steps}; any goal of the site when left out."),
        new("model", "attribution", "How the credit is shared out; all models side by side when left out.") { Allowed = AttributionModel.Names },
        new("lookback", "attribution", "How old a touch may be, such as 7d; at most 90d.") { Default = "30d" },
        new("show", "rfm, carts, engagement", "rfm: groups (default), buyers; carts: steps (default), carts; engagement: visits (default), recency, winback."),
        new("cart", "carts", "The event that fills the cart.") { Default = "event:AddToCart" },
        new("purchase", "carts", "The event that buys.") { Default = "event:Purchase" },
        new("away", "engagement", "Of winback: days not seen.") { Range = (1, 3_650), Default = "14" },
        new("vital", "vitals", "With by: which Web Vital.") { Allowed = Vital.Names, Default = Vital.Names[0] },
        new("feed", "live", "How many of the latest events.") { Range = (0, 100), Default = "20" },
    ];

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<ReportParameter> All { get; } = [.. Scope, .. Questions];
}
