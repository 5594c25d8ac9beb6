namespace Browser.Tests;

/// <summary>Consent: what is sent, and what is kept in the browser, at each level.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetConsentTests(Chrome chrome)
{
    private const string Kept = "() => localStorage['collector-consent'] || ''";

    [BrowserFact]
    public async Task Where_nobody_said_anything_neither_level_nor_id_is_sent_or_kept()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");

        Assert.All(await page.MarkAsync(), hit => Assert.False(hit.Has("k") || hit.Has("f")));
        Assert.Equal(0, await page.Tab.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length + document.cookie.length"));
    }

    [BrowserFact]
    public async Task Without_consent_nothing_is_sent_and_the_view_waits_for_it()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("consent");
        await page.RunAsync("collector('Secret'); hide(); show(); collector.consent('cookieless')");
        await page.MarkAsync();

        Assert.Equal(["mark", "pageview"], page.Server.Hits().Select(hit => hit.Name).Order());
        Assert.All(page.Server.Hits(), hit => Assert.Equal((2, false), (hit.Number("k"), hit.Has("f"))));

        // Only the level is remembered; the next page needs no second answer.
        Assert.Equal("2", await page.Tab.EvaluateAsync<string>(Kept));
        await page.GoAsync("consent?again");
        Assert.Equal(2, (await page.Server.WaitForAsync("pageview", 2))[1].Number("k"));
    }

    [BrowserFact]
    public async Task Full_consent_makes_an_id_that_lasts_and_less_consent_removes_it()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("consent");
        await page.RunAsync("collector.consent('full')");
        var first = Assert.Single(await page.Server.WaitForAsync("pageview"));
        Assert.Equal(3, first.Number("k"));
        Assert.Matches("^[0-9-]{16,32}$", first.Text("f"));

        await page.GoAsync("plain");
        Assert.Equal(first.Text("f"), (await page.Server.WaitForAsync("pageview", 2))[1].Text("f"));
        Assert.Matches($"^3{first.Text("f")}\\.[0-9]{{13}}$", await page.Tab.EvaluateAsync<string>(Kept));

        await page.RunAsync("collector.consent('aggregate')");
        var mark = (await page.MarkAsync()).Last();
        Assert.Equal((1, false), (mark.Number("k"), mark.Has("f")));
        Assert.Equal("1", await page.Tab.EvaluateAsync<string>(Kept));
    }

    [BrowserFact]
    public async Task Less_consent_forgets_what_waits()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("consent");
        await page.RunAsync("collector.consent('full')");
        await page.Server.WaitForAsync("pageview");
        page.Server.FailWith(503);
        await page.RunAsync("collector('Signup')");
        await page.Tab.WaitForFunctionAsync("(sessionStorage['collector-q'] || '').includes('Signup')");
        await page.RunAsync("collector.consent('none'); hide(); show()");

        Assert.Equal("[]", await page.Tab.EvaluateAsync<string>("() => sessionStorage['collector-q']"));
        Assert.Equal("0", await page.Tab.EvaluateAsync<string>(Kept));
        await page.RunAsync("collector.consent('cookieless')");
        Assert.Single(await page.MarkAsync(), hit => hit.Name == "Signup");
    }

    [BrowserFact]
    public async Task A_browser_with_Global_Privacy_Control_keeps_no_id()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("consent?gpc");
        await page.RunAsync("collector.consent('full')");

        Assert.False(Assert.Single(await page.Server.WaitForAsync("pageview")).Has("f"));
        Assert.Equal("3", await page.Tab.EvaluateAsync<string>(Kept));
    }

    [BrowserFact]
    public async Task A_browser_with_Do_Not_Track_keeps_no_id()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.Tab.AddInitScriptAsync("Object.defineProperty(navigator, 'doNotTrack', { value: '1' })");
        await page.GoAsync("consent");
        await page.RunAsync("collector.consent('full')");

        Assert.False(Assert.Single(await page.Server.WaitForAsync("pageview")).Has("f"));
        Assert.Equal("3", await page.Tab.EvaluateAsync<string>(Kept));
    }

    [BrowserFact]
    public async Task A_visit_does_not_lengthen_the_life_of_the_id_and_after_390_days_it_is_gone()
    {
        const int Life = 390;
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");
        await page.Server.WaitForAsync("pageview");
        var made = await page.Tab.EvaluateAsync<string>($"() => localStorage['collector-consent'] = '3made-long-ago.' + (Date.now() - {Life} * 864e5 + 6e4)");
        await page.GoAsync("plain?again");
        var second = (await page.Server.WaitForAsync("pageview", 2))[1];
        await page.RunAsync("collector.consent('full')");
        Assert.Equal((3, "made-long-ago"), (second.Number("k"), second.Text("f")));
        Assert.Equal(made, await page.Tab.EvaluateAsync<string>(Kept));

        // What the visitor answered goes with it: nobody has said anything.
        await page.Tab.EvaluateAsync($"() => {{ localStorage['collector-consent'] = '3made-long-ago.' + (Date.now() - {Life} * 864e5 - 1); }}");
        await page.GoAsync("plain?later");
        var third = (await page.Server.WaitForAsync("pageview", 3))[2];
        Assert.Equal((false, false), (third.Has("k"), third.Has("f")));
        Assert.Equal("", await page.Tab.EvaluateAsync<string>(Kept));
    }

    [BrowserFact]
    public async Task An_id_kept_without_its_age_lives_from_now_on()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");
        await page.Server.WaitForAsync("pageview");
        await page.Tab.EvaluateAsync("() => { localStorage['collector-consent'] = '3made-without-age'; }");
        await page.GoAsync("plain?again");

        Assert.Equal("made-without-age", (await page.Server.WaitForAsync("pageview", 2))[1].Text("f"));
        Assert.Matches("^3made-without-age\\.[0-9]{13}$", await page.Tab.EvaluateAsync<string>(Kept));
    }

    [BrowserFact]
    public async Task A_link_opts_out_and_another_undoes_it()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain?c_optout=1");
        await page.GoAsync("plain?out");
        await page.RunAsync("collector('Secret')");
        await page.GoAsync("plain?c_optout=0");

        var view = Assert.Single(await page.Server.WaitForAsync("pageview"));
        Assert.EndsWith("c_optout=0", view.Text("u"), StringComparison.Ordinal);
        Assert.DoesNotContain(await page.MarkAsync(), hit => hit.Name == "Secret");
    }

    [BrowserFact]
    public async Task Opting_out_removes_the_id_and_consent_makes_no_new_one()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("consent");
        await page.RunAsync("collector.consent('full')");
        var id = Assert.Single(await page.Server.WaitForAsync("pageview")).Text("f");
        await page.RunAsync("collector.optOut(); collector.consent('full')");
        Assert.Equal("3", await page.Tab.EvaluateAsync<string>(Kept));

        await page.RunAsync("collector.optOut(false); collector.consent('full')");
        await page.MarkAsync();
        Assert.NotEqual(id, page.Server.Hits("mark").Single().Text("f"));
    }

    [BrowserFact]
    public async Task An_id_that_cannot_be_kept_is_not_used()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("locked");
        await page.RunAsync("collector.consent('full')");
        var mark = (await page.MarkAsync()).Last();

        Assert.Equal((3, false), (mark.Number("k"), mark.Has("f")));
    }

    [BrowserFact]
    public async Task A_word_that_nobody_knows_is_no_consent()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");
        await page.Server.WaitForAsync("pageview");
        await page.RunAsync("collector.consent('yes'); collector('Secret'); collector.consent('aggregate')");

        Assert.DoesNotContain(await page.MarkAsync(), hit => hit.Name == "Secret");
    }

    [BrowserFact]
    public async Task Consent_that_is_taken_back_in_another_tab_holds_in_this_one()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("consent");
        await page.RunAsync("collector.consent('full')");
        await page.Server.WaitForAsync("pageview");
        var other = await page.Tab.Context.NewPageAsync();
        await other.GotoAsync($"{page.Server.Address}/consent?other");
        await other.EvaluateAsync("() => collector.consent('none')");
        await page.Tab.WaitForTimeoutAsync(200);
        await page.RunAsync("collector('Secret'); collector.consent('aggregate')");

        Assert.DoesNotContain(await page.MarkAsync(), hit => hit.Name == "Secret");
    }

    [BrowserFact]
    public async Task A_function_in_the_queue_runs_when_the_script_has_loaded()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("queued");

        Assert.Equal(3, Assert.Single(await page.Server.WaitForAsync("pageview")).Number("k"));
    }

    [BrowserFact]
    public async Task The_core_script_sends_nothing_where_the_tag_asks_for_consent()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("core-consent");
        await page.GoAsync("core");

        Assert.Equal(["pageview", "mark"], (await page.MarkAsync()).Select(hit => hit.Name));
        Assert.EndsWith("/core", page.Server.Hits()[0].Text("u"), StringComparison.Ordinal);
    }
}
