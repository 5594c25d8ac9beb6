using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>What is chosen on the dashboard is in its address, and every report is asked with it.</summary>
[Collection(DashboardGroup.Name)]
public sealed class DashboardStateTests(Chrome chrome)
{
    [BrowserFact]
    public async Task A_click_on_a_value_filters_every_report_and_survives_a_reload()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await page.Locator(".sources").GetByRole(AriaRole.Button, new() { Name = "Email" }).ClickAsync();
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("ChannelisEmail");
        await page.Locator(".period > button").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Last 7 days" }).ClickAsync();
        await Expect(page.Locator(".period > button")).ToHaveTextAsync("Last 7 days");
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);

        var address = new Uri(page.Url);
        Assert.Equal("/demo.local", address.AbsolutePath);
        Assert.Contains("period=7d", address.Query, StringComparison.Ordinal);
        var asked = api.AskedFor("period=7d");
        Assert.Equal(8, asked.Count(one => !one.Contains("/vitals?", StringComparison.Ordinal))); // overview, time series, five lists, goals; vitals when they come near
        Assert.All(asked, one => Assert.Contains("filter=channel%3D%3DEmail", one, StringComparison.Ordinal));

        await page.ReloadAsync();
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("ChannelisEmail");
        await Expect(page.Locator(".period > button")).ToHaveTextAsync("Last 7 days");
    }

    [BrowserFact]
    public async Task A_filter_can_be_turned_round_and_removed_and_back_brings_it_back()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?filter=country%3D%3DDE")).Page;
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("CountryisGermany");
        await page.Locator(".chips .operator").ClickAsync();
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("Countryis notGermany");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the filter Country Germany" }).ClickAsync();
        await Expect(page.Locator(".chips")).ToHaveCountAsync(0);

        await page.GoBackAsync();
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("Countryis notGermany");
        await page.GoBackAsync();
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("CountryisGermany");
    }

    [BrowserFact]
    public async Task Keys_choose_the_period_and_the_comparison_until_they_are_switched_off()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await Expect(page.Locator(".tiles")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("l");
        await Expect(page.Locator(".period > button")).ToHaveTextAsync("Last 12 months");
        await page.Keyboard.PressAsync("x");
        await Expect(page.GetByLabel("Compare with")).ToHaveValueAsync("year");
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("[");
        await Expect(page.Locator(".period > button")).ToHaveTextAsync("28 Sept – 25 Oct 2026");

        await page.Keyboard.PressAsync("?");
        await page.GetByLabel("These keys are on").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("d");
        await Expect(page.Locator(".period > button")).ToHaveTextAsync("28 Sept – 25 Oct 2026");
    }

    [BrowserTheory]
    [InlineData("[", "Digit8", "28 Sept – 25 Oct 2026")]
    [InlineData("]", "Digit9", "23 Nov – 20 Dec 2026")]
    public async Task Brackets_by_AltGr_or_Option_are_brackets_and_letters_with_it_are_no_keys(string key, string code, string shown)
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await Expect(page.Locator(".tiles")).ToBeVisibleAsync();
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);
        await PressAsync("€", "KeyE", ctrl: true, altGraph: true);
        await PressAsync(key, code, ctrl: true, altGraph: false);
        await Expect(page.Locator(".period > button")).ToHaveTextAsync("Last 28 days");

        await PressAsync(key, code, ctrl: true, altGraph: true); // AltGr on Windows
        await Expect(page.Locator(".period > button")).ToHaveTextAsync(shown);
        await page.GoBackAsync();
        await Expect(page.Locator(".period > button")).ToHaveTextAsync("Last 28 days");
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);
        await PressAsync(key, code, ctrl: false, altGraph: false); // Option on a Mac
        await Expect(page.Locator(".period > button")).ToHaveTextAsync(shown);

        Task PressAsync(string pressed, string place, bool ctrl, bool altGraph) => page.EvaluateAsync(
            "sent => document.body.dispatchEvent(new KeyboardEvent('keydown', { ...sent, altKey: true, bubbles: true, cancelable: true }))",
            new { key = pressed, code = place, ctrlKey = ctrl, modifierAltGraph = altGraph });
    }

    [BrowserFact]
    public async Task Addresses_that_nobody_meant_still_show_a_page()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var dashboard = await DashboardPage.OpenAsync(context, api, "/%zz");
        var page = dashboard.Page;
        await Expect(page.Locator("main p")).ToContainTextAsync("%zz");
        await page.GetByRole(AriaRole.Link, new() { Name = "demo.local" }).ClickAsync();
        await Expect(page.Locator(".tiles")).ToBeVisibleAsync();
        foreach (var address in new[] { "/demo.local?constructor=1&__proto__=2&toString=3", "/demo.local?tab=%zz&period=%zz&filter=%zz&segment=%zz&from=2026-99-99&to=%00", "/demo.local/%zz" })
        {
            await page.GotoAsync(api.Address + address);
            await Expect(page.Locator(".tiles")).ToBeVisibleAsync();
        }
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task A_finger_reads_a_point_with_the_first_tap_and_opens_it_with_the_second()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(390, 844, touch: true);
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        var chart = page.Locator("svg.line");
        await Expect(chart).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        var before = page.Url;
        await chart.TapAsync(new() { Position = new() { X = 50, Y = 120 } });
        await Expect(page.Locator(".readout")).ToContainTextAsync("26 Oct 2026");
        Assert.Equal(before, page.Url);
        await chart.TapAsync(new() { Position = new() { X = 200, Y = 120 } });
        await Expect(page.Locator(".readout")).Not.ToContainTextAsync("26 Oct 2026");
        Assert.Equal(before, page.Url);

        await chart.TapAsync(new() { Position = new() { X = 50, Y = 120 } });
        await Expect(page.Locator(".readout")).ToContainTextAsync("26 Oct 2026");
        await chart.TapAsync(new() { Position = new() { X = 50, Y = 120 } });
        await Expect(page.Locator(".period > button")).ToHaveTextAsync("26 Oct 2026");
    }

    [BrowserFact]
    public async Task Filters_are_saved_as_a_segment_and_every_report_is_asked_with_it()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?filter=os%3D%3DiOS")).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Segments" }).ClickAsync();
        await page.GetByLabel("Save these filters as").FillAsync("Apple");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".chips li")).ToHaveTextAsync("SegmentApple");
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);
        Assert.Equal(8, api.AskedFor("segment=8").Count(one => !one.Contains("/vitals?", StringComparison.Ordinal)));
        Assert.Contains("os==iOS", api.Segments, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_point_of_the_chart_opens_its_day_and_the_metric_stays()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?metric=pageviews")).Page;
        await page.Locator("svg.line").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".period > button")).ToHaveTextAsync("26 Oct 2026");
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);
        await api.IsAskedAsync("/timeseries?", asked => asked.Contains("from=2026-10-26&to=2026-10-26", StringComparison.Ordinal) && asked.Contains("interval=hour&metrics=pageviews", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task A_list_is_searched_and_sorted_as_a_whole()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all: Page" }).ClickAsync();
        await page.GetByLabel("Search").FillAsync("guide");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "pageviews" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Columnheader, new() { Name = "pageviews" })).ToHaveAttributeAsync("aria-sort", "descending");

        await api.IsAskedAsync("search=guide", asked => asked.Contains("sort=pageviews%3Adesc", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Every_chart_gives_its_numbers_and_its_picture()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var dashboard = await DashboardPage.OpenAsync(context, api);
        var page = dashboard.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Download Visitors" }).ClickAsync();
        var picture = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Picture (PNG)" }).ClickAsync());
        Assert.Equal("demo.local-visitors.png", picture.SuggestedFilename);
        var bytes = await File.ReadAllBytesAsync(await picture.PathAsync());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Download Channel" }).ClickAsync();
        var numbers = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Numbers (CSV)" }).ClickAsync());
        Assert.Equal("value,visitors\r\n", await File.ReadAllTextAsync(await numbers.PathAsync()));
        Assert.Empty(dashboard.Complaints);
    }
}
