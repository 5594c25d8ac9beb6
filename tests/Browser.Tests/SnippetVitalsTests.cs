using System.Text.Json;

namespace Browser.Tests;

/// <summary>What the page and the browser tell of a load: Web Vitals and error pages; the page's own hook; a strict policy.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetVitalsTests(Chrome chrome)
{
    /// <summary>After two frames the browser has told what came before them.</summary>
    private const string TwoFrames = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))";

    [BrowserFact]
    public async Task Web_Vitals_ride_on_the_last_report_of_the_first_view_and_come_once()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("vitals");
        await page.Tab.EvaluateAsync(TwoFrames);
        await page.Tab.ClickAsync("button");
        await page.Tab.EvaluateAsync(TwoFrames);
        await page.RunAsync("hide(); show()");
        var vitals = Assert.Single(await page.Server.WaitForAsync("engagement")).Body.GetProperty("p");
        await page.Tab.EvaluateAsync(TwoFrames);
        await page.RunAsync("hide()");

        Assert.False((await page.Server.WaitForAsync("engagement", 2))[1].Has("p"));
        Assert.InRange(Number(vitals, "ttfb"), 0, 5_000);
        Assert.InRange(Number(vitals, "fcp"), Number(vitals, "ttfb"), 10_000);
        Assert.InRange(Number(vitals, "lcp"), Number(vitals, "fcp"), 10_000);
        Assert.InRange(Number(vitals, "cls"), 0.001, 1);
        Assert.InRange(Number(vitals, "inp"), 80, 5_000);
    }

    [BrowserFact]
    public async Task A_page_that_was_opened_in_the_background_has_no_Web_Vitals()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain?hidden");
        await page.RunAsync("show(); hide()");

        Assert.False(Assert.Single(await page.Server.WaitForAsync("engagement")).Has("p"));
    }

    [BrowserFact]
    public async Task Web_Vitals_that_are_switched_off_are_not_sent()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("vitals-off");
        await page.Tab.EvaluateAsync(TwoFrames);
        await page.RunAsync("hide()");

        Assert.False(Assert.Single(await page.Server.WaitForAsync("engagement")).Has("p"));
    }

    [BrowserFact]
    public async Task An_error_page_says_so_on_its_page_view_and_the_next_view_does_not()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("missing/plain");
        await page.Server.WaitForAsync("pageview");
        await page.RunAsync("history.pushState(null, '', '/plain')");

        var views = await page.Server.WaitForAsync("pageview", 2);
        Assert.Equal(404, Number(views[0].Body.GetProperty("p"), "status"));
        Assert.False(views[1].Has("p"));
    }

    [BrowserFact]
    public async Task A_page_may_say_itself_that_it_is_an_error()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("gone");

        Assert.Equal(410, Number(Assert.Single(await page.Server.WaitForAsync("pageview")).Body.GetProperty("p"), "status"));
    }

    [BrowserFact]
    public async Task A_hook_can_change_and_drop_events_and_a_broken_one_sends_nothing()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("hook?token");
        await page.RunAsync("collector('Secret'); collector('Broken')");

        Assert.Equal(["pageview", "mark"], (await page.MarkAsync()).Select(hit => hit.Name));
        Assert.All(page.Server.Hits(), hit => Assert.EndsWith("?***", hit.Text("u"), StringComparison.Ordinal));
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task A_hook_that_is_missing_sends_nothing()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("hookless");
        await page.RunAsync("window.tidy = () => true");

        Assert.Single(await page.MarkAsync());
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task A_strict_policy_with_Trusted_Types_is_kept()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        var complaints = new List<string>();
        page.Tab.Console += (_, message) =>
        {
            // The missing icon of the page is none of the snippet's.
            if (!message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        await page.GoAsync("strict");
        await page.RunAsync("document.getElementById('outside').onclick = () => false; collector.consent('full')");
        await page.Tab.ClickAsync("#outside");
        await page.MarkAsync();
        await page.RunAsync("hide()");

        await page.Server.WaitForAsync("engagement");
        Assert.Single(page.Server.Hits("Outbound"));
        Assert.Empty(complaints);
    }

    private static double Number(JsonElement properties, string key) => properties.GetProperty(key).GetDouble();
}
