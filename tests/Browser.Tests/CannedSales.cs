using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Browser.Tests;

/// <summary>What the canned API says of sales, buyers, carts, costs and classes, in the shape of the real reports.</summary>
internal static class CannedSales
{
    private const string Money = """{"name":"currency","title":"Currency","unit":"text"}""";

    private const string RevenueColumns =
        $$"""
        {"name":"revenue","title":"Revenue","unit":"money","definition":"Sales less refunds: the sum of all values in the site's currency."},{{Money}},
        {"name":"sales","title":"Sales","unit":"money"},{"name":"refunded","title":"Refunded","unit":"money"},{"name":"refunds","title":"Refunds","unit":"count"},
        {"name":"orders","title":"Orders","unit":"count","definition":"Different order ids of sales."},{"name":"items","title":"Items","unit":"count"},
        {"name":"average_order","title":"Average order","unit":"money","definition":"Sales ÷ orders."},{"name":"buyers","title":"Buyers","unit":"count"},
        {"name":"repeat_rate","title":"Repeat rate","unit":"rate","definition":"Buyers with two orders or more ÷ buyers; durable keys only."},
        {"name":"between_orders_median","title":"Between orders, median","unit":"seconds"},{"name":"visitors","title":"Visitors","unit":"count"},
        {"name":"revenue_per_visitor","title":"Revenue per visitor","unit":"money"}
        """;

    private static readonly string[] Groups = ["Champions", "Big spenders", "Loyal", "New", "Promising", "Cannot lose", "At risk", "Hibernating", "Lost"];

    private static readonly string[] Products = ["Morning Pot", "Assam", "<img src=x onerror=alert(1)>", "چای سبز", ""];

    private static readonly string[] Sources = ["Direct", "Google", "Newsletter", "Mastodon"];

    public static string Answer(string report, IQueryCollection query) => report switch
    {
        "revenue" => Revenue(query["by"]),
        "rfm" => query["show"] == "buyers" ? Buyers(query["group"]) : Rfm(),
        "carts" => Carts,
        "engagement" => Engagement(query["show"]),
        "costs" => Costs,
        _ => Filtered,
    };

    private static string Report(string name, string columns, IEnumerable<string> rows, string totals = "null", string notes = "") =>
        $$"""{"report":"{{name}}",{{CannedReports.Range}},"columns":[{{columns}}],"rows":[{{string.Join(',', rows)}}],"totals":{{totals}},"notes":[{{notes}}]}""";

    private static string Sums(decimal revenue, int orders) => string.Create(CultureInfo.InvariantCulture,
        $"\"revenue\":{revenue},\"currency\":\"EUR\",\"sales\":{revenue + 120},\"refunded\":120,\"refunds\":3,\"orders\":{orders},\"items\":{orders * 2},\"average_order\":{decimal.Round((revenue + 120) / orders, 4)},\"buyers\":{orders - 40},\"repeat_rate\":0.18,\"between_orders_median\":1036800,\"visitors\":{orders * 30},\"revenue_per_visitor\":0.7");

    private static string Revenue(string? by)
    {
        const string Compared = "\"previous\":{\"from\":\"2026-09-28\",\"to\":\"2026-10-25\"},\"filters\":[]";
        var whole = Row("", Sums(12845.5m, 611), Sums(11020m, 640));
        if (by is null)
        {
            return Report("revenue", RevenueColumns, [whole]).Replace("\"filters\":[]", Compared, StringComparison.Ordinal);
        }
        var rows = (by == "product" ? Products : Sources).Select((value, at) =>
            Row($"\"value\":{JsonSerializer.Serialize(value)},", Sums(6400m / (at + 1), 300 / (at + 1)), Sums(5000m, 280)));
        return Report("revenue", $$"""{"name":"value","title":"Value","unit":"text"},{{RevenueColumns}}""", rows, whole);
    }

    private static string Row(string name, string now, string before) => $"{{{name}{now},\"previous\":{{{before}}}}}";

    private static string Rfm() => Report("rfm",
        $$"""{"name":"group","title":"Group","unit":"text"},{"name":"meaning","title":"Meaning","unit":"text"},{"name":"buyers","title":"Buyers","unit":"count"},{"name":"share","title":"Share","unit":"rate"},{"name":"orders","title":"Orders","unit":"count"},{"name":"revenue","title":"Revenue","unit":"money"},{{Money}},{"name":"since_order_median","title":"Since the last order, median","unit":"seconds"}""",
        Groups.Select((group, at) => string.Create(CultureInfo.InvariantCulture, $$"""{"group":"{{group}}","meaning":"…","buyers":{{60 - (at * 5)}},"share":{{(60 - (at * 5)) / 360.0:0.000}},"orders":{{120 - (at * 11)}},"revenue":{{2400 - (at * 210)}},"currency":"EUR","since_order_median":{{86400 * (at + 1)}}}""")),
        """{"group":null,"meaning":null,"buyers":360,"share":1,"orders":684,"revenue":14040,"currency":"EUR","since_order_median":300000}""",
        """{"code":"durable_keys","text":"Only visitors with consent or a user id are counted: 31 % of the visits.","values":{"share":0.31}}""");

    private static string Buyers(string? group) => Report("rfm",
        $$"""{"name":"visitor","title":"Visitor key","unit":"text"},{"name":"group","title":"Group","unit":"text"},{"name":"recency","title":"Recency","unit":"count"},{"name":"frequency","title":"Frequency","unit":"count"},{"name":"monetary","title":"Monetary","unit":"count"},{"name":"orders","title":"Orders","unit":"count"},{"name":"revenue","title":"Revenue","unit":"money"},{{Money}},{"name":"since_order","title":"Since the last order","unit":"seconds"}""",
        Enumerable.Range(0, 3).Select(at => $$"""{"visitor":"1844674407370955{{at}}","group":"{{group ?? Groups[at]}}","recency":{{5 - at}},"frequency":4,"monetary":5,"orders":{{6 - at}},"revenue":{{480 - (at * 90)}},"currency":"EUR","since_order":{{7200 * (at + 1)}}}"""), "{}");

    private static string Engagement(string? show) => show == "winback"
        ? Report("engagement",
            $$"""{"name":"visitor","title":"Visitor key","unit":"text"},{"name":"since_seen","title":"Since last seen","unit":"seconds"},{"name":"visits","title":"Visits","unit":"count"},{"name":"pageviews","title":"Page views","unit":"count"},{"name":"revenue","title":"Revenue","unit":"money"},{{Money}}""",
            ["""{"visitor":"9223372036854775807","since_seen":1900000,"visits":7,"pageviews":31,"revenue":212.5,"currency":"EUR"}"""])
        : Report("engagement",
            """{"name":"value","title":"Visits","unit":"text"},{"name":"visitors","title":"Visitors","unit":"count"},{"name":"share","title":"Share","unit":"rate"},{"name":"visits","title":"Visits","unit":"count"},{"name":"pageviews","title":"Page views","unit":"count"}""",
            ["""{"value":"1","visitors":700,"share":0.7,"visits":700,"pageviews":1400}""", """{"value":"2","visitors":200,"share":0.2,"visits":400,"pageviews":1000}""", """{"value":"6–10","visitors":100,"share":0.1,"visits":730,"pageviews":2100}"""],
            """{"value":null,"visitors":1000,"share":1,"visits":1830,"pageviews":4500}""");

    private const string Carts =
        $$"""
        {"report":"carts",{{CannedReports.Range}},"columns":[{"name":"last_step","title":"Last page","unit":"text"},{"name":"carts","title":"Carts","unit":"count"},{"name":"bought","title":"Bought","unit":"count"},
          {"name":"abandoned","title":"Abandoned","unit":"count"},{"name":"open","title":"Open","unit":"count"},{"name":"abandonment_rate","title":"Abandonment rate","unit":"rate","definition":"Abandoned ÷ (abandoned + bought)."},
          {"name":"value","title":"Value","unit":"money"},{{Money}},{"name":"since_cart_median","title":"Since the cart, median","unit":"seconds"}],
         "rows":[{"last_step":"/demo/checkout","carts":900,"bought":500,"abandoned":380,"open":20,"abandonment_rate":0.4318,"value":7300,"currency":"EUR","since_cart_median":400000},
          {"last_step":"/demo/cart","carts":300,"bought":111,"abandoned":180,"open":9,"abandonment_rate":0.6186,"value":null,"currency":"EUR","since_cart_median":310000}],
         "totals":{"last_step":null,"carts":1200,"bought":611,"abandoned":560,"open":29,"abandonment_rate":0.4782,"value":9900,"currency":"EUR","since_cart_median":380000},"notes":[]}
        """;

    private const string Costs =
        $$"""
        {"report":"costs",{{CannedReports.Range}},"columns":[{"name":"source","title":"source","unit":"text"},{"name":"medium","title":"medium","unit":"text"},{"name":"campaign","title":"campaign","unit":"text"},
          {"name":"matched","title":"Matched","unit":"text"},{"name":"impressions","title":"Impressions","unit":"count"},{"name":"clicks","title":"Clicks","unit":"count"},{"name":"cost","title":"Cost","unit":"money"},
          {"name":"cost_currency","title":"Currency of the cost","unit":"text"},{"name":"visits","title":"Visits","unit":"count"},{"name":"conversions","title":"Conversions","unit":"count"},{"name":"revenue","title":"Revenue","unit":"money"},{{Money}},
          {"name":"cpc","title":"Cost per click","unit":"money"},{"name":"cpm","title":"Cost per 1,000 impressions","unit":"money"},{"name":"ctr","title":"Click rate","unit":"rate"},{"name":"cpa","title":"Cost per conversion","unit":"money"},{"name":"roas","title":"Return on ad spend","unit":"ratio","definition":"Revenue ÷ cost."}],
         "rows":[{"source":"google","medium":"cpc","campaign":"autumn","matched":"both","impressions":40000,"clicks":1200,"cost":640.5,"cost_currency":"EUR","visits":1104,"conversions":61,"revenue":2810,"currency":"EUR","cpc":0.5337,"cpm":16.0125,"ctr":0.03,"cpa":10.5,"roas":4.39},
          {"source":"bing","medium":"cpc","campaign":"autumn","matched":"both","impressions":null,"clicks":300,"cost":120,"cost_currency":"USD","visits":280,"conversions":9,"revenue":310,"currency":"EUR","cpc":0.4,"cpm":null,"ctr":null,"cpa":13.33,"roas":null},
          {"source":"google","medium":"cpc","campaign":"autum","matched":"cost only","impressions":900,"clicks":12,"cost":6.5,"cost_currency":"EUR","visits":0,"conversions":0,"revenue":0,"currency":"EUR","cpc":0.54,"cpm":7.2,"ctr":0.013,"cpa":null,"roas":0},
          {"source":"newsletter","medium":"email","campaign":"november","matched":"visits only","impressions":null,"clicks":null,"cost":null,"cost_currency":"","visits":410,"conversions":33,"revenue":1240,"currency":"EUR","cpc":null,"cpm":null,"ctr":null,"cpa":null,"roas":null}],
         "totals":{"source":null,"medium":null,"campaign":null,"matched":null,"impressions":40900,"clicks":1512,"cost":null,"cost_currency":"","visits":1794,"conversions":103,"revenue":4360,"currency":"EUR","cpc":null,"cpm":null,"ctr":null,"cpa":null,"roas":null},
         "notes":[{"code":"other_currencies","text":"Some costs are in another currency than the site's.","values":{"currencies":"USD","currency":"EUR"} }]}
        """;

    private const string Filtered =
        $$"""
        {"report":"filtered",{{CannedReports.Range}},"columns":[{"name":"class","title":"Class","unit":"text"},{"name":"kind","title":"Kind of bot","unit":"text"},{"name":"reason","title":"Reasons","unit":"text"},
          {"name":"hits","title":"Hits","unit":"count","definition":"Stored hits of the range, engagement beacons included."},{"name":"share","title":"Share","unit":"rate"},{"name":"visits","title":"Visits","unit":"count"}],
         "rows":[{"class":"human","kind":"","reason":"","hits":120400,"share":0.86,"visits":21094},{"class":"bot","kind":"crawler","reason":"isbot","hits":13800,"share":0.0986,"visits":4100},
          {"class":"suspected","kind":"","reason":"no-hints,datacentre","hits":4500,"share":0.0321,"visits":610},{"class":"bot","kind":"headless","reason":"headless","hits":800,"share":0.0057,"visits":90},
          {"class":"internal","kind":"","reason":"internal-network","hits":500,"share":0.0036,"visits":31}],
         "totals":{"class":null,"kind":null,"reason":null,"hits":140000,"share":1,"visits":25925},"notes":[]}
        """;
}
