using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Browser.Tests;

/// <summary>Serves the built dashboard, with the strict headers of the product, and a report API that answers from a table.</summary>
internal sealed class CannedApi : IAsyncDisposable
{
    public const string Key = "canned-key";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private readonly WebApplication _app;

    private CannedApi(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>No hits at all.</summary>
    public bool Empty { get; set; }

    /// <summary>No funnel saved.</summary>
    public bool NoFunnel { get; set; }

    /// <summary>Status code of all reports; 200 answers them.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Report requests, path and query.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<CannedApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var api = new CannedApi(app);
        app.MapGet("/api/v1/sites", api.Sites);
        app.MapGet("/api/v1/sites/{site}/funnels", () => api.NoFunnel ? "[]" : """[{"id":1,"name":"Buy a teapot"}]""");
        app.MapGet("/api/v1/sites/{site}/reports/{report}", api.Report);
        app.MapGet("/{**path}", Dashboard);
        await app.StartAsync();
        api.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static IResult Dashboard(HttpContext context, string? path)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        var file = Path.Combine(Repository.Assets, "dashboard", path ?? "");
        file = File.Exists(file) ? file : Path.Combine(Repository.Assets, "dashboard", "index.html");
        new FileExtensionContentTypeProvider().TryGetContentType(file, out var type);
        return Results.File(file, type);
    }

    private IResult Sites(HttpContext context) =>
        context.Request.Headers.Authorization != $"Bearer {Key}"
            ? Results.Problem(statusCode: 401, title: "Sign in first.")
            : Results.Text("""[{"name":"demo.local","timezone":"Europe/Berlin","currency":"EUR"},{"name":"example.com"}]""", "application/json");

    private IResult Report(HttpContext context, string report)
    {
        lock (Asked)
        {
            Asked.Add(context.Request.Path + context.Request.QueryString);
        }
        if (Status != 200)
        {
            return Results.Problem(statusCode: Status, title: "No answer", detail: "The database is starting. Try again in a moment.");
        }
        var query = context.Request.Query;
        var json = report switch
        {
            "overview" => Overview(query["period"] == "today"),
            "timeseries" => Series(query["metrics"].ToString()),
            "breakdown" => query["by"] == "page" ? Pages : Sources,
            "funnel" => Funnel,
            _ => "{}",
        };
        return Results.Text(Empty && report != "overview" ? Bare(report) : json, "application/json");
    }

    private static string Bare(string report) =>
        $$"""{"report":"{{report}}","site":"demo.local","from":"2026-10-26","to":"2026-11-22","timezone":"Europe/Berlin","filters":[],"columns":[],"rows":[],"notes":[]}""";

    private string Overview(bool today) =>
        $$"""
        {"report":"overview","site":"demo.local","from":"2026-10-26","to":"2026-11-22","timezone":"Europe/Berlin","filters":[],
         "columns":[
          {"name":"visitors","title":"Visitors","unit":"count","definition":"Distinct visitor keys with an event in the range. Keys without consent live one day."},
          {"name":"visits","title":"Visits","unit":"count","definition":"Visits that began in the range."},
          {"name":"pageviews","title":"Page views","unit":"count","definition":"Page views in the range."},
          {"name":"views_per_visit","title":"Views per visit","unit":"ratio","definition":"Page views of the counted visits ÷ visits."},
          {"name":"bounce_rate","title":"Bounce rate","unit":"rate","definition":"Visits with one page view, less than 10 s engaged and no interactive event ÷ visits."},
          {"name":"visit_duration","title":"Visit duration","unit":"seconds","definition":"Mean time from a visit's first to its last event."},
          {"name":"dwell_time","title":"Dwell time","unit":"seconds","definition":"Engaged time ÷ page views that reported."},
          {"name":"dwell_coverage","title":"Dwell coverage","unit":"rate"},
          {"name":"revenue","title":"Revenue","unit":"money","definition":"Sum of the values of events in the site's currency."},
          {"name":"currency","title":"Currency","unit":"text"}],
         "rows":[{{(Empty ? """{"visitors":0,"visits":0,"pageviews":0,"views_per_visit":null,"bounce_rate":null,"visit_duration":null,"dwell_time":null,"dwell_coverage":null,"revenue":0,"currency":"EUR"}"""
            : today ? """{"visitors":61,"visits":64,"pageviews":189}"""
            : """{"visitors":18412,"visits":21094,"pageviews":58210,"views_per_visit":2.76,"bounce_rate":0.412,"visit_duration":154.2,"dwell_time":47.3,"dwell_coverage":0.93,"revenue":12845.5,"currency":"EUR","previous":{"visitors":16811,"visits":19102,"pageviews":55210,"views_per_visit":2.89,"bounce_rate":0.431,"visit_duration":149.9,"dwell_time":48.8,"dwell_coverage":0.92,"revenue":11020.0,"currency":"EUR"}}""")}}],
         "notes":[{{(Empty ? "" : """{"code":"visitor_days","text":"Visitors are visitor-days here: 4 % of the visits carry a key that lives longer than a day."}""")}}]}
        """;

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
             "columns":[{"name":"time","title":"Time","unit":"time"},{"name":"{{metric}}","title":"{{(metric == "visitors" ? "Visitors" : "Page views")}}","unit":"count"}],
             "rows":[{{string.Join(',', rows)}}],"notes":[]}
            """;
    }

    private const string Pages =
        """
        {"report":"breakdown","site":"demo.local","from":"2026-10-26","to":"2026-11-22","timezone":"Europe/Berlin","filters":[],
         "columns":[{"name":"value","title":"Page","unit":"text"},{"name":"visitors","title":"Visitors","unit":"count"},{"name":"pageviews","title":"Page views","unit":"count"},{"name":"dwell_time","title":"Dwell time","unit":"seconds"}],
         "rows":[{"value":"/demo/","visitors":9120,"pageviews":14300,"dwell_time":21.4},{"value":"/demo/product/teapot","visitors":5210,"pageviews":7010,"dwell_time":64.2},
          {"value":"/demo/guide","visitors":4033,"pageviews":4871,"dwell_time":131.8},{"value":"/demo/product/assam","visitors":3120,"pageviews":3804,"dwell_time":48.0},
          {"value":"/demo/cart","visitors":1480,"pageviews":2107,"dwell_time":18.9},{"value":"/demo/a/very/long/address/that/goes/on/and/on/until/nobody/can/read/it/any/more?really","visitors":702,"pageviews":801,"dwell_time":null},
          {"value":"<b>not bold</b>","visitors":12,"pageviews":14,"dwell_time":3.25}],"notes":[]}
        """;

    private const string Sources =
        """
        {"report":"breakdown","site":"demo.local","from":"2026-10-26","to":"2026-11-22","timezone":"Europe/Berlin","filters":[],
         "columns":[{"name":"value","title":"Source","unit":"text"},{"name":"visitors","title":"Visitors","unit":"count"},{"name":"visits","title":"Visits","unit":"count"},{"name":"bounce_rate","title":"Bounce rate","unit":"rate"}],
         "rows":[{"value":"Direct","visitors":7211,"visits":8010,"bounce_rate":0.44},{"value":"Google","visitors":6032,"visits":6704,"bounce_rate":0.39},
          {"value":"Newsletter","visitors":2210,"visits":2901,"bounce_rate":0.22},{"value":"DuckDuckGo","visitors":904,"visits":1002,"bounce_rate":0.41},
          {"value":"Mastodon","visitors":410,"visits":466,"bounce_rate":0.61}],"notes":[]}
        """;

    private const string Funnel =
        """
        {"report":"funnel","site":"demo.local","from":"2026-10-26","to":"2026-11-22","timezone":"Europe/Berlin","filters":[],
         "columns":[{"name":"step","title":"Step","unit":"count"},{"name":"name","title":"Name","unit":"text"},{"name":"entered","title":"Entered","unit":"count"}],
         "rows":[{"step":1,"name":"page:/demo/product*","entered":8120,"converted":2034,"dropped":6086,"rate_from_previous":1,"rate_from_first":1,"median_seconds":null,"p90_seconds":null},
          {"step":2,"name":"event:AddToCart","entered":2034,"converted":611,"dropped":1423,"rate_from_previous":0.2505,"rate_from_first":0.2505,"median_seconds":52,"p90_seconds":300},
          {"step":3,"name":"event:Purchase","entered":611,"converted":611,"dropped":0,"rate_from_previous":0.3004,"rate_from_first":0.0752,"median_seconds":184,"p90_seconds":900}],"notes":[]}
        """;
}
