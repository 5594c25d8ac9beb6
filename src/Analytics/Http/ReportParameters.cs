using Analytics.Dimensions;
using Analytics.Querying;
using Analytics.Reports;
using Microsoft.OpenApi;

namespace Analytics.Http;

/// <summary>What the parameters of reports mean, for the API's description.</summary>
internal static class ReportParameters
{
    private static readonly (string Name, string Text, bool Repeats)[] Range =
    [
        ("from", "First local day, for example 2026-11-01.", false),
        ("to", "Last local day, included; today when left out.", false),
        ("period", "Instead of from and to: today, yesterday, 7d, 28d, 30d (default), mtd, 12mo or all.", false),
        ("timezone", "IANA time zone; the site's own when left out.", false),
        ("filter", "Dimension, operator (==, !=, ~=, !~, *=) and value: country==DE, path~=^/blog, prop.plan==pro, goal==Signup.", true),
        ("classes", $"Hit classes to count: {string.Join(", ", HitClasses.All)} with commas between, or all; human,suspected when left out.", false),
    ];

    private static readonly (string Name, string Text, bool Repeats)[] Report =
    [
        ("compare", "previous (as many days before) or year (a year earlier): adds previous to rows and totals.", false),
        ("interval", "timeseries: hour, day, week or month.", false),
        ("by", $"breakdown: {string.Join(", ", DimensionTable.Names)}; revenue: these, product or category.", false),
        ("metrics", "Some of the report's metrics, with commas between.", false),
        ("sort", "breakdown: a column; with - before it descending, with :asc or :desc behind.", false),
        ("limit", "breakdown: most rows, 1 to 10,000; 100 when left out.", false),
        ("offset", "breakdown: rows to skip.", false),
        ("step", "funnel, funnel_…: page:/path*, event:Name, event:Name[prop.KEY==value], scroll:75, engaged:30 or goal:Name, 2 to 12 times; optional: before those that may be left out; not:event:Name between two is what must not happen there.", true),
        ("window", "funnel: time from the first step such as 30m, 1d (default) or 90d.", false),
        ("order", "funnel: ordered, strict or any.", false),
        ("unit", "funnel: visitor or visit.", false),
        ("funnel", "funnel, funnel_…: id of a saved funnel, instead of steps.", false),
        ("attribution", "funnel with by: whose value counts: first_touch (the run's first event, default), last_touch, or step:2.", false),
        ("at", "funnel_next, funnel_people: number of the step; 1 when left out.", false),
        ("who", "funnel_people: entered (default), converted or dropped.", false),
        ("start", "journeys: what came after a page or event (shapes of step); with neither start nor end from the visit's entry on.", false),
        ("end", "journeys: what led to a page or event.", false),
        ("steps", "journeys: steps from the start or end, 1 to 8; 4 when left out.", false),
        ("top", "journeys: pages shown at each step, 1 to 25; 10 when left out. The rest is other.", false),
        ("nodes", "journeys: pages (default), or all to have custom events too.", false),
        ("group", "journeys: page (default) or folder.", false),
        ("depth", "journeys with group=folder: how many folders, 1 to 5; 1 when left out.", false),
        ("repeats", "journeys: collapse (default) or keep the same page twice in a row.", false),
        ("first", "retention: the event that begins: any (default), event:Name, page:/path*, goal:Name, scroll:75, engaged:30.", false),
        ("return", "retention: the event that continues; the same shapes.", false),
        ("cohort", "retention: day, week or month.", false),
        ("mode", "retention: exact (default) or rolling.", false),
        ("conversion", "attribution, costs: event:Name, page:/path*, goal:Name, …; any goal of the site when left out.", false),
        ("model", "attribution: first, last, last_non_direct, linear, position or time_decay; all side by side when left out.", false),
        ("lookback", "attribution: how old a touch may be, 30d when left out, at most 90d.", false),
        ("show", "rfm: groups (default), buyers; carts: steps (default), carts; engagement: visits (default), recency, winback.", false),
        ("group", "rfm: one group by its name.", false),
        ("cart", "carts: the cart event, event:AddToCart when left out.", false),
        ("purchase", "carts: the purchase, event:Purchase when left out.", false),
        ("away", "engagement, winback: days not seen, 14 when left out.", false),
        ("feed", "live: how many of the latest events, 0 to 100; 20 when left out.", false),
        ("format", "json or csv; also by the Accept header.", false),
    ];

    private static readonly (string Name, string Text, bool Repeats)[] Export = [("format", "csv, jsonl or parquet.", false)];

    public static void DescribeReport(OpenApiOperation operation)
    {
        operation.Summary = $"A report: {string.Join(", ", ReportRunner.Names)}";
        Describe(operation, [.. Range, .. Report]);
    }

    public static void DescribeExport(OpenApiOperation operation)
    {
        operation.Summary = "The raw events of a range, streamed";
        Describe(operation, [.. Range, .. Export]);
    }

    private static void Describe(OpenApiOperation operation, IEnumerable<(string Name, string Text, bool Repeats)> parameters)
    {
        operation.Parameters ??= [];
        foreach (var (name, text, repeats) in parameters)
        {
            var one = new OpenApiSchema { Type = JsonSchemaType.String };
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = text,
                Schema = repeats ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one,
            });
        }
    }
}
