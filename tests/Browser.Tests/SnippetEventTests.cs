namespace Browser.Tests;

/// <summary>Custom events, identity, opting out, and what happens when something fails.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetEventTests(Chrome chrome)
{
    [BrowserFact]
    public async Task Events_called_before_the_snippet_loads_are_sent_after_the_view()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("early");
        var purchase = Assert.Single(await page.Server.WaitForAsync("Purchase"));
        var signup = Assert.Single(await page.Server.WaitForAsync("Signup"));
        var view = Assert.Single(await page.Server.WaitForAsync("pageview"));

        Assert.Equal("pro", signup.Body.GetProperty("p").GetProperty("plan").GetString());
        Assert.Equal(62.5, purchase.Number("v"));
        Assert.Equal("EUR", purchase.Text("c"));
        Assert.Equal("A-1", purchase.Text("o"));
        Assert.Equal(view.Text("pv"), purchase.Text("pv"));
        Assert.Equal(3, new[] { purchase, signup, view }.Select(hit => hit.Text("i")).Distinct().Count());
    }

    [BrowserFact]
    public async Task A_known_user_is_on_every_event_and_can_be_changed()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("user");
        await page.MarkAsync();
        await page.RunAsync("collector.identify(7)");
        await page.MarkAsync();
        await page.RunAsync("collector.identify(null)");
        await page.MarkAsync();

        Assert.Equal("u1", Assert.Single(page.Server.Hits("pageview")).Text("id"));
        Assert.Equal(["u1", "7", ""], page.Server.Hits("mark").Select(hit => hit.Text("id")));
    }

    [BrowserFact]
    public async Task An_opted_out_visitor_sends_nothing_until_opting_in_again()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("opt-out");
        await page.Server.WaitForAsync("pageview");
        await page.Tab.ClickAsync("#out");
        await page.RunAsync("collector('Secret'); history.pushState(null, '', '/opt-out/more'); hide(); show()");
        await page.GoAsync("second");
        await page.RunAsync("collector.optOut(false)");

        // A view whose answer came too late for its page is sent again with its id.
        Assert.Equal(["mark", "pageview"], (await page.MarkAsync()).DistinctBy(hit => hit.Text("i")).Select(hit => hit.Name).Order());
    }

    [BrowserFact]
    public async Task A_refused_event_is_sent_again_with_its_id_and_its_age()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        page.Server.FailWith(503);
        await page.GoAsync("retry");

        var views = await page.Server.WaitForAsync("pageview", 2);
        Assert.Equal([503, 202], views.Select(view => view.Status));
        Assert.Equal(views[0].Text("i"), views[1].Text("i"));
        Assert.Equal(views[0].Text("pv"), views[1].Text("pv"));
        Assert.InRange(views[1].Number("a"), 1_900, 8_000);
        await page.Tab.WaitForFunctionAsync("sessionStorage['collector-q'] == '[]'");
    }

    [BrowserFact]
    public async Task The_next_page_of_the_tab_sends_what_the_last_could_not()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        page.Server.FailWith(429);
        await page.GoAsync("plain");
        await page.Tab.WaitForFunctionAsync("(sessionStorage['collector-q'] || '').length > 2");
        await page.GoAsync("second");

        var views = await page.Server.WaitForAsync("pageview", 3);
        Assert.Equal([429, 202, 202], views.Select(view => view.Status));
        Assert.Single(views, view => view.Text("u").EndsWith("/second", StringComparison.Ordinal));
        Assert.Equal(views[0].Text("i"), views.Last(view => view.Text("u").EndsWith("/plain", StringComparison.Ordinal)).Text("i"));
    }

    [BrowserFact]
    public async Task A_bad_request_is_not_sent_again()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        page.Server.FailWith(400);
        await page.GoAsync("plain");
        await page.MarkAsync();

        Assert.Equal("", await page.Tab.EvaluateAsync<string>("() => (sessionStorage['collector-q'] || '').replace('[]', '')"));
        Assert.Single(page.Server.Hits("pageview"));
    }

    [BrowserFact]
    public async Task At_most_twenty_events_wait_and_the_oldest_go_first()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        page.Server.FailWith([.. Enumerable.Repeat(503, 31)]);
        await page.GoAsync("plain");
        await page.RunAsync("for (let i = 1; i <= 30; i++) collector('e' + i)");

        await page.Tab.WaitForFunctionAsync("(() => { const q = JSON.parse(sessionStorage['collector-q'] || '[]'); return q.length == 20 && q.some(e => e.n == 'e30') && !q.some(e => e.n == 'pageview'); })()");
        var sent = await page.Server.WaitForAsync("e30", 2);
        Assert.Equal([503, 202], sent.Select(hit => hit.Status));
        Assert.Single(page.Server.Hits("pageview"));
    }

    [BrowserFact]
    public async Task Blocked_storage_costs_nothing_but_the_queue()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        page.Server.FailWith(503);
        await page.GoAsync("locked");
        await page.RunAsync("collector('Signup'); collector.optOut(); collector.optOut(false)");

        await page.Server.WaitForAsync("Signup");
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Nothing_is_thrown_into_the_page_when_the_browser_refuses_everything()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("broken");
        await page.RunAsync("const ring = {}; ring.ring = ring; window.collector?.('a', ring); window.collector?.(); window.collector?.(null, null, null)");
        await page.RunAsync("history.pushState(null, '', '/broken/more'); hide(); show(); lose(); gain(); touch()");
        await page.GoAsync("plain");

        await page.Server.WaitForAsync("pageview");
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Properties_that_cannot_be_written_as_JSON_lose_their_event_and_nothing_else()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");
        await page.RunAsync("const ring = {}; ring.ring = ring; collector('Ring', ring)");

        Assert.DoesNotContain(await page.MarkAsync(), hit => hit.Name == "Ring");
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task The_waiting_events_have_at_most_21_000_characters_and_the_oldest_go_first()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        page.Server.FailWith([.. Enumerable.Repeat(503, 20)]);
        await page.GoAsync("retry");
        await page.RunAsync("for (let i = 1; i <= 9; i++) collector('e' + i, { text: 'x'.repeat(4000) })");
        await page.Tab.WaitForFunctionAsync("(sessionStorage['collector-q'] || '').includes('e9')");
        await page.Server.WaitForRequestsAsync(10);
        await page.Tab.WaitForTimeoutAsync(200);
        var kept = await page.Tab.EvaluateAsync<string>("() => sessionStorage['collector-q']");

        Assert.InRange(kept.Length, 16_000, 21_200);
        Assert.DoesNotContain("\"pageview\"", kept, StringComparison.Ordinal);
        Assert.Equal(4, kept.Split("xxx\"").Length - 1);
    }

    [BrowserFact]
    public async Task What_the_browser_does_not_take_as_a_beacon_is_sent_all_the_same()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("refused");
        await page.Tab.ClickAsync("#pdf");
        await page.PassAsync(3);
        await page.RunAsync("hide()");

        Assert.Single(await page.Server.WaitForAsync("Download"));
        Assert.Equal(3000, Assert.Single(await page.Server.WaitForAsync("engagement")).Number("e"));
    }

    [BrowserFact]
    public async Task Opting_out_holds_for_the_page_where_the_browser_keeps_nothing()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("locked");
        await page.RunAsync("collector.optOut(); collector('Secret'); collector.optOut(false)");

        Assert.DoesNotContain(await page.MarkAsync(), hit => hit.Name == "Secret");
    }

    [BrowserFact]
    public async Task The_core_script_runs_a_function_in_the_queue_too()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("core-queued");

        Assert.Equal(["Ready", "mark", "pageview"], (await page.MarkAsync()).Select(hit => hit.Name).Order(StringComparer.Ordinal));
    }

    [BrowserFact]
    public async Task A_call_without_a_name_sends_nothing()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");
        await page.RunAsync("collector(); collector(null, { a: 1 })");

        Assert.Equal(["pageview", "mark"], (await page.MarkAsync()).Select(hit => hit.Name));
    }
}
