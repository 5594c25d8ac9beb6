using Microsoft.Playwright;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The rules of WCAG 2.2 AA, as far as a machine can check them, on every page and state of the dashboard.</summary>
[Collection(DashboardGroup.Name)]
public sealed class DashboardAccessTests(Chrome chrome)
{
    public static TheoryData<string, string, bool, string> States => new()
    {
        // address, language, dark, what is opened
        { "/demo.local", "en", false, ".twin summary" },
        { "/demo.local", "en", true, ".overtime .icons > button" },
        { "/demo.local", "fa", false, "" },
        { "/demo.local", "ar", true, ".more" },
        { "/demo.local", "en", false, ".keyboard" },
        { "/demo.local?tab=live", "fa", true, "" },
        { "/demo.local?tab=funnels", "ar", true, "" },
        { "/", "en", true, "" },
        { "/", "fa", false, "" },
        { "/demo.local?tab=revenue", "ar", true, ".sums .twin summary" },
        { "/demo.local?tab=loyalty&group=At+risk", "en", true, "" },
        { "/demo.local?tab=loyalty&show=winback", "fa", false, "" },
        { "/demo.local?tab=costs", "hy", false, "" },
        { "/demo.local?tab=filtered", "ms", true, ".filtered .value" },
        { "/demo.local?tab=funnels&by=source", "ar", true, "" },
        { "/demo.local?tab=funnels&edit=1", "en", false, ".entries .wide" },
        { "/demo.local?tab=funnels", "fa", true, ".bargroup .touch" },
        { "/demo.local?tab=retention", "en", true, "" },
        { "/demo.local?tab=journeys", "hy", false, ".twin summary" },
        { "/demo.local?tab=attribution", "ms", true, "" },
        { "/demo.local?tab=settings", "en", true, "" },
        { "/demo.local?tab=settings&panel=goals", "fa", false, ".danger, .acts .control + .control" },
        { "/demo.local?tab=settings&panel=keys", "hy", true, "" },
        { "/demo.local?tab=settings&panel=privacy", "ar", true, "" },
        { "/demo.local?filter=country%3D%3DDE&filter=page*%3Dguide&segment=7", "en", false, ".menu > button" },
        { "/demo.local?filter=country%3D%3DDE", "fa", true, ".period > button" },
    };

    [BrowserTheory]
    [MemberData(nameof(States))]
    public async Task A_machine_finds_nothing_against_the_rules(string address, string language, bool dark, string opened)
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 900, dark ? ColorScheme.Dark : ColorScheme.Light);
        var page = (await DashboardPage.OpenAsync(context, api, address, language)).Page;
        await SettledAsync(page);
        if (opened.Length > 0)
        {
            await page.Locator(opened).First.ClickAsync();
            await SettledAsync(page);
        }

        Assert.Empty(await Accessibility.ViolationsAsync(page));
    }

    [BrowserTheory]
    [InlineData("empty", false, "/demo.local")]
    [InlineData("failed", true, "/demo.local")]
    [InlineData("signed out", false, "/")]
    [InlineData("empty", true, "/demo.local?tab=retention")]
    [InlineData("failed", false, "/demo.local?tab=journeys")]
    public async Task Nor_when_there_is_nothing_to_show(string state, bool dark, string address)
    {
        await using var api = await CannedApi.StartAsync();
        api.Empty = state == "empty";
        api.Status = state == "failed" ? 503 : 200;
        await using var context = await chrome.ContextAsync(390, 844, dark ? ColorScheme.Dark : ColorScheme.Light);
        var page = (await DashboardPage.OpenAsync(context, api, address, key: state == "signed out" ? "wrong" : CannedApi.Key)).Page;
        await (state == "signed out" ? Expect(page.Locator("#key")).ToBeVisibleAsync() : SettledAsync(page));

        Assert.Empty(await Accessibility.ViolationsAsync(page));
    }

    [BrowserFact]
    public async Task The_check_itself_finds_what_is_against_the_rules()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await SettledAsync(page);
        await page.EvaluateAsync("() => { document.documentElement.lang = ''; document.querySelector('.site').removeAttribute('aria-label'); document.querySelector('.tile .label').style.color = '#ccc'; }");

        var found = string.Join('\n', await Accessibility.ViolationsAsync(page));
        Assert.Contains("html-has-lang", found, StringComparison.Ordinal);
        Assert.Contains("select-name", found, StringComparison.Ordinal);
        Assert.Contains("color-contrast", found, StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData("fa", "rtl", "بازدیدکنندگان به تفکیک روز", "۲۶ اکتبر تا ۲۲ نوامبر ۲۰۲۶", "آلمان")]
    [InlineData("ar", "rtl", "الزوار باليوم", "26 أكتوبر – 22 نوفمبر 2026", "ألمانيا")]
    [InlineData("hy", "ltr", "Այցելուներ՝ ըստ օրվա", "26 հոկ – 22 նոյ 2026", "Germany")] // Chromium has no Armenian names of countries
    [InlineData("ms", "ltr", "Pelawat mengikut hari", "26 Okt – 22 Nov", "Jerman")]
    public async Task The_page_speaks_the_language_and_runs_its_way(string language, string direction, string title, string range, string country)
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(1280, 1500);
        var dashboard = await DashboardPage.OpenAsync(context, api, "/demo.local", language);
        var page = dashboard.Page;
        await SettledAsync(page);

        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", direction);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        // Values in a sentence of a right-to-left language stand between marks that keep their direction.
        Assert.Equal(title, (await page.Locator(".overtime h2").TextContentAsync())!.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal));
        await Expect(page.Locator(".overview .range")).ToContainTextAsync(range);
        await Expect(page.Locator(".places tbody tr").First).ToContainTextAsync(country);
        var axisIsAtTheStart = await page.EvaluateAsync<bool>("() => { const box = document.querySelector('svg.line').getBoundingClientRect(), text = document.querySelector('svg.line .axis').getBoundingClientRect(); return (text.left < box.left + box.width / 2) === (document.documentElement.dir === 'ltr'); }");
        Assert.True(axisIsAtTheStart, "The axis of the numbers is not where reading begins.");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
        Assert.Empty(dashboard.Complaints);
        await ShotAsync(page, $"dashboard-{language}");

        // A path runs its own way whatever the page does.
        var path = page.GetByRole(AriaRole.Button, new() { Name = "/demo/guide", Exact = true });
        await Expect(path).ToHaveCSSAsync("direction", "ltr");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "/blog/راهنمای-چای", Exact = true })).ToHaveCSSAsync("direction", "ltr");
    }

    [BrowserFact]
    public async Task Another_language_is_chosen_on_the_page_and_remembered()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await page.GetByLabel("Language", new() { Exact = true }).SelectOptionAsync("fa");
        await Expect(page.Locator(".tabs a").First).ToHaveTextAsync("نمای کلی");
        await page.ReloadAsync();
        await Expect(page.Locator(".tabs a").First).ToHaveTextAsync("نمای کلی");
    }

    [BrowserFact]
    public async Task The_keyboard_alone_reaches_a_filter_and_takes_it_away()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await SettledAsync(page);
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Cou");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("DE");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".chips li")).ToHaveTextAsync("CountryisGermany");

        await page.Locator(".chips .remove").FocusAsync();
        Assert.NotEqual("none", await page.Locator(".chips .remove").EvaluateAsync<string>("element => getComputedStyle(element).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".chips")).ToHaveCountAsync(0);
    }

    /// <summary>All that was asked for is shown.</summary>
    private static async Task SettledAsync(IPage page)
    {
        await Expect(page.Locator("main .body, main .failure, main .card").First).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-busy=true], .skeleton")).ToHaveCountAsync(0);
    }

    /// <summary>The rules that are broken, with where.</summary>
}
