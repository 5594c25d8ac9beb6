using Microsoft.Playwright;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>
/// The rules of WCAG 2.2 AA, as far as a machine can check them, on every tab and panel while it loads, when it is empty and when it has
/// failed, at both ends of the widths; and on what is seldom open. Many states share a page, since opening one is most of the time.
/// </summary>
[Collection(DashboardGroup.Name)]
public sealed class AccessStatesTests(Chrome chrome)
{
    private static readonly string[] Tabs = ["", "funnels", "retention", "journeys", "attribution", "revenue", "loyalty", "costs", "filtered", "live"];

    private static readonly string[] Panels = ["snippet", "site", "goals", "funnels", "privacy", "keys", "users", "shares", "account"];

    [BrowserTheory]
    [InlineData(320, "loading")]
    [InlineData(1280, "loading")]
    [InlineData(320, "empty")]
    [InlineData(1280, "empty")]
    [InlineData(320, "failed")]
    [InlineData(1280, "failed")]
    [InlineData(320, "filled")]
    public async Task Every_tab_and_panel_keeps_the_rules_in_every_state(int width, string state)
    {
        await using var api = await CannedApi.StartAsync();
        api.IsLookedAtBy("user", "owner");
        api.Empty = state == "empty";
        api.Broken = state == "failed";
        await using var context = await chrome.ContextAsync(width, 900, width == 320 ? ColorScheme.Dark : ColorScheme.Light);
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        var found = new List<string>();
        // What a panel of the settings shows is not empty when nothing is counted.
        var addresses = Tabs.Select(tab => $"tab={tab}").Concat(state == "empty" ? [] : Panels.Select(panel => $"tab=settings&panel={panel}"));
        foreach (var address in addresses.Append(state == "filled" ? "tab=funnels&edit=1" : "compare=year"))
        {
            var held = new TaskCompletionSource();
            api.Held = state == "loading" ? held.Task : null;
            // Not until all is loaded: an image may have to wait for a connection that a held answer has.
            await page.GotoAsync($"{api.Address}/demo.local?{address}", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            await Expect(page.Locator(".body, .failure, .card").First).ToBeVisibleAsync();
            if (state != "loading")
            {
                await SettledAsync(page);
            }
            await AddAsync(found, page, address);
            held.SetResult(); // a browser has few connections to one host: the next page needs them
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [BrowserFact]
    public async Task So_does_what_stands_alone_on_a_page()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(390, 844);
        var page = (await DashboardPage.OpenAsync(context, api, "/%zz")).Page;
        var found = new List<string>();
        await Expect(page.Locator("h1")).ToHaveTextAsync("There is no such site here");
        await AddAsync(found, page, "no such site");

        api.Sites = "[]";
        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("No site yet");
        await AddAsync(found, page, "no site");
        await ShotAsync(page, "no-site");

        api.SitesStatus = 500;
        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("The page cannot be shown");
        await AddAsync(found, page, "error");

        api.SitesStatus = 200;
        await page.GotoAsync($"{api.Address}/demo.local?share=gone");
        await Expect(page.Locator("h1")).ToHaveTextAsync("This link has ended");
        await AddAsync(found, page, "ended link");

        await page.EvaluateAsync("() => sessionStorage.clear()");
        await page.AddInitScriptAsync("sessionStorage.removeItem('collector-key')");
        await page.GotoAsync(api.Address);
        await page.Locator("#name").FillAsync("ann@example.com");
        await page.Locator("#password").FillAsync("right horse battery");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#code")).ToBeFocusedAsync();
        await AddAsync(found, page, "code asked");
        await page.Keyboard.TypeAsync("000000");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await AddAsync(found, page, "code refused");
        await ShotAsync(page, "sign-in-code");

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [BrowserTheory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task So_does_what_is_shown_once_and_what_went_wrong(int width)
    {
        await using var api = await CannedApi.StartAsync();
        api.IsLookedAtBy("user", "owner");
        await using var context = await chrome.ContextAsync(width, 900);
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings&panel=keys")).Page;
        var found = new List<string>();
        await page.GetByLabel("Label").FillAsync("Warehouse");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await Expect(page.Locator(".fresh")).ToBeVisibleAsync();
        await AddAsync(found, page, "fresh key");

        await page.GetByRole(AriaRole.Button, new() { Name = "Shared links" }).ClickAsync();
        await page.GetByLabel("What it is for").FillAsync("The press");
        await page.GetByLabel("Pages that may show it").FillAsync("https://example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await Expect(page.Locator(".fresh code")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: The agency" }).ClickAsync();
        await AddAsync(found, page, "fresh share, and a question");
        await ShotAsync(page, $"settings-shares-{width}");

        await page.GetByRole(AriaRole.Button, new() { Name = "People" }).ClickAsync();
        await page.GetByLabel("Name or e-mail").FillAsync("new@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.Locator(".fresh")).ToBeVisibleAsync();
        await AddAsync(found, page, "fresh person");
        await ShotAsync(page, $"settings-users-{width}");

        await page.GetByRole(AriaRole.Button, new() { Name = "My account" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for codes, too" }).ClickAsync();
        await Expect(page.Locator(".codes .fresh code")).ToHaveCountAsync(2);
        await page.GetByLabel("The code that the app shows").FillAsync("654321");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("right horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn codes on" }).ClickAsync();
        await Expect(page.Locator(".codes [role=alert]")).ToBeVisibleAsync();
        await AddAsync(found, page, "secret, and a wrong code");
        await page.GetByLabel("The code that the app shows").FillAsync("123456");
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn codes on" }).ClickAsync();
        await Expect(page.GetByText("AAAA2222 BBBB3333")).ToBeVisibleAsync();
        await AddAsync(found, page, "recovery codes");
        await ShotAsync(page, $"settings-account-{width}");

        api.SegmentStatus = 503;
        await page.GotoAsync($"{api.Address}/demo.local?compare=year&filter=country%3D%3DDE");
        await page.GetByRole(AriaRole.Button, new() { Name = "Segments" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete: Phones in Germany" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: Phones in Germany" }).ClickAsync();
        await Expect(page.Locator(".panel [role=alert]")).ToHaveTextAsync("The file is busy.");
        // The open menu covers half a figure behind it, which nobody can aim at meanwhile.
        await AddAsync(found, page, "segments", "header, .controls .panel");
        await ShotAsync(page, $"segments-{width}");

        await page.GotoAsync($"{api.Address}/demo.local?tab=filtered");
        await page.Locator(".filtered .value").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();
        await Expect(page.Locator(".tried ul")).ToBeVisibleAsync();
        await AddAsync(found, page, "reclass tried");

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    private static async Task AddAsync(List<string> found, IPage page, string where, string? within = null)
    {
        found.AddRange((await Accessibility.ViolationsAsync(page, within)).Select(one => $"{where}: {one}"));
        // 1.4.10: what is wider than a phone scrolls by itself, never the page.
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") is > 0 and var over)
        {
            found.Add($"{where}: the page scrolls sideways by {over} px");
        }
    }

    /// <summary>All that was asked for is shown, or its failure.</summary>
    private static Task SettledAsync(IPage page) => Expect(page.Locator("[aria-busy=true], .skeleton")).ToHaveCountAsync(0);
}
