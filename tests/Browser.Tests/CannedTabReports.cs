using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Browser.Tests;

/// <summary>The canned answers of the tabs beside the Overview: funnels, retention, journeys, attribution.</summary>
internal static class CannedTabReports
{
    private const string Range = "\"site\":\"demo.local\",\"from\":\"2026-10-26\",\"to\":\"2026-11-22\",\"timezone\":\"Europe/Berlin\",\"filters\":[]";

    private const string VisitorDays = """{"code":"visitor_days","text":"A cookieless visitor's key lives one day: only visitors with consent or a user id can go on the next day."}""";

    private static readonly string[] Models = ["first", "last", "last_non_direct", "linear", "position", "time_decay"];

    public static string Answer(string report, IQueryCollection query) => report switch
    {
        "funnel" => Funnel(query["by"].ToString(), query.ContainsKey("compare")),
        "funnel_trend" => Report(report, "time,entered,rate_from_first", string.Join(',', Enumerable.Range(0, 28).Select(Trend))),
        "funnel_next" => Report(report, "kind,value,dropped,share", Next),
        "funnel_people" => Report(report, "visitor,began_at,step_at,deepest", People, """{"code":"cookieless","text":"1384 of 1423 are not listed: a cookieless key lives one day and must not follow a person."}"""),
        "retention" => Report(report, "cohort,offset,size,returned,rate,revenue,currency,revenue_rate", string.Join(',', Retention()),
            """{"code":"durable_keys","text":"Only visitors with a durable key (user id or consent) are counted: 11.9 % of the visits."}""", """{"cohort":null,"offset":null,"size":1000,"returned":400,"rate":0.4}"""),
        "attribution" => Attribution(),
        "journeys" => Report(report, "step,from,to,visits,share", query.ContainsKey("end") ? Backward : Forward, "", """{"step":null,"from":null,"to":null,"visits":1000,"share":1}"""),
        _ => "{}",
    };

    private static string Report(string report, string columns, string rows, string notes = "", string totals = "null")
    {
        var names = columns.Split(',').Select(name => $$"""{"name":"{{name}}","title":"{{name}}","unit":"text"}""");
        return $$"""{"report":"{{report}}",{{Range}},"columns":[{{string.Join(',', names)}}],"rows":[{{rows}}],"totals":{{totals}},"notes":[{{notes}}]}""";
    }

    private static string Funnel(string by, bool compared)
    {
        string[] values = by.Length == 0 ? [""] : ["Google", "Direct", "راهنمای چای"];
        var rows = values.SelectMany((value, at) => new[]
        {
            Step(value, 1, "page:/demo/product*", 8120 >> at, 2034 >> at, "null,\"rate_from_first\":1,\"median_seconds\":null", compared),
            Step(value, 2, "event:AddToCart", 2034 >> at, 611 >> at, "0.2505,\"rate_from_first\":0.2505,\"median_seconds\":52", compared),
            Step(value, 3, "event:Purchase", 611 >> at, 611 >> at, "0.3004,\"rate_from_first\":0.0752,\"median_seconds\":184", compared),
        });
        return Report("funnel", "value,step,name,entered,converted,dropped", string.Join(',', rows), VisitorDays);
    }

    private static string Step(string value, int step, string name, int entered, int converted, string rates, bool compared)
    {
        var previous = compared ? ",\"previous\":{\"rate_from_first\":0.069}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $$"""{"value":"{{value}}","step":{{step}},"name":"{{name}}","entered":{{entered}},"converted":{{converted}},"dropped":{{entered - converted}},"rate_from_previous":{{rates}}{{previous}}}""");
    }

    private static string Trend(int day) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"time":"{{new DateOnly(2026, 10, 26).AddDays(day):yyyy-MM-dd}}","entered":{{280 + day}},"rate_from_first":{{0.06 + (day % 5 * 0.008):0.000}}}""");

    private const string Next =
        """
        {"kind":"page","value":"/demo/cart","dropped":702,"share":0.4933},
        {"kind":"exit","value":null,"dropped":480,"share":0.3373},
        {"kind":"event","value":"<i>Share</i>","dropped":241,"share":0.1694}
        """;

    private const string People = """{"visitor":"00c2eb655a8343c4","began_at":"2026-11-20T22:33:10+01:00","step_at":"2026-11-20T22:34:02+01:00","deepest":2}""";

    /// <summary>Four weeks; the last is not over.</summary>
    private static IEnumerable<string> Retention() =>
        from cohort in Enumerable.Range(0, 4)
        from later in Enumerable.Range(0, 4 - cohort)
        let size = 400 - (100 * cohort)
        let rate = later == 0 ? 1 : 0.32 - (0.1 * later)
        let cells = cohort + later == 3 ? "\"returned\":null,\"rate\":null,\"revenue\":null,\"currency\":\"EUR\",\"revenue_rate\":null"
            : string.Create(CultureInfo.InvariantCulture, $"\"returned\":{size * rate:0},\"rate\":{rate:0.00},\"revenue\":{size * rate:0.0},\"currency\":\"EUR\",\"revenue_rate\":{rate:0.00}")
        select $$"""{"cohort":"{{new DateOnly(2026, 10, 26).AddDays(7 * cohort):yyyy-MM-dd}}","offset":{{later}},"size":{{size}},{{cells}}}""";

    /// <summary>Sixteen conversions in each column.</summary>
    private static string Attribution()
    {
        string Line(string value, double[] shares) => $$"""{"value":"{{value}}",{{string.Join(',', Models.Select((model, at) => string.Create(CultureInfo.InvariantCulture, $"\"conversions_{model}\":{shares[at]},\"revenue_{model}\":{shares[at] * 20}")))}},"currency":"EUR"}""";
        var rows = string.Join(',', Line("Google", [8, 6, 8, 7.25, 7.1, 6.5]), Line("Direct", [4, 6, 2, 4.75, 4.9, 5.25]), Line("Newsletter", [4, 4, 6, 4, 4, 4.25]));
        return Report("attribution", "value," + string.Join(',', Models.Select(model => "conversions_" + model)), rows, VisitorDays, Line("", [16, 16, 16, 16, 16, 16]).Replace("\"value\":\"\"", "\"value\":null", StringComparison.Ordinal));
    }

    private const string Forward =
        """
        {"step":1,"from":"/demo/","to":"/demo/product/teapot","visits":420,"share":0.42},
        {"step":1,"from":"/demo/","to":"exit","visits":380,"share":0.38},
        {"step":1,"from":"/blog/راهنمای-چای","to":"/demo/product/teapot","visits":150,"share":0.15},
        {"step":1,"from":"other","to":"exit","visits":50,"share":0.05},
        {"step":2,"from":"/demo/product/teapot","to":"/demo/cart","visits":300,"share":0.3},
        {"step":2,"from":"/demo/product/teapot","to":"exit","visits":200,"share":0.2},
        {"step":2,"from":"/demo/product/teapot","to":"<b>other</b>","visits":70,"share":0.07}
        """;

    private const string Backward =
        """
        {"step":1,"from":"/demo/cart","to":"event:Purchase","visits":800,"share":0.8},
        {"step":1,"from":"entry","to":"event:Purchase","visits":200,"share":0.2},
        {"step":2,"from":"/demo/product/teapot","to":"/demo/cart","visits":800,"share":0.8}
        """;
}
