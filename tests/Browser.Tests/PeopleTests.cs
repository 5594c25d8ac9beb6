using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>People, shared links, the own account and new sites over the canned API: nothing goes without being asked, what is shown once can be copied.</summary>
[Collection(DashboardGroup.Name)]
public sealed class PeopleTests(Chrome chrome)
{
    [BrowserFact]
    public async Task Somebody_is_added_by_a_link_to_copy_and_removed_after_a_second_click()
    {
        await using var api = await StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings&panel=users")).Page;
        var rows = page.Locator(".user-list tbody tr");
        await Expect(rows).ToContainTextAsync(["Owner of all sites", "ann@example.com", "has not signed in yet"]);
        await page.GetByLabel("Name or e-mail").FillAsync("new@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.Locator(".fresh code")).ToHaveTextAsync($"{api.Address}/sign-in?token=once");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copy: new@example.com" })).ToBeVisibleAsync();
        await page.GetByLabel("Role of ann@example.com").SelectOptionAsync("admin");
        await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        Assert.Equal("admin", (string?)api.Settings.Users[1]!["role"]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: ann@example.com" }).ClickAsync();
        Assert.Equal(4, api.Settings.Users.Count);
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: ann@example.com" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(3);
    }

    [BrowserFact]
    public async Task A_shared_link_is_limited_by_a_saved_segment_and_its_address_can_be_copied()
    {
        await using var api = await StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings&panel=shares")).Page;
        var rows = page.Locator(".share-list tbody tr");
        await Expect(rows.First).ToContainTextAsync("For the boardEverythingwith passwordWed, 31 Mar 2027");
        await Expect(rows.Nth(1)).ToContainTextAsync("Segment: Phones in Germany");
        await page.GetByLabel("What it is for").FillAsync("The press");
        await page.GetByLabel("What it shows").SelectOptionAsync("Phones in Germany");
        await page.GetByLabel("Last day").FillAsync("2027-01-31");
        await page.GetByLabel("Pages that may show it").FillAsync("https://example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await Expect(page.Locator(".fresh code").First).ToHaveTextAsync($"{api.Address}/demo.local?share=shown-once");
        await Expect(page.Locator(".fresh code").Last).ToContainTextAsync("share=shown-once&embed=1");
        Assert.Equal("""{"name":"The press","expires":"2027-01-31T23:59:59Z","filters":["segment==Phones in Germany"],"origins":["https://example.com"]}""", api.Settings.Bodies[^1]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: The agency" }).ClickAsync();
        Assert.Equal(3, api.Settings.Shares.Count);
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: The agency" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task A_person_ends_browsers_after_a_second_click_and_changes_the_password()
    {
        await using var api = await StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings&panel=account")).Page;
        var rows = page.Locator(".browsers tbody tr");
        await Expect(rows).ToContainTextAsync(["Computerthis browser", "Sat, 21 Nov 2026, 19:30", "Sat, 21 Nov 2026, 20:30"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out: Phone" }).ClickAsync();
        Assert.Equal(3, api.Settings.Browsers.Count);
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: Phone" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign all other browsers out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign all other browsers out: are you sure?" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);

        await page.GetByLabel("Password until now").FillAsync("wrong horse battery");
        await page.GetByLabel("New password").FillAsync("another long word");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(page.Locator(".password [role=alert]")).ToContainTextAsync("not right");
        await page.GetByLabel("Password until now").FillAsync("right horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(page.Locator(".password [role=status]")).ToContainTextAsync("The password is changed");
        Assert.Equal("""{"password":"another long word","current":"right horse battery"}""", api.Settings.Bodies[^1]);
    }

    [BrowserFact]
    public async Task The_secret_of_codes_can_be_copied_as_text_and_as_an_address()
    {
        await using var api = await StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=settings&panel=account")).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for codes, too" }).ClickAsync();

        await Expect(page.Locator(".codes .fresh code")).ToHaveTextAsync(["JBSWY3DPEHPK3PXP", "otpauth://totp/Collector:ann@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Collector"]);
        await Expect(page.Locator(".codes .fresh button")).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task A_segment_and_a_funnel_go_after_a_second_click_and_a_failure_is_said()
    {
        await using var api = await StartAsync();
        api.SegmentStatus = 503;
        await using var context = await chrome.ContextAsync();
        var dashboard = await DashboardPage.OpenAsync(context, api);
        var page = dashboard.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Segments" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete: Phones in Germany" }).ClickAsync();
        Assert.NotEqual("[]", api.Segments);
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: Phones in Germany" }).ClickAsync();
        await Expect(page.Locator(".panel [role=alert]")).ToHaveTextAsync("The file is busy.");
        api.SegmentStatus = 204;
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete: Phones in Germany" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: Phones in Germany" }).ClickAsync();
        await Expect(page.Locator(".panel .row")).ToHaveCountAsync(0);
        Assert.DoesNotContain(dashboard.Complaints, complaint => complaint.Contains("Uncaught", StringComparison.Ordinal));

        await page.GotoAsync($"{api.Address}/demo.local?tab=settings&panel=funnels");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Edit: Buy a teapot" })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("tab=funnels.*edit=1"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete: Buy a teapot" }).ClickAsync();
        Assert.NotEqual("[]", api.Funnels.Text);
        await page.GetByRole(AriaRole.Button, new() { Name = "are you sure?: Buy a teapot" }).ClickAsync();
        await Expect(page.Locator(".funnel-list .empty")).ToHaveTextAsync("No funnel is saved yet.");
    }

    [BrowserFact]
    public async Task An_owner_adds_the_first_site_and_others_are_told_whom_to_ask()
    {
        await using var api = await StartAsync();
        api.Sites = "[]";
        await using var context = await chrome.ContextAsync(390, 844);
        var page = (await DashboardPage.OpenAsync(context, api, "/")).Page;
        await page.GetByLabel("Name of the site").FillAsync("new.example");
        await Expect(page.GetByLabel("Time zone")).ToHaveValueAsync("Europe/Berlin");
        await page.GetByLabel("Currency").FillAsync("usd");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a site" }).ClickAsync();
        await Expect(page.Locator(".lines code").First).ToContainTextAsync("data-site=\"new.example\"");
        Assert.Equal("""[{"name":"new.example","timezone":"Europe/Berlin","currency":"USD"}]""", api.Sites);

        api.Sites = "[]";
        api.IsLookedAtBy("user", "viewer");
        await page.GotoAsync(api.Address);
        await Expect(page.Locator("main")).ToContainTextAsync("Ask an owner");
        await Expect(page.Locator("form")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Who_came_by_an_api_key_can_sign_out()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{api.Address}/demo.local");
        await page.EvaluateAsync($"() => sessionStorage.setItem('collector-key', '{CannedApi.Key}')");
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign key owner out" }).ClickAsync();

        await Expect(page.Locator("#name")).ToBeVisibleAsync();
        Assert.Null(await page.EvaluateAsync<string?>("() => sessionStorage.getItem('collector-key')"));
    }

    private static async Task<CannedApi> StartAsync()
    {
        var api = await CannedApi.StartAsync();
        api.IsLookedAtBy("user", "owner");
        return api;
    }
}
