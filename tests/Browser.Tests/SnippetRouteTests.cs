namespace Browser.Tests;

/// <summary>Which changes of the address are views, with the Navigation API and (<c>?old</c>) without it.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetRouteTests(Chrome chrome)
{
    [BrowserTheory]
    [InlineData("search")]
    [InlineData("search?old")]
    public async Task Typing_that_only_replaces_the_query_is_no_view_and_neither_is_a_part_after_it(string fixture)
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync(fixture);
        await page.Tab.Locator("input").PressSequentiallyAsync("report");
        await page.Tab.ClickAsync("#part");

        Assert.EndsWith("?q=report#part", page.Tab.Url, StringComparison.Ordinal);
        Assert.Equal($"{page.Server.Address}/{fixture}", Assert.Single(await page.MarkAsync(), hit => hit.Name == "pageview").Text("u"));
    }

    [BrowserTheory]
    [InlineData("redirect")]
    [InlineData("redirect?old")]
    public async Task A_route_that_leads_on_at_once_is_one_view_with_the_page_before_as_its_referrer(string fixture)
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync(fixture);
        await page.Server.WaitForAsync("pageview");
        await page.Tab.ClickAsync("button");
        await page.Tab.WaitForTimeoutAsync(400);

        var views = (await page.MarkAsync()).Where(hit => hit.Name == "pageview").ToList();
        Assert.Equal(["/" + fixture.Split('?')[0], "/login"], views.Select(view => new Uri(view.Text("u")).AbsolutePath));
        Assert.Equal($"{page.Server.Address}/{fixture}", views[1].Text("r"));
    }

    [BrowserFact]
    public async Task A_route_left_again_within_a_third_of_a_second_is_passed_through_and_the_next_has_its_own_title()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        await page.RunAsync("history.pushState(null, '', '/plain/a'); document.title = 'A'");
        await page.PassAsync(0.25);
        await page.RunAsync("history.pushState(null, '', '/plain/b'); setTimeout(() => document.title = 'B', 200)");
        await page.PassAsync(0.4);

        var views = (await page.MarkAsync()).Where(hit => hit.Name == "pageview");
        Assert.Equal([("/plain", "A plain page"), ("/plain/b", "B")], views.Select(view => (new Uri(view.Text("u")).AbsolutePath, view.Text("t"))));
    }

    [BrowserFact]
    public async Task Two_routes_that_are_looked_at_are_two_views_with_their_own_titles()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        foreach (var name in new[] { "a", "b" })
        {
            await page.RunAsync($"history.pushState(null, '', '/plain/{name}'); setTimeout(() => document.title = '{name}', 200)");
            await page.PassAsync(0.35);
        }

        var views = await page.Server.WaitForAsync("pageview", 3);
        Assert.Equal([("/plain/a", "a"), ("/plain/b", "b")], views.OrderBy(view => view.Text("t")).Skip(1).Select(view => (new Uri(view.Text("u")).AbsolutePath, view.Text("t"))));
    }

    [BrowserFact]
    public async Task PushState_with_another_query_and_ReplaceState_with_another_path_are_views()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        foreach (var change in new[] { "pushState(null, '', '/plain?page=2')", "replaceState(null, '', '/plain/more')" })
        {
            await page.RunAsync("history." + change);
            await page.PassAsync(0.35);
        }

        Assert.Equal(["/plain", "/plain/more", "/plain?page=2"], (await page.Server.WaitForAsync("pageview", 3)).Select(view => new Uri(view.Text("u")).PathAndQuery).Order(StringComparer.Ordinal));
    }

    [BrowserFact]
    public async Task A_background_tab_that_changes_its_route_keeps_its_outer_referrer()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.Tab.GotoAsync($"{page.Server.Address}/plain?hidden", new() { Referer = "https://news.example/" });
        await page.RunAsync("history.replaceState(null, '', '/plain/start'); show()");

        Assert.Equal("https://news.example/", Assert.Single(await page.Server.WaitForAsync("pageview")).Text("r"));
    }

    [BrowserFact]
    public async Task Hash_routes_are_recognised_by_the_address_and_their_query_is_no_route()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("hash-auto?x=1#/one");
        await page.Tab.ClickAsync("a");
        await page.PassAsync(0.35);
        await page.RunAsync("history.replaceState(null, '', '#/two?sort=up')");
        await page.PassAsync(0.35);
        await page.RunAsync("history.replaceState(null, '', '#/three')");
        await page.PassAsync(0.35);

        Assert.Equal(["#/one", "#/three", "#/two"], (await page.MarkAsync()).Where(hit => hit.Name == "pageview").Select(view => new Uri(view.Text("u")).Fragment).Order());
    }
}
