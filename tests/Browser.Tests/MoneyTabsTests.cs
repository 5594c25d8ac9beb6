using Microsoft.Playwright;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The tabs Revenue, Loyalty, Costs and Filtered, and the page of all sites, over canned answers.</summary>
[Collection(DashboardGroup.Name)]
public sealed class MoneyTabsTests(Chrome chrome)
{
    [BrowserFact]
    public async Task Revenue_is_shown_as_sums_over_time_and_by_product()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1300);
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=revenue");
        var page = dashboard.Page;
        await Expect(page.Locator(".figures .revenue")).ToContainTextAsync("€12.8k▲+17%");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Revenue by day" })).ToBeVisibleAsync();
        await Expect(page.Locator(".by tbody tr").First).ToContainTextAsync("Direct€6,400.00▲+28%");
        await ShotAsync(page, "revenue");

        await page.GetByRole(AriaRole.Button, new() { Name = "Product" }).ClickAsync();
        await Expect(page.Locator(".by tbody th")).ToHaveTextAsync(["Morning Pot", "Assam", "<img src=x onerror=alert(1)>", "چای سبز", "(not known)"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Orders" }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Orders" }).Last.ClickAsync();
        await Expect(page.Locator(".by tbody th").First).ToHaveTextAsync("(not known)"); // fewest orders first
        await page.GetByRole(AriaRole.Button, new() { Name = "Assam" }).ClickAsync();
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("Property productisAssam");
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task A_group_of_buyers_is_explained_and_opens_its_list()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1600);
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=loyalty");
        var page = dashboard.Page;
        await Expect(page.Locator(".rfm tbody tr")).ToHaveCountAsync(9);
        await page.GetByRole(AriaRole.Button, new() { Name = "At risk Bought often, but long ago: win them back." }).ClickAsync();
        await Expect(page.Locator(".buyers h2")).ToHaveTextAsync("Buyers: At risk");
        await Expect(page.Locator(".buyers tbody tr")).ToHaveCountAsync(3);
        await api.IsAskedAsync("/rfm?", asked => asked.Contains("show=buyers&limit=20&group=At+risk", StringComparison.Ordinal));
        await page.Locator(".buyers .icons > button").ClickAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Numbers (CSV)" }).ClickAsync());
        Assert.Equal("demo.local-buyers.csv", file.SuggestedFilename);

        await Expect(page.Locator(".carts .figures .abandonment_rate")).ToContainTextAsync("47.8%");
        await Expect(page.Locator(".returning tbody tr").Last).ToContainTextAsync("6–1010010.0%");
        await page.GetByRole(AriaRole.Button, new() { Name = "Win back" }).ClickAsync();
        await page.GetByLabel("Not seen for").SelectOptionAsync("30");
        await Expect(page.Locator(".returning tbody th")).ToHaveTextAsync(["9223372036854775807"]);
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);
        await api.IsAskedAsync("show=winback&away=30");
        Assert.Empty(dashboard.Complaints);
        await ShotAsync(page, "loyalty");
    }

    [BrowserFact]
    public async Task Costs_are_imported_from_a_file_and_its_errors_are_named_by_line()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1300);
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=costs")).Page;
        await Expect(page.Locator(".costs tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".cost-only tbody th")).ToHaveTextAsync("google › cpc › autum");
        await Expect(page.Locator(".visits-only tbody th")).ToHaveTextAsync("newsletter › email › november");
        await Expect(page.Locator(".costs tbody tr").Last).ToContainTextAsync("US$120.00");
        await ShotAsync(page, "costs");
        await ChooseAsync(page, "date,source,cost\n2026-11-01,google,free\n");
        await Expect(page.Locator(".import [role=alert]")).ToContainTextAsync("Line 2: cost is free");
        await ChooseAsync(page, "date,source,cost\n2026-11-01,google,12.50\n");
        await Expect(page.Locator(".import [role=status]")).ToHaveTextAsync("Stored: 2 new, 1 replaced.");
        Assert.Equal("date,source,cost\n2026-11-01,google,12.50\n", api.Settings.Bodies[^1]);
    }

    [BrowserFact]
    public async Task A_class_is_tried_before_it_is_changed()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1300);
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=filtered")).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "no client hints, from a data centre" }).ClickAsync();
        await Expect(page.GetByLabel("Hits that pass")).ToHaveValueAsync("class==suspected\nclass_reasons==no-hints,datacentre");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();
        await Expect(page.Locator(".tried")).ToContainTextAsync("1,310 hits would change. In 40 visits, from:Human: 1,200");
        await ShotAsync(page, "filtered");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply: Bot" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: Bot" }).ClickAsync();
        await Expect(page.Locator(".tried")).ToContainTextAsync("1,310 hits have changed.");

        Assert.Equal("""{"filters":["class==suspected","class_reasons==no-hints,datacentre"],"class":"bot","from":"2026-10-26","to":"2026-11-22","apply":false}""", api.Settings.Bodies[0]);
        Assert.EndsWith("\"apply\":true}", api.Settings.Bodies[1], StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task All_sites_stand_side_by_side_and_a_click_opens_one()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 800);
        var dashboard = await DashboardPage.OpenAsync(context, api, "/");
        var page = dashboard.Page;
        await Expect(page.Locator(".sites tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".sites tbody tr").First).ToContainTextAsync("demo.local18,41258,210+9.5%");
        await ShotAsync(page, "allsites");
        await page.GetByRole(AriaRole.Button, new() { Name = "Site", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Site", Exact = true }).ClickAsync();
        await Expect(page.Locator(".sites tbody th").First).ToHaveTextAsync("example.com");
        await page.GetByRole(AriaRole.Link, new() { Name = "example.com" }).ClickAsync();
        await Expect(page.Locator(".tiles")).ToBeVisibleAsync();
        Assert.Equal("/example.com", new Uri(page.Url).AbsolutePath);
        await page.GoBackAsync();
        await Expect(page.Locator(".sites tbody tr")).ToHaveCountAsync(2);
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserTheory]
    [InlineData("/", "fa", "allsites")]
    [InlineData("/demo.local?tab=revenue", "fa", "revenue")]
    [InlineData("/demo.local?tab=loyalty", "ar", "loyalty")]
    [InlineData("/demo.local?tab=costs", "hy", "costs")]
    [InlineData("/demo.local?tab=filtered", "fa", "filtered")]
    [InlineData("/demo.local?tab=settings&panel=goals", "fa", "settings-goals")]
    public async Task The_tabs_fit_a_phone_in_the_dark_in_every_direction(string address, string language, string name)
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(390, 844, ColorScheme.Dark);
        var page = (await DashboardPage.OpenAsync(context, api, address, language)).Page;
        await Expect(page.Locator("main .numbers, main .settable").First).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-busy=true], .skeleton")).ToHaveCountAsync(0);
        await ShotAsync(page, $"phone-{name}-{language}");

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
    }

    [BrowserTheory]
    [InlineData("revenue")]
    [InlineData("loyalty")]
    [InlineData("costs")]
    [InlineData("filtered")]
    public async Task Nothing_counted_and_a_failure_are_said_in_words(string tab)
    {
        await using var api = await CannedApi.StartAsync();
        api.Empty = true;
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, $"/demo.local?tab={tab}")).Page;
        await Expect(page.Locator("main .empty").First).ToHaveTextAsync("Nothing was counted in this period.");
        await Expect(page.Locator("[aria-busy=true], .skeleton")).ToHaveCountAsync(0);
        await Expect(page.Locator("main [role=alert]")).ToHaveCountAsync(0);
        (api.Empty, api.Status) = (false, 503);
        await page.ReloadAsync();
        await Expect(page.Locator("main [role=alert]").First).ToContainTextAsync("The database is starting.");
    }

    private static async Task ChooseAsync(IPage page, string csv)
    {
        await page.GetByLabel("CSV file").SetInputFilesAsync(new FilePayload { Name = "costs.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
    }
}
