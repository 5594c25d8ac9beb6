using Microsoft.Playwright;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>What the dashboard's Overview shows over canned answers, and its other states: empty, failed, signed out, on a phone.</summary>
[Collection(DashboardGroup.Name)]
public sealed class DashboardTests(Chrome chrome)
{
    [BrowserFact]
    public async Task A_marketer_can_read_the_numbers_and_the_lists()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1500);
        var dashboard = await DashboardPage.OpenAsync(context, api);
        var page = dashboard.Page;

        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Visitors 18.4k ▲?\\+9.5%", System.Text.RegularExpressions.RegexOptions.IgnoreCase) })).ToBeVisibleAsync();
        await Expect(page.Locator(".coverage")).ToHaveTextAsync("93% of views");
        await Expect(page.Locator(".overview .range")).ToHaveTextAsync("26 Oct – 22 Nov 2026 · compared with 28 Sept – 25 Oct 2026");
        await Expect(page.Locator(".pages tbody tr")).ToHaveCountAsync(9);
        await Expect(page.Locator(".sources tbody tr").First).ToContainTextAsync("Organic Search7,211▲+11%");
        await Expect(page.Locator(".places tbody tr").First).ToContainTextAsync("Germany");
        await Expect(page.Locator(".places .seen")).ToHaveCountAsync(8); // Singapore is too small for the map
        await Expect(page.Locator(".goals tbody tr")).ToContainTextAsync("Purchase6113.2%€12,845.50");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Visitors by day" })).ToBeVisibleAsync();
        await Expect(page.Locator(".notes").First).ToContainTextAsync("visitor-days");
        await Expect(page.Locator(".live")).ToHaveTextAsync("23 visitors now");
        Assert.Empty(dashboard.Complaints);
        await ShotAsync(page, "dashboard-light");
    }

    [BrowserFact]
    public async Task Text_from_a_report_never_becomes_markup()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "<b>not bold</b>" })).ToBeVisibleAsync();
        await Expect(page.Locator("main b")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task The_chart_can_be_read_with_the_arrow_keys_and_as_a_table()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await page.Locator("svg.line").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator("#announce")).ToHaveTextAsync("Visitors, Mon, 26 Oct 2026: 690, before: 630");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("#announce")).ToContainTextAsync("27 Oct");

        await page.Locator(".twin summary").ClickAsync();
        await Expect(page.Locator(".twin tbody tr")).ToHaveCountAsync(28);
    }

    [BrowserFact]
    public async Task A_number_explains_itself_on_focus_until_escape_is_pressed()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        var tile = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Bounce rate 41") });
        await tile.FocusAsync();
        await Expect(page.Locator(".tip")).ToContainTextAsync("less than 10 s engaged");
        await Expect(tile).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("less than 10 s engaged"));

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".tip")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Without_hits_the_page_shows_the_tag_to_paste_and_says_when_one_comes()
    {
        await using var api = await CannedApi.StartAsync();
        api.Empty = true;
        await using var context = await chrome.ContextAsync(1280, 1100);
        var dashboard = await DashboardPage.OpenAsync(context, api);
        var page = dashboard.Page;

        await Expect(page.Locator(".snippet code")).ToHaveTextAsync($"<script defer src=\"{api.Address}/s.js\" data-site=\"demo.local\"></script>");
        await Expect(page.Locator(".snippet .status")).ToContainTextAsync("No hit yet today");
        await ShotAsync(page, "dashboard-empty");
        api.Empty = false;
        await Expect(page.Locator(".snippet .status")).ToContainTextAsync("It works: 189 page views today");
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task A_failed_report_says_what_happened_and_can_be_tried_again()
    {
        await using var api = await CannedApi.StartAsync();
        api.Status = 503;
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await Expect(page.Locator(".overview [role=alert]")).ToContainTextAsync("The database is starting.");
        await ShotAsync(page, "dashboard-error");
        api.Status = 200;
        await page.Locator(".overview").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(page.Locator(".tiles")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_wrong_key_is_asked_for_again()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{api.Address}/demo.local");
        await page.GetByText("Sign in by a link or an API key").ClickAsync();
        await page.GetByLabel("API key").FillAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not accepted");
        await page.GetByLabel("API key").FillAsync(CannedApi.Key);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".tiles")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_page_fits_a_phone_in_the_dark()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(390, 844, ColorScheme.Dark);
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await Expect(page.Locator(".goals tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("svg.line")).ToBeVisibleAsync();

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
        await ShotAsync(page, "dashboard-phone-dark");
    }
}
