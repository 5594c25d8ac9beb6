using Microsoft.Playwright;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The tab Funnels over canned answers: read, built, saved and deleted.</summary>
[Collection(DashboardGroup.Name)]
public sealed class DashboardFunnelTests(Chrome chrome)
{
    [BrowserFact]
    public async Task The_keyboard_alone_builds_reads_and_saves_a_funnel()
    {
        await using var api = await CannedApi.StartAsync();
        api.Funnels.Clear();
        await using var context = await chrome.ContextAsync();
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=funnels");
        var page = dashboard.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New funnel" })).ToBeVisibleAsync();
        await Expect(page.Locator(".builder [role=status]")).ToContainTextAsync("which page or event");
        await TabToAsync(page, page.GetByLabel("Step 1: which"));
        await page.Keyboard.TypeAsync("/demo/product*");
        await TabToAsync(page, page.GetByLabel("Step 2: which"));
        await page.Keyboard.TypeAsync("AddToCart");
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Add step" }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Step 3: kind")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Purchase");

        await Expect(page.Locator(".steps tbody tr")).ToHaveCountAsync(3); // the preview, before anything is saved
        await TabToAsync(page, page.GetByLabel("Name", new() { Exact = true }));
        await page.Keyboard.TypeAsync("Tea buyers");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tea buyers" })).ToBeVisibleAsync();
        Assert.Contains("""{"name":"Tea buyers","steps":["page:/demo/product*","event:AddToCart","event:Purchase"],"window":"1d","order":"ordered","unit":"visitor","id":1}""", api.Funnels.Text, StringComparison.Ordinal);

        var bar = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Step 2, AddToCart: 2,034 reached it, 25.1% of all; 1,423 dropped") });
        await TabToAsync(page, bar);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("1,423 of 2,034 went no further.");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(bar).ToBeFocusedAsync();
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task The_tab_shows_bars_numbers_trend_split_and_where_those_went_who_dropped()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1500);
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local?tab=funnels");
        var page = dashboard.Page;
        await Expect(page.Locator(".summary")).ToHaveTextAsync("7.5% of those who began reached the last step (611 of 8,120). Before: 6.9%.");
        await Expect(page.Locator(".steps tbody tr").Nth(1)).ToHaveTextAsync("2AddToCart2,0346111,42325.1%25.1%52s6.9%");
        await Expect(page.Locator(".trend svg.line")).ToBeVisibleAsync();
        await Expect(page.Locator(".split tbody tr")).ToHaveCountAsync(3);
        await Expect(page.Locator(".split tbody tr").First).ToHaveTextAsync("Google8,1202,0346117.5%6.9%");
        await ShotAsync(page, "funnel");

        await page.Locator(".bargroup .touch").Nth(1).ClickAsync();
        var drawer = page.GetByRole(AriaRole.Dialog);
        await Expect(drawer.Locator(".list tbody tr")).ToHaveTextAsync(["/demo/cart70249.3%", "Left the site48033.7%", "Event <i>Share</i>24116.9%"]);
        await Expect(drawer.Locator(".people tbody tr")).ToContainTextAsync(["00c2eb655a8343c4"]);
        await Expect(drawer.Locator(".notes")).ToContainTextAsync("1384 of 1423 are not listed");
        await api.IsAskedAsync("/funnel_people?", asked => asked.Contains("funnel=1&at=2&who=dropped", StringComparison.Ordinal) && !asked.Contains("compare", StringComparison.Ordinal));
        Assert.Contains("at=2", page.Url, StringComparison.Ordinal);
        await ShotAsync(page, "funnel-drawer");
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Download Funnels" }).ClickAsync();
        var picture = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Picture (PNG)" }).ClickAsync());
        Assert.Equal("demo.local-funnel.png", picture.SuggestedFilename);
        Assert.Empty(dashboard.Complaints);
    }

    [BrowserFact]
    public async Task A_saved_funnel_is_edited_with_a_live_preview_and_deleted()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local?tab=funnels")).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Step 2: whether it is needed").SelectOptionAsync("optional");
        await page.Locator(".entries li").Nth(2).GetByRole(AriaRole.Button, new() { Name = "Add condition" }).ClickAsync();
        await page.GetByLabel("Value", new() { Exact = true }).FillAsync("pro");
        await page.GetByLabel("Within", new() { Exact = true }).Last.FillAsync("2");
        await page.GetByLabel("Unit of time").SelectOptionAsync("h");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("window=2h"));
        await Expect(page.Locator(".body[aria-busy=true]")).ToHaveCountAsync(0);
        await api.IsAskedAsync("/funnel?", asked => asked.Contains("step=optional%3Aevent%3AAddToCart&step=event%3APurchase%5Bprop.plan%3D%3Dpro%5D&window=2h", StringComparison.Ordinal));
        await page.GetByLabel("Order").SelectOptionAsync("any");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save funnel" })).ToBeDisabledAsync();
        await page.GetByLabel("Order").SelectOptionAsync("ordered");
        await page.GetByRole(AriaRole.Button, new() { Name = "Step 3: earlier" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Step 3: remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save funnel" }).ClickAsync();
        await Expect(page.Locator(".builder")).ToHaveCountAsync(0);
        Assert.Equal("""[{"name":"Buy a teapot","steps":["page:/demo/product*","event:Purchase[prop.plan==pro]"],"window":"2h","order":"ordered","unit":"visitor","id":1}]""", api.Funnels.Text);

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, delete it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New funnel" })).ToBeVisibleAsync();
        Assert.Equal("[]", api.Funnels.Text);
    }

    /// <summary>Presses Tab until the element has the focus.</summary>
    private static async Task TabToAsync(IPage page, ILocator element)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            if (await element.CountAsync() == 1 && await element.EvaluateAsync<bool>("one => one === document.activeElement"))
            {
                return;
            }
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"The keyboard does not reach {element}.");
    }
}
