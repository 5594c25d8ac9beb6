using System.Diagnostics;
using System.Text.Json;
using Analytics.Http;
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

    /// <summary>Token of the shared link.</summary>
    public const string Share = "canned-share";

    private readonly WebApplication _app;

    private CannedApi(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>No hits at all.</summary>
    public bool Empty { get; set; }

    /// <summary>Status code of the list of sites and of who asks; 200 answers them.</summary>
    public int SitesStatus { get; set; } = 200;

    /// <summary>Status code of deleting a segment.</summary>
    public int SegmentStatus { get; set; } = 204;

    /// <summary>Requests of a site, its keys and the account wait for it, at most four at a time: a browser has six connections to a host. Null lets all through.</summary>
    public Task? Held { get; set; }

    private int _waiting;

    /// <summary>Everything of a site, its keys and the account fails.</summary>
    public bool Broken { get; set; }

    /// <summary>The sites, as JSON.</summary>
    public string Sites { get; set; } = """[{"name":"demo.local","timezone":"Europe/Berlin","currency":"EUR"},{"name":"example.com"}]""";

    /// <summary>Who looks, as JSON.</summary>
    public string Looker { get; private set; } = LookerOf("key", "owner");

    /// <summary>The saved funnels.</summary>
    public CannedFunnels Funnels { get; } = new();

    /// <summary>The saved segments, as JSON.</summary>
    public string Segments { get; private set; } = """[{"id":7,"name":"Phones in Germany","filters":["country==DE","device==mobile"]}]""";

    /// <summary>What the Settings tab reads and changes.</summary>
    public CannedSettings Settings { get; } = new();

    /// <summary>Status code of all reports; 200 answers them.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Report requests, path and query.</summary>
    private List<string> Asked { get; } = [];

    /// <summary>The report requests with a text in path or query.</summary>
    public IReadOnlyList<string> AskedFor(string text)
    {
        lock (Asked)
        {
            return [.. Asked.Where(asked => asked.Contains(text, StringComparison.Ordinal))];
        }
    }

    /// <summary>Waits at most five seconds for a report request: the page shows a choice before it asks for its numbers.</summary>
    /// <param name="text">In path or query.</param>
    /// <param name="like">What else is true of the request.</param>
    public async Task IsAskedAsync(string text, Predicate<string>? like = null)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(5); await Task.Delay(20))
        {
            if (AskedFor(text).Any(asked => like is null || like(asked)))
            {
                return;
            }
        }
        Assert.Fail($"No such report was asked for with \"{text}\", but:\n{string.Join('\n', AskedFor(text))}");
    }

    /// <summary>From now on somebody else looks: a user, key or share, with a role for all sites.</summary>
    public void IsLookedAtBy(string kind, string role) => Looker = LookerOf(kind, role);

    public static async Task<CannedApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var api = new CannedApi(app);
        app.Use(api.HoldOrBreakAsync);
        app.MapGet("/api/v1/session", (HttpContext context) => api.Known(context, api.Looker));
        app.MapGet("/api/v1/sites", (HttpContext context) => api.Known(context, api.Sites));
        app.MapPost("/api/v1/sites", api.AddSiteAsync);
        app.MapGet("/api/v1/sites/{site}/segments", () => Results.Text(api.Segments, "application/json"));
        app.MapPost("/api/v1/sites/{site}/segments", api.AddSegmentAsync);
        app.MapDelete("/api/v1/sites/{site}/segments/{id:int}", api.RemoveSegment);
        api.Funnels.Map(app);
        app.MapGet("/api/v1/sites/{site}/reports/{report}", api.Report);
        api.Settings.Map(app);
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

    private static string LookerOf(string kind, string role) => $$"""{"name":"{{kind}} {{role}}","kind":"{{kind}}","role":"{{role}}","sites":{},"needs_password":false,"codes":false}""";

    private static IResult Dashboard(HttpContext context, string? path)
    {
        context.Response.Headers.ContentSecurityPolicy = PageHeaders.Policy;
        var file = Path.Combine(TestFiles.Assets, "dashboard", path ?? "");
        file = File.Exists(file) ? file : Path.Combine(TestFiles.Assets, "dashboard", "index.html");
        new FileExtensionContentTypeProvider().TryGetContentType(file, out var type);
        return Results.File(file, type);
    }

    private async Task HoldOrBreakAsync(HttpContext context, RequestDelegate next)
    {
        var isOfSite = new[] { "/api/v1/sites/", "/api/v1/keys", "/api/v1/account", "/privacy.json", "/snippet.json" }.Any(path => context.Request.Path.Value!.StartsWith(path, StringComparison.Ordinal));
        if (isOfSite && Held is { } held)
        {
            if (Interlocked.Increment(ref _waiting) <= 4)
            {
                await held;
            }

            Interlocked.Decrement(ref _waiting);
        }
        await (isOfSite && Broken ? Results.Problem(statusCode: 503, type: "/problems/database-unavailable", title: "No answer", detail: "The database is starting.").ExecuteAsync(context) : next(context));
    }

    /// <summary>An answer for who has the key, or follows the shared link.</summary>
    private IResult Known(HttpContext context, string answer) =>
        context.Request.Headers.Authorization != $"Bearer {Key}" && context.Request.Headers.Authorization != $"Share {Share}" ? Results.Problem(statusCode: 401, title: "Sign in first.")
        : SitesStatus != 200 ? Results.Problem(statusCode: SitesStatus, title: "No answer")
        : Results.Text(answer, "application/json");

    private async Task<IResult> AddSiteAsync(HttpRequest request)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        Sites = $"[{body.GetRawText()}]";
        return Results.Text(body.GetRawText(), "application/json", statusCode: 201);
    }

    private IResult RemoveSegment()
    {
        if (SegmentStatus != 204)
        {
            return Results.Problem(statusCode: SegmentStatus, type: "/problems/catalog-unavailable", title: "The settings cannot be read now", detail: "The file is busy.");
        }
        Segments = "[]";
        return Results.NoContent();
    }

    private async Task<IResult> AddSegmentAsync(HttpRequest request)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        var segment = $$"""{"id":8,"name":{{body.GetProperty("name").GetRawText()}},"filters":{{body.GetProperty("filters").GetRawText()}}}""";
        Segments = $"[{segment}]";
        return Results.Text(segment, "application/json", statusCode: 201);
    }

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
        return context.Request.Headers.Accept == "text/csv"
            ? Results.Text("value,visitors\r\n", "text/csv")
            : Results.Text(CannedReports.Answer(report, context.Request.Query, Empty), "application/json");
    }
}

