namespace Browser.Tests;

/// <summary>When the snippet counts a page view, and what the view says.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetViewTests(Chrome chrome)
{
    [BrowserFact]
    public async Task A_page_view_carries_the_fields_of_the_wire_format()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain?x=1#part");

        var hit = Assert.Single(await page.Server.WaitForAsync("pageview"));
        Assert.Equal("example.com", hit.Text("s"));
        Assert.Equal($"{page.Server.Address}/plain?x=1", hit.Text("u"));
        Assert.Equal("", hit.Text("r"));
        Assert.Equal("A plain page", hit.Text("t"));
        Assert.Equal(1280, hit.Number("w"));
        Assert.Equal("Europe/Berlin", hit.Text("z"));
        Assert.InRange(hit.Number("a"), 0, 5_000);
        Assert.False(hit.Has("id"));
        Assert.NotEqual("", hit.Text("i"));
        Assert.NotEqual("", hit.Text("pv"));
        Assert.NotEqual(hit.Text("i"), hit.Text("pv"));
        Assert.Equal("POST text/plain;charset=UTF-8", Assert.Single(page.Server.Requests));
    }

    [BrowserFact]
    public async Task A_second_page_names_the_first_as_its_referrer_and_has_its_own_ids()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");
        await page.Server.WaitForAsync("pageview");
        await page.Tab.ClickAsync("a");

        var views = await page.Server.WaitForAsync("pageview", 2);
        Assert.Equal($"{page.Server.Address}/plain", views[1].Text("r"));
        Assert.Equal(4, views.SelectMany(view => new[] { view.Text("i"), view.Text("pv") }).Distinct().Count());
    }

    [BrowserFact]
    public async Task PushState_is_a_new_view_with_the_title_that_is_set_a_little_later() =>
        await Push_state_is_a_view("plain");

    [BrowserFact]
    public async Task PushState_is_a_new_view_without_the_Navigation_API_too() =>
        await Push_state_is_a_view("history");

    [BrowserFact]
    public async Task Going_back_in_a_single_page_application_is_a_view()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");
        await page.RunAsync("history.pushState(null, '', '/plain/more')");
        await page.Server.WaitForAsync("pageview", 2);
        await page.RunAsync("history.back()");

        var views = await page.Server.WaitForAsync("pageview", 3);
        Assert.Equal(views[0].Text("u"), views[2].Text("u"));
        Assert.NotEqual(views[0].Text("pv"), views[2].Text("pv"));
    }

    [BrowserFact]
    public async Task ReplaceState_to_the_same_address_is_no_view()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");
        await page.RunAsync("history.replaceState({ a: 1 }, '', location.href); history.pushState({ b: 1 }, '', location.href); location.hash = 'part'");

        Assert.Single(await page.MarkAsync(), hit => hit.Name == "pageview");
    }

    [BrowserFact]
    public async Task A_route_that_is_left_before_its_title_came_still_counts()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        await page.RunAsync("history.pushState(null, '', '/plain/more'); hide()");

        var views = await page.Server.WaitForAsync("pageview", 2);
        Assert.EndsWith("/plain/more", views[1].Text("u"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Hash_routes_are_views_where_the_tag_asks_for_it()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("hash#one");
        await page.RunAsync("location.hash = 'two'");

        var views = await page.Server.WaitForAsync("pageview", 2);
        Assert.Equal(["#one", "#two"], views.Select(view => new Uri(view.Text("u")).Fragment));
    }

    [BrowserFact]
    public async Task A_second_copy_of_the_tag_stays_silent()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("twice");

        Assert.Single(await page.MarkAsync(), hit => hit.Name == "pageview");
    }

    private async Task Push_state_is_a_view(string fixture)
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync(fixture);
        await page.Server.WaitForAsync("pageview");
        await page.RunAsync($"history.pushState(null, '', '/{fixture}/more'); setTimeout(() => document.title = 'More', 20)");

        var views = await page.Server.WaitForAsync("pageview", 2);
        Assert.Equal($"{page.Server.Address}/{fixture}/more", views[1].Text("u"));
        Assert.Equal($"{page.Server.Address}/{fixture}", views[1].Text("r"));
        Assert.Equal("More", views[1].Text("t"));
        var left = Assert.Single(page.Server.Hits("engagement"));
        Assert.Equal(views[0].Text("pv"), left.Text("pv"));
        Assert.Equal(views[0].Text("u"), left.Text("u"));
    }
}
