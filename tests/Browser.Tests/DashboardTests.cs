using Microsoft.Playwright;
using static Browser.Tests.Screenshots;

namespace Browser.Tests;

/// <summary>The dashboard's first page over canned answers.</summary>
[Collection(ChromeGroup.Name)]
public sealed class DashboardTests(Chrome chrome)
{
    [BrowserFact]
    public async Task A_marketer_can_read_the_numbers_the_lists_and_the_funnel()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1500);
        var (page, complaints) = await OpenAsync(context, api);

        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Visitors 18.4K") })).ToBeVisibleAsync();
        await Expect(page.Locator(".coverage")).ToHaveTextAsync("93.0% of views");
        await Expect(page.Locator(".pages tbody tr")).ToHaveCountAsync(7);
        await Expect(page.Locator(".sources tbody tr").First).ToContainTextAsync("Direct7,2118,01044.0%");
        await Expect(page.Locator(".steps tbody tr").Last).ToContainTextAsync("event:Purchase6117.5%30.0%3m 04s");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Visitors by day" })).ToBeVisibleAsync();
        await Expect(page.Locator(".notes").First).ToContainTextAsync("visitor-days");
        Assert.Empty(complaints);
        await ShotAsync(page, "dashboard-light");
    }

    [BrowserFact]
    public async Task Text_from_a_report_never_becomes_markup()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var (page, _) = await OpenAsync(context, api);

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "<b>not bold</b>" })).ToBeVisibleAsync();
        await Expect(page.Locator("main b")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task A_click_on_a_value_filters_every_report_and_the_address_holds_the_state()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var (page, _) = await OpenAsync(context, api);
        await page.GetByRole(AriaRole.Button, new() { Name = "Google" }).ClickAsync();
        await Expect(page.Locator(".chips")).ToContainTextAsync("source==Google");
        await page.Locator("#period").SelectOptionAsync("7d");
        await Expect(page.Locator(".steps tbody tr")).ToHaveCountAsync(3);

        var address = new Uri(page.Url);
        Assert.Equal("/demo.local", address.AbsolutePath);
        Assert.Contains("period=7d", address.Query, StringComparison.Ordinal);
        List<string> last;
        lock (api.Asked)
        {
            last = [.. api.Asked.Where(asked => asked.Contains("period=7d", StringComparison.Ordinal))];
        }
        Assert.Equal(5, last.Count);
        Assert.All(last, asked => Assert.Contains("filter=source%3D%3DGoogle", asked, StringComparison.Ordinal));

        await page.ReloadAsync();
        await Expect(page.Locator(".chips")).ToContainTextAsync("source==Google");
    }

    [BrowserFact]
    public async Task The_chart_can_be_read_with_the_arrow_keys_and_as_a_table()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var (page, _) = await OpenAsync(context, api);
        await page.Locator("svg.chart").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator("#announce")).ToContainTextAsync("26 Oct 2026: 690 visitors (before: 630)");
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
        var (page, _) = await OpenAsync(context, api);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Bounce rate") }).FocusAsync();
        var tip = page.Locator("#tip-bounce_rate");
        await Expect(tip).ToBeVisibleAsync();
        await Expect(tip).ToContainTextAsync("less than 10 s engaged");
        await Expect(tip).ToHaveCSSAsync("opacity", "1");
        await ShotAsync(page, "dashboard-definition");

        await page.Keyboard.PressAsync("Escape");
        await Expect(tip).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Without_hits_the_page_shows_the_tag_to_paste_and_says_when_one_comes()
    {
        await using var api = await CannedApi.StartAsync();
        api.Empty = api.NoFunnel = true;
        await using var context = await chrome.ContextAsync(1280, 1100);
        var (page, complaints) = await OpenAsync(context, api);

        await Expect(page.Locator(".strip code")).ToHaveTextAsync($"<script defer src=\"{api.Address}/s.js\" data-site=\"demo.local\"></script>");
        await Expect(page.Locator(".strip .status")).ToContainTextAsync("No hit yet today");
        await ShotAsync(page, "dashboard-empty");
        api.Empty = false;
        await Expect(page.Locator(".strip .status")).ToContainTextAsync("It works: 189 page views today");
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task The_funnel_builder_asks_for_the_steps_that_were_written()
    {
        await using var api = await CannedApi.StartAsync();
        api.NoFunnel = true;
        await using var context = await chrome.ContextAsync();
        var (page, _) = await OpenAsync(context, api);
        await page.GetByLabel("Steps").FillAsync("page:/a*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show funnel" }).ClickAsync();
        await Expect(page.Locator(".builder .status")).ToContainTextAsync("2 to 12 steps");
        await page.GetByLabel("Steps").FillAsync("page:/a*\nevent:Signup");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show funnel" }).ClickAsync();

        await Expect(page.Locator(".steps tbody tr")).ToHaveCountAsync(3);
        lock (api.Asked)
        {
            Assert.Contains(api.Asked, asked => asked.Contains("/funnel?", StringComparison.Ordinal) && asked.EndsWith("step=page%3A%2Fa*&step=event%3ASignup", StringComparison.Ordinal));
        }
    }

    [BrowserFact]
    public async Task A_failed_report_says_what_happened_and_can_be_tried_again()
    {
        await using var api = await CannedApi.StartAsync();
        api.Status = 503;
        await using var context = await chrome.ContextAsync();
        var (page, _) = await OpenAsync(context, api);
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
        await page.GotoAsync(api.Address);
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
        var (page, _) = await OpenAsync(context, api);
        await Expect(page.Locator(".steps tbody tr")).ToHaveCountAsync(3);
        await Expect(page.Locator("svg.chart")).ToBeVisibleAsync();

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
        await ShotAsync(page, "dashboard-phone-dark");
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>Opens the dashboard signed in; errors and refusals of the content security policy are collected.</summary>
    private static async Task<(IPage Page, List<string> Complaints)> OpenAsync(IBrowserContext context, CannedApi api)
    {
        var complaints = new List<string>();
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        await page.AddInitScriptAsync($"sessionStorage.setItem('collector-key', '{CannedApi.Key}')");
        await page.GotoAsync(api.Address);
        return (page, complaints);
    }
}
