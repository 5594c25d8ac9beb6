using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>What numbers say beside their value: what changed and whether that is chance, what visitors did, how fast pages were; that each filters and can be taken along.</summary>
[Collection(DashboardGroup.Name)]
public sealed class DashboardChartTests(Chrome chrome)
{
    /// <summary>Keeps the words that are painted on canvases.</summary>
    private const string Painted = "window.painted = []; const fill = CanvasRenderingContext2D.prototype.fillText; CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { painted.push(text); return fill.call(this, text, ...rest); };";

    [BrowserFact]
    public async Task Events_links_downloads_missing_pages_and_properties_are_listed_and_filter()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 2600);
        var dashboard = await DashboardPage.OpenAsync(context, api);
        var page = dashboard.Page;
        var card = page.Locator(".card.events");
        await Expect(card.Locator("tbody th")).ToHaveTextAsync(["Signup", "Outbound", "Download"]);
        await card.GetByRole(AriaRole.Button, new() { Name = "Not found (404)" }).ClickAsync();
        await api.IsAskedAsync("by=page", asked => asked.Contains("filter=prop.status%3D%3D404", StringComparison.Ordinal));
        await card.GetByRole(AriaRole.Button, new() { Name = "Property" }).ClickAsync();
        await Expect(card.Locator("tbody th")).ToHaveTextAsync(["pro", "free"]);
        await card.GetByLabel("Name of the property").SelectOptionAsync("<i>key</i>");
        await Expect(page).ToHaveURLAsync(new Regex("property=%3Ci%3Ekey"));
        await Expect(card.Locator("thead th").First).ToHaveTextAsync("Property <i>key</i>");

        await card.GetByRole(AriaRole.Button, new() { Name = "Outbound link" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "https://wiki.example/tea" }).ClickAsync();
        await Expect(page.Locator(".chips li").First).ToHaveTextAsync("EventisOutbound");
        await Expect(page.Locator(".chips li").Nth(1)).ToHaveTextAsync("Property urlishttps://wiki.example/tea");
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task Web_Vitals_say_how_good_they_are_and_on_which_pages()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 3000);
        var dashboard = await DashboardPage.OpenAsync(context, api);
        var page = dashboard.Page;
        await Expect(page.Locator(".vitalset li button")).ToHaveTextAsync([new Regex("LCP2.87sneeds improvement"), new Regex("INP180msgood"), new Regex("CLS0.31poor"), new Regex("FCP900msgood"), new Regex("TTFB900ms")]);
        await Expect(page.Locator(".vitalset li button").First).ToHaveAccessibleDescriptionAsync(new Regex("above 4 s. 61% good, 30% need improvement, 9% poor"));
        await Expect(page.Locator(".vitals tbody tr").First).ToHaveTextAsync("/demo/8002.87s needs improvement9.0%");
        await page.Locator(".vitalset li button").Nth(2).ClickAsync();
        await Expect(page.Locator(".vitals tbody tr").First).ToHaveTextAsync("/demo/8000.31 poor30.0%");
        await page.Locator(".vitals .value[title='/demo/']").ClickAsync();
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("Pageis/demo/");
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task A_filter_of_a_property_is_written_by_hand()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await page.Locator(".filterform select").First.SelectOptionAsync("prop.");
        await page.GetByLabel("Name of the property").Last.FillAsync("plan");
        await page.Locator(".filterform input[list=filter-values]").FillAsync("pro");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add filter" }).ClickAsync();

        await Expect(page.Locator(".chips li")).ToHaveTextAsync("Property planispro");
        await api.IsAskedAsync("by=prop.plan");
    }

    [BrowserFact]
    public async Task Only_what_is_more_than_chance_is_green_or_red_and_rates_change_in_points()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1500);
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        var rows = page.Locator(".sources tbody tr");
        await Expect(rows.Nth(0).Locator(".better")).ToHaveTextAsync("▲+11%");
        await Expect(rows.Nth(1).Locator(".same")).ToHaveTextAsync("▼−2.0%");
        await Expect(rows.Nth(1).Locator(".unseen")).ToContainTextAsync("This may be chance");
        await Expect(rows.Nth(2).Locator(".same")).ToHaveTextAsync("▼−2.0%"); // too little data to tell
        await Expect(page.Locator(".tile", new() { HasText = "Bounce rate" }).Locator(".better")).ToHaveTextAsync("▼−1.9 pp");
        // What no formula tests is called a change from a tenth on.
        await Expect(page.Locator(".tile", new() { HasText = "Revenue" }).Locator(".better")).ToHaveTextAsync("▲+17%");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Page views ") }).Locator(".same")).ToHaveTextAsync("▲+5.4%");

        await page.GotoAsync($"{api.Address}/demo.local?compare=none");
        await Expect(page.Locator(".sources tbody tr").First).ToHaveTextAsync("Organic Search7,2117,21144.0%");
    }

    [BrowserFact]
    public async Task The_first_column_of_the_heat_map_has_no_colour_and_the_rest_runs_from_the_fewest_to_the_most()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=retention")).Page;
        var rows = page.Locator(".heat tbody tr");
        async Task<string> ColourAsync(int row, int cell) => await rows.Nth(row).Locator("td").Nth(cell).EvaluateAsync<string>("one => getComputedStyle(one).backgroundColor");
        await Expect(rows.First.Locator("td").Nth(1)).ToHaveTextAsync("100.0%");

        Assert.Equal("rgba(0, 0, 0, 0)", await ColourAsync(0, 1));
        Assert.NotEqual(await ColourAsync(0, 2), await ColourAsync(0, 3));
        Assert.Equal(await ColourAsync(0, 2), await ColourAsync(1, 2)); // 22 % each
        await Expect(page.Locator(".retention .legend")).ToContainTextAsync("12.0%");
        await Expect(page.Locator(".retention .legend")).ToContainTextAsync("22.0%");
    }

    [BrowserTheory]
    [InlineData("/demo.local", ".overtime", "Visitors", "This period")]
    [InlineData("/demo.local?filter=device%3D%3Dmobile", ".places", "Country", "7,211")]
    [InlineData("/demo.local?tab=retention", ".retention", "Retention", "22.0%")]
    [InlineData("/demo.local?tab=attribution", ".attribution", "Attribution", "Google")]
    [InlineData("/demo.local?tab=journeys", ".journeys", "Journeys", "Left")]
    [InlineData("/demo.local?tab=funnels", ".card.funnel", "Funnels", "Reached")]
    [InlineData("/demo.local?tab=funnels", ".trend", "Conversion over time", "22 Nov")]
    [InlineData("/demo.local?tab=live", ".now", "Right now", "2 min ago")]
    public async Task A_picture_says_what_it_shows_of_which_site_and_days(string address, string card, string title, string shown)
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1800);
        await context.AddInitScriptAsync(Painted);
        var dashboard = await DashboardPage.OpenAsync(context, api, address);
        var page = dashboard.Page;
        await Expect(page.Locator($"{card} :is(svg.chart, .heat table, .models)").First).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-busy=true], .skeleton")).ToHaveCountAsync(0);
        await page.Locator($"{card} .icons > button").First.ClickAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Picture (PNG)" }).ClickAsync());

        var bytes = await File.ReadAllBytesAsync((await file.PathAsync())!);
        Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(bytes, 1, 3));
        var painted = await page.EvaluateAsync<string[]>("() => painted");
        Assert.Contains(title, painted);
        Assert.Contains(painted, text => text.StartsWith("demo.local · ", StringComparison.Ordinal));
        Assert.Contains(painted, text => text.Contains(shown, StringComparison.Ordinal));
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task A_country_of_the_map_filters_and_the_list_below_shows_all()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1800);
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await Expect(page.Locator(".places tbody tr")).ToHaveCountAsync(9);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all: Country" }).ClickAsync();
        await Expect(page.Locator(".details tbody tr")).ToHaveCountAsync(10);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".map .legend")).ToHaveTextAsync("07,211");
        await page.Locator(".map .seen").First.DispatchEventAsync("click");

        await Expect(page.Locator(".chips li")).ToHaveTextAsync(new Regex("^Countryis[A-Z]"));
    }

    [BrowserTheory]
    [InlineData("attribution&by=page", ".models tbody button", "Entry pageisGoogle")]
    [InlineData("costs", ".costs tbody button", "UTM sourceisgoogle")]
    [InlineData("loyalty", ".carts tbody button", "Exit pageis/demo/checkout")]
    public async Task A_row_of_a_tab_filters(string tab, string row, string chip)
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1800);
        var page = (await DashboardPage.OpenAsync(context, api, $"/demo.local?tab={tab}")).Page;
        await page.Locator(row).First.ClickAsync();

        await Expect(page.Locator(".chips li").First).ToHaveTextAsync(chip);
    }

    [BrowserFact]
    public async Task Costs_add_up_what_found_visits_and_compare_no_currencies()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1300);
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=costs")).Page;
        // 1,104 + 280 visits, 61 + 9 conversions; EUR and USD have no sum, the unknown impressions neither.
        await Expect(page.Locator(".costs tfoot tr")).ToHaveTextAsync("Total–€3,120.00–1,38470–1,500––––");
        await Expect(page.Locator(".costs .fill")).ToHaveCountAsync(0);
        await page.GotoAsync($"{api.Address}/demo.local?tab=loyalty");
        await Expect(page.Locator(".buyers tbody tr")).ToHaveCountAsync(3);
        await Expect(page.Locator(".buyers tfoot")).ToHaveCountAsync(0);
    }

    [BrowserTheory]
    [InlineData("en", "12d 0h")]
    [InlineData("fa", "۱۲ روز ۰ س")]
    public async Task Long_times_are_told_in_days(string language, string expected)
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1300);
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=revenue", language)).Page;

        await Expect(page.Locator(".figures .between_orders_median .value")).ToHaveTextAsync(expected);
    }

    [BrowserFact]
    public async Task The_heads_of_tables_are_explained_on_focus_too()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1300);
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=revenue")).Page;
        await Expect(page.Locator(".by thead button").First).ToHaveAccessibleDescriptionAsync(new Regex("Sales less refunds"));
        await page.GotoAsync($"{api.Address}/demo.local");
        await page.Locator(".pages .more").ClickAsync();
        await Expect(page.Locator(".details thead button").First).ToHaveAccessibleDescriptionAsync("What visitors means.");
        await page.Locator(".details thead button").First.FocusAsync();
        await Expect(page.Locator(".tip")).ToHaveTextAsync("What visitors means.");
        // Above the dialog, not behind it.
        Assert.True(await page.Locator(".tip").EvaluateAsync<bool>("tip => tip.matches(':popover-open')"));
    }

    [BrowserFact]
    public async Task Live_shows_the_minutes_and_the_latest_events_which_filter()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1600);
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=live");
        var page = dashboard.Page;
        await Expect(page.Locator(".windows strong")).ToHaveTextAsync(["23", "94"]);
        await Expect(page.Locator(".minutes rect")).ToHaveCountAsync(2);
        await Expect(page.Locator(".feed tbody tr")).ToHaveTextAsync(["/demo/Page viewGoogleGermanyMobile12s", "/demo/guide<i>Signup</i>Direct(not known)Desktop1m 15s"]);
        await ShotAsync(page, "live");
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await page.Locator(".now .icons > button").ClickAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Numbers (CSV)" }).ClickAsync());
        Assert.Equal("demo.local-live.csv", file.SuggestedFilename);

        await page.GetByRole(AriaRole.Button, new() { Name = "<i>Signup</i>" }).ClickAsync();
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("Eventis<i>Signup</i>");
        Assert.Contains("period=today", page.Url, StringComparison.Ordinal);
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task All_sites_add_up_and_are_saved()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 800);
        var page = (await DashboardPage.OpenAsync(context, api, "/")).Page;
        await Expect(page.Locator(".sites tfoot tr")).ToContainTextAsync("36,824116,420+9.5%");
        await page.Locator(".allsites .icons > button").ClickAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Numbers (CSV)" }).ClickAsync());

        Assert.Equal("site,visitors,pageviews,previous_visitors\r\ndemo.local,18412,58210,16811\r\nexample.com,18412,58210,16811\r\n", await File.ReadAllTextAsync((await file.PathAsync())!));
    }

    [BrowserFact]
    public async Task A_site_is_shown_when_it_answers_while_another_is_awaited()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 800);
        var gate = new TaskCompletionSource();
        await context.RouteAsync("**/sites/example.com/reports/**", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        var page = (await DashboardPage.OpenAsync(context, api, "/")).Page;
        await Expect(page.Locator(".sites tbody tr").First).ToContainTextAsync("demo.local18,412");
        await Expect(page.Locator(".sites .waiting")).ToContainTextAsync("example.com");
        await Expect(page.Locator(".sites tfoot")).ToHaveCountAsync(0);
        gate.SetResult();

        await Expect(page.Locator(".sites tfoot tr")).ToContainTextAsync("36,824");
    }
}
