using Microsoft.Playwright;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The Settings tab over the canned API: what is shown, what is sent, and what is said afterwards.</summary>
[Collection(DashboardGroup.Name)]
public sealed class SettingsTests(Chrome chrome)
{
    [BrowserFact]
    public async Task The_lines_to_paste_are_there_and_a_hit_is_noticed()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1100);
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings");
        var lines = dashboard.Page.Locator(".lines code");

        await Expect(lines).ToHaveTextAsync([
            $"<script defer src=\"{api.Address}/s.js\" data-site=\"demo.local\"></script>",
            $"<script defer src=\"{api.Address}/s.core.js\" data-site=\"demo.local\"></script>",
            $"<script defer src=\"{api.Address}/s.0a1b2c3d4e5f6071.js\" integrity=\"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K\" crossorigin=\"anonymous\" data-site=\"demo.local\"></script>",
            $"<script defer src=\"{api.Address}/k3v9xq.js\" data-site=\"demo.local\"></script>",
            $"<img src=\"{api.Address}/p.gif?s=demo.local\" width=\"1\" height=\"1\" alt=\"\">"]);
        await Expect(dashboard.Page.Locator(".hits [role=status]")).ToHaveTextAsync("✓ It works: 160 page views in the last 30 minutes.");
        await ShotAsync(dashboard.Page, "settings-snippet");
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task A_goal_is_added_changed_and_deleted_after_a_second_click()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1100);
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings&panel=goals")).Page;
        await Expect(page.Locator(".goal-list tbody tr")).ToHaveCountAsync(3);
        await ShotAsync(page, "settings-goals");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Read the guide");
        await page.GetByLabel("Reached by").SelectOptionAsync("page");
        await page.GetByLabel("Page, such as").FillAsync("/guide*");
        await page.GetByLabel("Worth").FillAsync("1.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add goal" }).ClickAsync();
        await Expect(page.Locator(".goal-list tbody tr").Last).ToContainTextAsync("Read the guideA page: /guide*€1.50");

        await page.GetByRole(AriaRole.Button, new() { Name = "Edit: Pro sign-up" }).ClickAsync();
        await Expect(page.GetByLabel("Properties")).ToHaveValueAsync("plan=pro");
        await page.GetByLabel("Properties").FillAsync("plan=pro\nterm=year");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".goal-list tbody tr").Nth(1)).ToContainTextAsync("term=year");
        Assert.Equal("""{"plan":"pro","term":"year"}""", api.Settings.Goals[1]!["properties"]!.ToJsonString());

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete: Read the guide" }).ClickAsync();
        Assert.Equal(4, api.Settings.Goals.Count);
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: Read the guide" }).ClickAsync();
        await Expect(page.Locator(".goal-list tbody tr")).ToHaveCountAsync(3);
    }

    [BrowserFact]
    public async Task Site_and_privacy_are_saved_as_they_are_written()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1100);
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings&panel=site")).Page;
        await page.GetByLabel("Time zone").FillAsync("Asia/Tehran");
        await page.GetByLabel("Visit gap").FillAsync("45");
        await page.GetByLabel("Hostnames").FillAsync("shop.example\n\n  www.shop.example ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".site-settings [role=status]")).ToHaveTextAsync("Saved.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Privacy" }).ClickAsync();
        await Expect(page.GetByLabel("Networks of your own people")).ToHaveValueAsync("#4/24:9f2c11aa04be77d1");
        await Expect(page.Locator(".told code")).ToContainTextAsync("\"retention_months\": 24");
        await ShotAsync(page, "settings-privacy");
        await page.GetByLabel("Global Privacy Control").SelectOptionAsync("drop");
        await page.GetByLabel("Keep events").FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".privacy-settings [role=status]")).ToHaveTextAsync("Saved.");

        var site = api.Settings.Site;
        Assert.Equal("Asia/Tehran", (string?)site["timezone"]);
        Assert.Equal(45, (int?)site["visit_gap_minutes"]);
        Assert.Equal("""["shop.example","www.shop.example"]""", site["hostnames"]!.ToJsonString());
        Assert.Equal("drop", (string?)site["privacy_control"]);
        Assert.Equal(12, (int?)site["retention_months"]);
        Assert.Equal("""["-paypal.com"]""", site["excluded_referrers"]!.ToJsonString());
    }

    [BrowserFact]
    public async Task A_new_key_is_shown_once_and_an_old_one_revoked()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(390, 844, ColorScheme.Dark);
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings&panel=keys")).Page;
        await Expect(page.Locator(".key-list tbody tr")).ToHaveCountAsync(2);
        await page.GetByLabel("Label").FillAsync("Warehouse");
        await page.GetByLabel("send events").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await Expect(page.Locator(".fresh code")).ToHaveTextAsync("ck_shown_once");
        await Expect(page.Locator(".key-list tbody tr")).ToHaveCountAsync(3);
        Assert.Equal("""["read","send"]""", api.Settings.Keys[^1]!["rights"]!.ToJsonString());
        Assert.Equal("demo.local", (string?)api.Settings.Keys[^1]!["site"]);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
        await ShotAsync(page, "settings-keys-phone-dark");

        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke: Shop backend" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: Shop backend" }).ClickAsync();
        await Expect(page.Locator(".key-list tbody tr")).ToHaveCountAsync(2);
        await page.ReloadAsync();
        await Expect(page.Locator(".key-list tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator(".fresh")).ToHaveCountAsync(0);
    }
}
