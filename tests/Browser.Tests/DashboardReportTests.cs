using Microsoft.Playwright;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The tabs Retention, Journeys and Attribution over canned answers.</summary>
[Collection(DashboardGroup.Name)]
public sealed class DashboardReportTests(Chrome chrome)
{
    [BrowserFact]
    public async Task Retention_is_a_table_whose_unfinished_cells_say_so()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=retention");
        var page = dashboard.Page;
        await Expect(page.Locator(".heat tbody tr")).ToHaveTextAsync(["26 Oct400100.0%22.0%12.0%…not over yet", "2 Nov300100.0%22.0%…not over yet", "9 Nov200100.0%…not over yet", "16 Nov100…not over yet"]);
        await Expect(page.Locator(".heat tfoot tr")).ToHaveTextAsync("Together1,000100.0%22.0%12.0%–");
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "2 weeks later" })).ToBeVisibleAsync();
        await Expect(page.Locator(".notes")).ToContainTextAsync("11.9 % of the visits");

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Show", Exact = true }).SelectOptionAsync("revenue");
        await Expect(page.Locator(".heat tbody td").Nth(2)).ToHaveTextAsync("€88.00");
        await page.GetByLabel("First: kind").SelectOptionAsync("event");
        await page.GetByLabel("First: which").FillAsync("Signup");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("first=event%3ASignup"));
        await Expect(page.GetByLabel("First: which")).ToBeFocusedAsync(); // one goes on typing while the page follows
        await page.GetByLabel("Counted as back").SelectOptionAsync("rolling");
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);
        await api.IsAskedAsync("/retention?", asked => asked.Contains("cohort=week&first=event%3ASignup&mode=rolling", StringComparison.Ordinal));
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task Journeys_are_walked_with_the_arrow_keys_and_go_on_from_a_stop()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=journeys");
        var page = dashboard.Page;
        await Expect(page.Locator(".sankey .band")).ToHaveCountAsync(7);
        await Expect(page.Locator(".sankey .box")).ToHaveCountAsync(8); // three beginnings, two and three stops
        await page.Locator(".sankey").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator("#announce")).ToHaveTextAsync("From /demo/ to /demo/product/teapot: 420 visits, 42.0% of all");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#announce")).ToHaveTextAsync("From /demo/ to Left: 380 visits, 38.0% of all");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".journeys .pointed")).ToHaveTextAsync("From /demo/product/teapot to /demo/cart: 300 visits, 30.0% of all");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Start: which")).ToHaveValueAsync("/demo/cart");
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);
        await api.IsAskedAsync("/journeys?", asked => asked.EndsWith("steps=4&top=5&nodes=pages&start=page%3A%2Fdemo%2Fcart", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Button, new() { Name = "to here" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Pages", Exact = true }).SelectOptionAsync("2");
        await Expect(page.Locator(".journeys .summary")).ToHaveTextAsync("1,000 visits went these ways.");
        await Expect(page.Locator(".sankey .band")).ToHaveCountAsync(3);
        await page.Locator(".twin summary").ClickAsync();
        await Expect(page.Locator(".twin tbody tr").Nth(1)).ToHaveTextAsync("1ArrivedEvent Purchase20020.0%");
        await api.IsAskedAsync("/journeys?", asked => asked.EndsWith("group=folder&depth=2&end=page%3A%2Fdemo%2Fcart", StringComparison.Ordinal));
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task Attribution_shows_all_models_side_by_side_with_equal_sums()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=attribution&by=channel");
        var page = dashboard.Page;
        await Expect(page.Locator(".summary")).ToHaveTextAsync("Every column adds up to 16 conversions.");
        await Expect(page.Locator(".models tbody tr").First).ToHaveTextAsync("Google8687.257.106.50");
        await Expect(page.Locator(".models tfoot tr")).ToHaveTextAsync("All161616161616");
        await page.GetByLabel("Look back").SelectOptionAsync("7d");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Show", Exact = true }).SelectOptionAsync("revenue");
        await Expect(page.Locator(".summary")).ToHaveTextAsync("Every column adds up to €320.00.");
        await api.IsAskedAsync("/attribution?", asked => asked.Contains("by=channel&lookback=7d", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Button, new() { Name = "Download Attribution" }).ClickAsync();
        var numbers = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Numbers (CSV)" }).ClickAsync());
        Assert.Equal("demo.local-attribution.csv", numbers.SuggestedFilename);
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task Every_tab_fits_a_phone_in_the_dark_and_from_right_to_left()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(390, 844, ColorScheme.Dark);
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=funnels&by=source", "fa");
        var page = dashboard.Page;
        foreach (var tab in new[] { "funnels&by=source", "funnels&edit=1", "retention", "journeys", "attribution" })
        {
            await page.GotoAsync($"{api.Address}/demo.local?tab={tab}");
            await Expect(page.Locator(".split, .builder, .heat, .sankey, .models").First).ToBeVisibleAsync();
            await Expect(page.Locator("[aria-busy=true], .skeleton")).ToHaveCountAsync(0);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{tab} scrolls sideways.");
            await ShotAsync(page, $"phone-{tab.Replace('&', '-')}");
        }
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserTheory]
    [InlineData("fa", "retention", ".notes", "می‌ماند: \u2068۱۱٫۹٪\u2069 از نشست‌ها.")]
    [InlineData("fa", "loyalty", ".rfm thead [data-tip]:has-text('سهم')", "از همهٔ این خریداران.")]
    [InlineData("fa", "filtered", ".filtered tbody", "نشانه‌های مرورگر را نمی‌فرستد")]
    [InlineData("ar", "overview", ".notes", "من الزيارات لها مفتاح دائم.")]
    [InlineData("hy", "attribution", ".notes", "համաձայնություն)՝ փոխարկումների 83")]
    [InlineData("ms", "costs", ".notes", "Sebahagian kos dalam USD, hasil dalam EUR:")]
    [InlineData("en", "retention", ".notes", "11.9 % of the visits.")]
    public async Task What_reports_say_is_said_in_the_language_of_the_page(string language, string tab, string place, string text)
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var dashboard = await DashboardPage.OpenAsync(context, api, $"/demo.local?tab={tab}", language);
        var said = dashboard.Page.Locator(place);
        if (place.Contains("data-tip", StringComparison.Ordinal))
        {
            await Expect(said).ToHaveAttributeAsync("data-tip", text);
        }
        else
        {
            await Expect(said).ToContainTextAsync(text);
        }

        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task Text_of_visitors_stays_text_in_drawings_and_tables()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=journeys")).Page;

        await Expect(page.Locator(".sankey text").Filter(new() { HasText = "<b>other</b>" })).ToBeVisibleAsync();
        await Expect(page.Locator("main b")).ToHaveCountAsync(0);
    }
}
