using Analytics.Dimensions;
using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>All parameters of the reports. What is in this table is in the API's description and in the command line.</summary>
public static class ReportParameters
{
    private const string Steps = "page:/path*, event:Name, scroll:75, engaged:30 or goal:Name";

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
        new("interval", "timeseries, goals", "Width of the steps.") { Allowed = Intervals.Words },
        new("by", "breakdown, goals, revenue", $"{string.Join(", ", DimensionTable.Names)}; two with a comma between (not revenue); revenue also: product, category."),
        new("path", "page", "The page."),
        new("search", "breakdown, goals", "Only values that contain the text, in letters of any case."),
        new("sort", "breakdown, goals, revenue", "A column; with - before it descending, with :asc or :desc behind."),
        new("limit", "breakdown, goals, revenue, page", "Most rows; of page: most pages before and after (1 to 1,000).") { Range = (1, 10_000) },
        new("offset", "breakdown, goals, revenue", "Rows to skip.") { Range = (0, 1_000_000), Default = "0" },
        new("step", "funnel", $"{Steps}; 2 to 12 times.") { Repeats = true },
        new("window", "funnel", "Time from the first step such as 30s, 5m, 2h or 90d.") { Default = "1d" },
        new("order", "funnel", "How the steps follow each other.") { Allowed = ["ordered", "strict", "any"], Default = "ordered" },
        new("unit", "funnel", "Who is counted.") { Allowed = ["visitor", "visit"], Default = "visitor" },
        new("funnel", "funnel", "Id of a saved funnel, instead of steps."),
        new("first", "retention", $"The event that begins: any, {Steps}.") { Default = "any" },
        new("return", "retention", $"The event that continues: any, {Steps}.") { Default = "any" },
        new("cohort", "retention", "Width of the cohorts.") { Allowed = ["day", "week", "month"] },
        new("mode", "retention", "Whether a return counts in its own step only, or also in those before.") { Allowed = ["exact", "rolling"], Default = "exact" },
    ];

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<ReportParameter> All { get; } = [.. Scope, .. Questions];
}
