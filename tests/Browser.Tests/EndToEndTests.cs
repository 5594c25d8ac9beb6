using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Shared;
using static Browser.Tests.Screenshots;

namespace Browser.Tests;

/// <summary>
/// From a click in the demo shop to the numbers, through the real program:
/// dotnet build src/Collector -c Release; dotnet test tests/Browser.Tests -c Release --filter EndToEndTests
/// </summary>
[Collection(ChromeGroup.Name)]
public sealed class EndToEndTests(Chrome chrome)
{
    private const string Site = "demo.local";

    /// <summary>How long the visitor reads the product page, in ms.</summary>
    private const int Reading = 6_000;

    /// <summary>The promise: a hit is in every report within 2 s of its acknowledgement.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    [EndToEndFact]
    public async Task A_purchase_in_the_demo_shop_is_in_the_reports_within_two_seconds()
    {
        await using var collector = await RunningCollector.StartAsync(Site);
        await collector.PostAsync("goals", new { name = "Bought", type = "event", value = "Purchase" }, Site);
        await using var context = await chrome.ContextAsync();
        var page = await context.NewPageAsync();
        // The promise is of a collector at work, not of its first seconds.
        await Task.WhenAll(((string[])["overview", "breakdown", "goals"]).Select(report => collector.ReportAsync(report, report == "breakdown" ? "&by=page" : "", Site)));

        var read = await BuyTeapotAsync(page, collector.Address);

        // The reports one by one, within the time that the promise gives all of them.
        var since = Stopwatch.StartNew();
        var overview = await UntilAsync(since, () => collector.ReportAsync("overview", site: Site), row => row.GetProperty("pageviews").GetInt64() == 5 && row.GetProperty("revenue").GetDecimal() == 48m);
        var product = await UntilAsync(
            since, () => collector.ReportAsync("breakdown", "&by=page&filter=page%3D%3D%2Fdemo%2Fproduct%2Fteapot", Site), row => row.GetProperty("dwell_time").ValueKind == JsonValueKind.Number);
        var goal = await UntilAsync(since, () => collector.ReportAsync("goals", site: Site), row => row.GetProperty("conversions").GetInt64() == 1);
        var funnel = await collector.ReportAsync("funnel", "&step=page:/demo/product*&step=event:AddToCart&step=event:Purchase&window=1d&order=ordered&unit=visitor", Site);

        Assert.Equal(1, overview.GetProperty("visitors").GetInt64());
        Assert.Equal(1, overview.GetProperty("visits").GetInt64());
        Assert.InRange(product.GetProperty("dwell_time").GetDouble(), read.TotalSeconds * 0.95, read.TotalSeconds * 1.05);
        Assert.Equal("Bought", goal.GetProperty("name").GetString());
        Assert.Equal(1, goal.GetProperty("conversion_rate_visitors").GetDouble());
        Assert.Equal([1L, 1L, 1L], funnel.GetProperty("rows").EnumerateArray().Select(step => step.GetProperty("entered").GetInt64()));
    }

    [EndToEndFact]
    public async Task The_dashboard_shows_what_was_just_bought()
    {
        await using var collector = await RunningCollector.StartAsync(Site);
        await collector.PostAsync("funnels", new { name = "Buy", steps = (string[])["page:/demo/product*", "event:AddToCart", "event:Purchase"], window = "1d", order = "ordered", unit = "visitor" }, Site);
        await using var context = await chrome.ContextAsync(1280, 1500);
        var page = await context.NewPageAsync();
        await BuyTeapotAsync(page, collector.Address);
        await UntilAsync(Stopwatch.StartNew(), () => collector.ReportAsync("overview", site: Site), row => row.GetProperty("revenue").GetDecimal() == 48m, TimeSpan.FromSeconds(20));

        await page.AddInitScriptAsync($"sessionStorage.setItem('collector-key', '{RunningCollector.AdminKey}')");
        await page.GotoAsync($"{collector.Address}/demo.local?period=today");
        await Assertions.Expect(page.Locator(".pages tbody tr")).ToHaveCountAsync(5);
        await ShotAsync(page, "dashboard-real");
        await page.GetByRole(AriaRole.Link, new() { Name = "Funnels" }).ClickAsync();
        await Assertions.Expect(page.Locator(".steps tbody tr").Last).ToContainTextAsync("1––100.0%100.0%");
    }

    [EndToEndFact]
    public async Task The_script_at_the_address_that_nobody_can_guess_sends_its_events_there()
    {
        await using var collector = await RunningCollector.StartAsync(Site);
        using var site = JsonDocument.Parse(await collector.Client.GetStringAsync(new Uri($"/api/v1/sites/{Site}", UriKind.Relative)));
        var word = site.RootElement.GetProperty("script_path").GetString();
        await using var context = await chrome.ContextAsync();
        var page = await context.NewPageAsync();
        await page.RouteAsync("**/blank", route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"<script defer src=\"/{word}.core.js\" data-site=\"{Site}\"></script>" }));

        var answer = await page.RunAndWaitForResponseAsync(() => page.GotoAsync($"{collector.Address}/blank"), response => response.Request.Method == "POST");

        Assert.Equal((202, $"{collector.Address}/{word}"), (answer.Status, answer.Url));
        Assert.Equal("stored", answer.Headers["x-collect"]);
    }

    [EndToEndFact]
    public async Task A_site_whose_name_is_as_long_as_such_an_address_keeps_its_dashboard()
    {
        const string Long = "abcdefghijkl.com";
        await using var collector = await RunningCollector.StartAsync(Long);
        using var answer = await collector.Client.GetAsync(new Uri("/" + Long, UriKind.Relative));

        // The page that asks to sign in.
        Assert.Equal((16, HttpStatusCode.Unauthorized, "text/html"), (Long.Length, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    /// <summary>Visits the shop, reads the product page and buys; returns once the purchase is acknowledged.</summary>
    /// <returns>How long the product page was in front, by the page's own clock.</returns>
    private static async Task<TimeSpan> BuyTeapotAsync(IPage page, string address)
    {
        await page.GotoAsync($"{address}/demo/");
        await page.GetByRole(AriaRole.Link, new() { Name = "See the Morning Pot" }).ClickAsync();
        await page.WaitForTimeoutAsync(Reading);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        var read = await page.EvaluateAsync<double>("() => performance.now() - performance.getEntriesByType('navigation')[0].domInteractive");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cart" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to checkout" }).ClickAsync();
        var acknowledged = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Buy now" }).ClickAsync(),
            response => response.Request.PostData?.Contains("\"Purchase\"", StringComparison.Ordinal) == true);
        Assert.Equal(202, acknowledged.Status);
        return TimeSpan.FromMilliseconds(read);
    }

    /// <summary>Asks until the first row is as promised or the time is over (the promised one when no other is given); the last answer is asserted either way.</summary>
    private static async Task<JsonElement> UntilAsync(Stopwatch since, Func<Task<JsonElement>> ask, Func<JsonElement, bool> asPromised, TimeSpan? limit = null)
    {
        while (true)
        {
            var report = await ask();
            var rows = report.GetProperty("rows");
            if (rows.GetArrayLength() > 0 && asPromised(rows[0]))
            {
                return rows[0];
            }
            Assert.True(since.Elapsed < (limit ?? Promise), $"Not in the report after {since.Elapsed.TotalSeconds:F1} s: {rows}");
            await Task.Delay(Between);
        }
    }
}
