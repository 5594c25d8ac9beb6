using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Browser.Tests;

/// <summary>The answers of the canned API: a shop's four weeks, with what visitors may send in any script.</summary>
internal static class CannedReports
{
    internal const string Range = "\"site\":\"demo.local\",\"from\":\"2026-10-26\",\"to\":\"2026-11-22\",\"timezone\":\"Europe/Berlin\",\"filters\":[]";

    private static readonly Dictionary<string, string> Units = new()
    {
        ["bounce_rate"] = "rate",
        ["dwell_time"] = "seconds",
    };

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["page"] =
        [
            "/demo/", "/demo/product/teapot", "/demo/guide", "/demo/product/assam", "/blog/راهنمای-چای", "<b>not bold</b>",
            "/demo/a/very/long/address/that/goes/on/and/on/until/nobody/can/read/it/any/more?really",
            "/demo/cart", "/demo/checkout", "/demo/thanks",
        ],
        ["channel"] = ["Organic Search", "Direct", "Email", "Referral"],
        ["source"] = ["Direct", "Google", "Newsletter", "DuckDuckGo", "Mastodon"],
        ["country"] = ["DE", "US", "IR", "AM", "MY", "SG", "", "JP", "BR", "CA"],
        ["device"] = ["mobile", "desktop", "tablet"],
        ["event"] = ["Signup", "Outbound", "Download"],
        ["property"] = ["plan", "url", "<i>key</i>"],
        ["prop.plan"] = ["pro", "free"],
        ["prop.url"] = ["https://wiki.example/tea", "https://shop.example/"],
    };

    public static string Answer(string report, IQueryCollection query, bool empty) => report switch
    {
        "overview" => Overview(query["period"] == "today", empty),
        "live" => empty ? Live.Replace("23", "0", StringComparison.Ordinal) : Live,
        _ when empty => $$"""{"report":"{{report}}",{{Range}},"columns":[],"rows":[],"notes":[]}""",
        "timeseries" => Series(query["metrics"].ToString()),
        "breakdown" => Breakdown(query["by"].ToString(), query["metrics"].ToString().Split(','), Whole(query["offset"], 0), Whole(query["limit"], 100), query.ContainsKey("compare")),
        "vitals" => Vitals(query["by"].ToString(), query["vital"].ToString()),
        "goals" => Goals,
        "revenue" or "rfm" or "carts" or "engagement" or "costs" or "filtered" => CannedSales.Answer(report, query),
        _ => CannedTabReports.Answer(report, query),
    };

    private static int Whole(string? text, int otherwise) => text is null ? otherwise : int.Parse(text, CultureInfo.InvariantCulture);

    private static string Overview(bool today, bool empty) =>
        $$"""
        {"report":"overview","site":"demo.local","from":"2026-10-26","to":"2026-11-22","timezone":"Europe/Berlin","previous":{"from":"2026-09-28","to":"2026-10-25"},"filters":[],
         "columns":[
          {"name":"visitors","title":"Visitors","unit":"count","definition":"Distinct visitor keys with an event in the range. Keys without consent live one day."},
          {"name":"visits","title":"Visits","unit":"count","definition":"Visits that began in the range."},
          {"name":"pageviews","title":"Page views","unit":"count","definition":"Page views in the range."},
          {"name":"views_per_visit","title":"Views per visit","unit":"ratio","definition":"Page views of the counted visits ÷ visits."},
          {"name":"bounce_rate","title":"Bounce rate","unit":"rate","definition":"Visits with one page view, less than 10 s engaged and no interactive event ÷ visits."},
          {"name":"visit_duration","title":"Visit duration","unit":"seconds","definition":"Mean time from a visit's first to its last event."},
          {"name":"dwell_time","title":"Dwell time","unit":"seconds","definition":"Engaged time ÷ page views that reported."},
          {"name":"dwell_coverage","title":"Dwell coverage","unit":"rate"},
          {"name":"conversions","title":"Conversions","unit":"count","definition":"Events that reached a goal of the site."},
          {"name":"revenue","title":"Revenue","unit":"money","definition":"Sum of the values of events in the site's currency."},
          {"name":"currency","title":"Currency","unit":"text"}],
         "rows":[{{(empty ? """{"visitors":0,"visits":0,"pageviews":0,"views_per_visit":null,"bounce_rate":null,"visit_duration":null,"dwell_time":null,"dwell_coverage":null,"revenue":0,"currency":"EUR"}"""
            : today ? """{"visitors":61,"visits":64,"pageviews":189}"""
            : """{"visitors":18412,"visits":21094,"pageviews":58210,"views_per_visit":2.76,"bounce_rate":0.412,"visit_duration":154.2,"dwell_time":47.3,"dwell_coverage":0.93,"conversions":611,"revenue":12845.5,"currency":"EUR","previous":{"visitors":16811,"visits":19102,"pageviews":55210,"views_per_visit":2.89,"bounce_rate":0.431,"visit_duration":149.9,"dwell_time":48.8,"dwell_coverage":0.92,"conversions":640,"revenue":11020.0,"currency":"EUR"}}""")}}],
         "notes":[{{(empty ? "" : """{"code":"visitor_days","text":"Visitors are visitor-days here: 4 % of the visits carry a key that lives longer than a day.","values":{"share":0.04}}""")}}]}
        """;

    /// <summary>Each value has half of the one before.</summary>
    private static string Breakdown(string by, string[] metrics, int offset, int limit, bool compares)
    {
        var columns = metrics.Select(name => $$"""{"name":"{{name}}","title":"{{name}}","unit":"{{Units.GetValueOrDefault(name, "count")}}","definition":"What {{name}} means."}""");
        var rows = Values.GetValueOrDefault(by, ["alpha", "beta"]).Skip(offset).Take(limit).Select((value, at) =>
        {
            var cells = metrics.Select(name => string.Create(CultureInfo.InvariantCulture, $"\"{name}\":{Cell(name, at)}"));
            // The first has grown by more than chance, the others have fallen by what may be chance.
            var before = string.Create(CultureInfo.InvariantCulture, $"\"{metrics[0]}\":{(at == 0 ? 6500 : (7211 >> at) * 1.02m)}");
            var compared = compares ? $$""","previous":{{{before}}},"significance":{"{{metrics[0]}}":{{(at == 0 ? "0.0001" : at == 1 ? "0.4" : "null")}}}""" : "";
            return $$"""{"value":{{JsonSerializer.Serialize(value)}},{{string.Join(',', cells)}}{{compared}}}""";
        });
        return $$"""{"report":"breakdown",{{Range}},"columns":[{"name":"value","title":"Value","unit":"text"},{{string.Join(',', columns)}}],"rows":[{{string.Join(',', rows)}}],"notes":[]}""";
    }

    private static string Cell(string metric, int at) => metric switch
    {
        "bounce_rate" => (0.44 - (at * 0.03)).ToString("0.00", CultureInfo.InvariantCulture),
        "dwell_time" => at == 5 ? "null" : (21.4 + (at * 31)).ToString("0.0", CultureInfo.InvariantCulture),
        _ => (7211 >> at).ToString(CultureInfo.InvariantCulture),
    };

    private static readonly string[] VitalNames = ["lcp", "inp", "cls", "fcp", "ttfb"];

    private const string VitalColumns =
        """
        {"name":"vital","title":"Vital","unit":"text"},{"name":"views","title":"Measured views","unit":"count","definition":"Page views whose browser reported this vital."},
        {"name":"p75","title":"75th percentile","unit":"seconds","definition":"Three quarters were at most this slow."},{"name":"score","title":"CLS","unit":"ratio","definition":"Of CLS."},
        {"name":"good","title":"Good","unit":"rate","definition":"Within the good threshold."},{"name":"needs_improvement","title":"Needs improvement","unit":"rate"},{"name":"poor","title":"Poor","unit":"rate","definition":"Beyond the poor threshold."}
        """;

    /// <summary>LCP middling, INP good, CLS poor; by page the first two pages.</summary>
    private static string Vitals(string by, string vital)
    {
        string Row(string name, double? seconds, double? score, double good, double poor) => string.Create(CultureInfo.InvariantCulture,
            $"\"vital\":\"{name}\",\"views\":800,\"p75\":{seconds?.ToString(CultureInfo.InvariantCulture) ?? "null"},\"score\":{score?.ToString(CultureInfo.InvariantCulture) ?? "null"},\"good\":{good},\"needs_improvement\":{Math.Round(1 - good - poor, 2)},\"poor\":{poor}");
        string Of(string name) => name switch
        {
            "lcp" => Row(name, 2.87, null, 0.61, 0.09),
            "inp" => Row(name, 0.18, null, 0.8, 0.05),
            "cls" => Row(name, null, 0.31, 0.5, 0.3),
            _ => Row(name, 0.9, null, 0.9, 0.02),
        };
        var rows = by.Length == 0
            ? VitalNames.Select(name => $"{{{Of(name)}}}")
            : Values["page"].Take(2).Select(page => $"{{\"value\":\"{page}\",{Of(vital)}}}");
        return $$"""{"report":"vitals",{{Range}},"columns":[{"name":"value","title":"Page","unit":"text"},{{VitalColumns}}],"rows":[{{string.Join(',', rows)}}],"totals":{},"notes":[]}""";
    }

    private static string Series(string metric)
    {
        var rows = Enumerable.Range(0, 28).Select(day =>
        {
            var date = new DateOnly(2026, 10, 26).AddDays(day);
            var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var now = (weekend ? 430 : 690) + (day * 7 % 90) + (day * 5);
            return string.Create(CultureInfo.InvariantCulture, $$$"""{"time":"{{{date:yyyy-MM-dd}}}","{{{metric}}}":{{{now}}},"previous":{"{{{metric}}}":{{{now - 60 - (day * 11 % 70)}}}}}""");
        });
        return $$"""
            {"report":"timeseries","site":"demo.local","from":"2026-10-26","to":"2026-11-22","timezone":"Europe/Berlin","filters":[],
             "columns":[{"name":"time","title":"Time","unit":"time"},{"name":"{{metric}}","title":"{{(metric == "visitors" ? "Visitors" : metric == "revenue" ? "Revenue" : "Page views")}}","unit":"{{(metric == "revenue" ? "money" : "count")}}"}],
             "rows":[{{string.Join(',', rows)}}],"notes":[]}
            """;
    }

    private const string Goals =
        """
        {"report":"goals","site":"demo.local","from":"2026-10-26","to":"2026-11-22","timezone":"Europe/Berlin","filters":[],
         "columns":[{"name":"name","title":"Goal","unit":"text"},{"name":"conversions","title":"Conversions","unit":"count"},{"name":"visitors","title":"Visitors","unit":"count"},
          {"name":"conversion_rate_visitors","title":"Conversion rate by visitor","unit":"rate","definition":"Visitors who reached the goal ÷ visitors."},{"name":"revenue","title":"Revenue","unit":"money"},{"name":"currency","title":"Currency","unit":"text"}],
         "rows":[{"name":"Purchase","conversions":611,"visitors":580,"conversion_rate_visitors":0.0315,"revenue":12845.5,"currency":"EUR"}],"notes":[]}
        """;

    private const string Live =
        """
        {"report":"live","site":"demo.local","from":"2026-11-22","to":"2026-11-22","timezone":"Europe/Berlin","filters":[],
         "columns":[{"name":"section","title":"Section","unit":"text"},{"name":"value","title":"Value","unit":"text"},{"name":"minutes","title":"Minutes","unit":"count"},{"name":"visitors","title":"Visitors","unit":"count"},{"name":"pageviews","title":"Page views","unit":"count"}],
         "rows":[{"section":"window","value":"","minutes":5,"visitors":23,"pageviews":31},{"section":"window","value":"","minutes":30,"visitors":94,"pageviews":160},
          {"section":"minute","value":"14:00:00","minutes":2,"visitors":9,"pageviews":12},{"section":"minute","value":"14:01:00","minutes":1,"visitors":4,"pageviews":5},
          {"section":"feed","value":"/demo/","event":"pageview","source":"Google","country":"DE","device":"mobile","seconds_ago":12},
          {"section":"feed","value":"/demo/guide","event":"<i>Signup</i>","source":"Direct","country":null,"device":"desktop","seconds_ago":75},
          {"section":"country","value":"DE","minutes":30,"visitors":30,"pageviews":41},
          {"section":"page","value":"/demo/","minutes":30,"visitors":40,"pageviews":66},{"section":"source","value":"Google","minutes":30,"visitors":21,"pageviews":30}],"notes":[]}
        """;
}
