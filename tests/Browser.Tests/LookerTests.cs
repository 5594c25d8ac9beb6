using Microsoft.Playwright;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The page shows each who looks what they may see and change, and no more: viewers, analysts, admins, owners, and who follows a shared link.</summary>
[Collection(DashboardGroup.Name)]
public sealed class LookerTests(Chrome chrome)
{
    private const string Shared = $"share={CannedApi.Share}";

    private static readonly string[] AllTabs = ["Overview", "Funnels", "Retention", "Journeys", "Attribution", "Revenue", "Loyalty", "Costs", "Filtered", "Live", "Settings"];

    [BrowserTheory]
    [InlineData("user", "viewer", "Tracking code,Goals,Funnels,My account")]
    [InlineData("key", "viewer", "Tracking code,Goals,Funnels")]
    [InlineData("user", "analyst", "Tracking code,Goals,Funnels,My account")]
    [InlineData("user", "admin", "Tracking code,Site,Goals,Funnels,Privacy and exclusions,API keys,People,Shared links,My account")]
    [InlineData("key", "owner", "Tracking code,Site,Goals,Funnels,Privacy and exclusions,API keys,People,Shared links")]
    public async Task The_settings_are_those_of_the_role(string kind, string role, string panels)
    {
        await using var api = await LookedAtAsync(kind, role);
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings")).Page;

        await Expect(page.Locator("main > .switch button")).ToHaveTextAsync(panels.Split(','));
    }

    [BrowserFact]
    public async Task A_viewer_sees_every_report_and_nothing_that_writes()
    {
        await using var api = await LookedAtAsync("user", "viewer");
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?filter=country%3D%3DDE")).Page;
        await Expect(page.Locator(".tabs a")).ToHaveTextAsync(AllTabs);
        await page.GetByRole(AriaRole.Button, new() { Name = "Segments" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Phones in Germany", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator(".panel form, .panel .control")).ToHaveCountAsync(0);

        foreach (var (address, there, absent) in new[]
        {
            ("tab=funnels", ".steps", "button:text-is('Edit'), button:text-is('New funnel'), button:text-is('Delete')"),
            ("tab=funnels&edit=1", ".steps", ".builder"),
            ("tab=costs", ".costs tbody tr", ".import"),
            ("tab=filtered", ".filtered tbody tr", ".reclass, .filtered .value"),
            ("tab=settings&panel=goals", ".goal-list tbody tr", ".acts, .goal-form"),
            ("tab=settings&panel=funnels", ".funnel-list tbody tr", ".acts, .funnel-list a.control"),
            ("tab=settings&panel=site", ".lines", ".site-settings"), // a panel that is not theirs is the first of theirs
            ("tab=settings&panel=keys", ".lines", ".key-list"),
        })
        {
            await page.GotoAsync($"{api.Address}/demo.local?{address}");
            await Expect(page.Locator(there).First).ToBeVisibleAsync();
            await Expect(page.Locator(absent)).ToHaveCountAsync(0);
        }
    }

    [BrowserFact]
    public async Task An_analyst_may_change_goals_funnels_segments_and_costs_but_not_classes()
    {
        await using var api = await LookedAtAsync("user", "analyst");
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?filter=country%3D%3DDE")).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Segments" }).ClickAsync();
        await Expect(page.Locator(".panel form")).ToBeVisibleAsync();
        foreach (var (address, there) in new[]
        {
            ("tab=funnels", "button:text-is('New funnel')"), ("tab=costs", ".import"), ("tab=settings&panel=goals", ".goal-form"), ("tab=settings&panel=funnels", ".funnel-list .acts"),
        })
        {
            await page.GotoAsync($"{api.Address}/demo.local?{address}");
            await Expect(page.Locator(there).First).ToBeVisibleAsync();
        }
        await page.GotoAsync($"{api.Address}/demo.local?tab=filtered");
        await Expect(page.Locator(".filtered tbody tr").First).ToBeVisibleAsync();
        await Expect(page.Locator(".reclass")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task An_admin_of_one_site_gives_no_role_above_and_makes_no_key_for_all()
    {
        await using var api = await LookedAtAsync("user", "admin");
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings&panel=users")).Page;
        await Expect(page.Locator(".user-form option")).ToHaveTextAsync(["Viewer", "Analyst", "Admin"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "API keys" }).ClickAsync();
        await Expect(page.Locator(".key-form option")).ToHaveTextAsync(["demo.local"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Site", Exact = true }).ClickAsync();
        await Expect(page.Locator(".site-settings form")).ToBeVisibleAsync();
        await Expect(page.Locator(".site-add")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task A_shared_link_shows_the_reports_it_may_and_nothing_else()
    {
        await using var api = await LookedAtAsync("share", "viewer");
        await using var context = await chrome.ContextAsync();
        var dashboard = await DashboardPage.OpenAsync(context, api, $"/demo.local?{Shared}", key: "");
        var page = dashboard.Page;
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await Expect(page.Locator(".tabs a")).ToHaveTextAsync(["Overview", "Funnels", "Retention", "Journeys", "Attribution", "Revenue", "Live"]);
        await Expect(page.Locator(".brand, .far [aria-label^=Sign]")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Segments" })).ToHaveCountAsync(0);
        foreach (var tab in new[] { "settings", "costs", "filtered", "loyalty" })
        {
            await page.GotoAsync($"{api.Address}/demo.local?{Shared}&tab={tab}");
            await Expect(page.Locator(".tiles")).ToBeVisibleAsync();
        }
        await page.GetByRole(AriaRole.Link, new() { Name = "Funnels" }).ClickAsync();
        await page.Locator(".bargroup .touch").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("What they did next");
        await Expect(page.GetByRole(AriaRole.Dialog)).Not.ToContainTextAsync("Visitor key");

        Assert.Contains("share=", page.Url, StringComparison.Ordinal);
        string[] may = ["/api/v1/session", "/api/v1/sites", "/api/v1/sites/demo.local/funnels"];
        Assert.DoesNotContain(asked, path => path.StartsWith("/api/", StringComparison.Ordinal) && !path.Contains("/reports/", StringComparison.Ordinal) && !may.Contains(path));
        Assert.DoesNotContain(asked, path => path.EndsWith("funnel_people", StringComparison.Ordinal));
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task Nothing_counted_shows_no_tracking_code_to_who_follows_a_shared_link()
    {
        await using var api = await LookedAtAsync("share", "viewer");
        api.Empty = true;
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, $"/demo.local?{Shared}", key: "")).Page;

        await Expect(page.Locator(".nothing")).ToBeVisibleAsync();
        await Expect(page.Locator(".snippet")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task In_a_frame_the_reports_stand_without_the_head_of_the_page()
    {
        await using var api = await LookedAtAsync("share", "viewer");
        await using var context = await chrome.ContextAsync(900, 700);
        var page = (await DashboardPage.OpenAsync(context, api, $"/demo.local?{Shared}&embed=1", key: "")).Page;
        await Expect(page.Locator(".tiles")).ToBeVisibleAsync();

        await Expect(page.Locator(".top select, .top button, .top .live, .brand")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Retention" }).ClickAsync();
        await Expect(page.Locator("main table").First).ToBeVisibleAsync();
        Assert.Contains("embed=1", page.Url, StringComparison.Ordinal);
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await ShotAsync(page, "embedded");
    }

    [BrowserFact]
    public async Task A_shared_link_that_has_ended_says_so_and_asks_for_no_password()
    {
        await using var api = await LookedAtAsync("share", "viewer");
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?share=gone", key: "")).Page;

        await Expect(page.Locator("h1")).ToHaveTextAsync("This link has ended");
        await Expect(page.Locator("input")).ToHaveCountAsync(0);
    }

    private static async Task<CannedApi> LookedAtAsync(string kind, string role)
    {
        var api = await CannedApi.StartAsync();
        api.IsLookedAtBy(kind, role);
        return api;
    }
}
