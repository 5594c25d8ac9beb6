using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shared;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>On paper, without motion, and in sentences with numbers and problems.</summary>
[Collection(DashboardGroup.Name)]
public sealed partial class PresentationTests(Chrome chrome)
{
    /// <summary>Width of A4 within usual margins, in CSS pixels.</summary>
    private const int Paper = 720;

    [BrowserFact]
    public async Task On_paper_there_are_only_numbers_and_no_table_is_cut_off()
    {
        await using var api = await CannedApi.StartAsync();
        await using var context = await chrome.ContextAsync(Paper, 1000, ColorScheme.Dark);
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        var wrong = new List<string>();
        foreach (var tab in new[] { "", "funnels", "retention", "attribution", "revenue" })
        {
            await page.GotoAsync($"{api.Address}/demo.local?tab={tab}");
            await Expect(page.Locator("main .card").First).ToBeVisibleAsync();
            await Expect(page.Locator("[aria-busy=true], .skeleton")).ToHaveCountAsync(0);
            // Chromium without a screen stops drawing when it is told to be paper: the rules for paper are made rules for all instead.
            await page.EvaluateAsync("() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule.media?.mediaText === 'print').forEach(rule => { rule.media.mediaText = 'all'; })");

            wrong.Add(await page.EvaluateAsync<string>("() => [...document.querySelectorAll('.tabs, .far, .controls, .tools, .switch, .live, .skip, main button.control')].filter(element => element.checkVisibility()).map(element => element.outerHTML.slice(0, 80)).join(' ')"));
            wrong.Add(await page.EvaluateAsync<string>("() => [...document.querySelectorAll('main table')].filter(table => { const { right, left } = table.getBoundingClientRect(), box = table.closest('.sideways, .scroll'); return table.checkVisibility() && (right > innerWidth + 1 || left < -1 || (box && getComputedStyle(box).overflowX !== 'visible')); }).map(table => table.className + ' to ' + table.getBoundingClientRect().right).join(' ')"));
        }
        Assert.Equal("", string.Join("; ", wrong.Where(found => found.Length > 0)));
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
    }

    [BrowserTheory]
    [InlineData(ReducedMotion.NoPreference, true)]
    [InlineData(ReducedMotion.Reduce, false)]
    public async Task Nothing_moves_where_the_system_asks_for_none(ReducedMotion motion, bool moves)
    {
        await using var api = await CannedApi.StartAsync();
        var held = new TaskCompletionSource();
        await using var context = await chrome.ContextAsync(motion: motion);
        var page = (await DashboardPage.OpenAsync(context, api)).Page;
        await Expect(page.Locator(".pulse.on")).ToBeVisibleAsync();
        Assert.Equal(moves, await MovingAsync());

        api.Held = held.Task;
        await page.ReloadAsync();
        await Expect(page.Locator(".skeleton").First).ToBeVisibleAsync();
        Assert.Equal(moves, await MovingAsync());
        held.SetResult();

        Task<bool> MovingAsync() => page.EvaluateAsync<bool>("() => [...document.querySelectorAll('*')].some(element => { const { animationName, transitionDuration } = getComputedStyle(element); return animationName !== 'none' || transitionDuration.split(',').some(time => parseFloat(time) > 0); })");
    }

    [BrowserTheory]
    [InlineData("en", "en-GB")]
    [InlineData("fa", "fa")]
    [InlineData("ar", "ar")]
    [InlineData("hy", "hy")]
    [InlineData("ms", "ms")]
    public async Task A_sentence_with_a_number_has_exactly_the_forms_of_its_language(string language, string locale)
    {
        await using var context = await chrome.ContextAsync();
        var page = await context.NewPageAsync();
        var needed = await page.EvaluateAsync<string[]>("locale => { const rules = new Intl.PluralRules([locale, 'en-GB']); return [...new Set(Array.from({ length: 1001 }, (_, count) => rules.select(count)))]; }", locale);
        var sentences = Directory.EnumerateFiles(Path.Combine(Repository.Root, "dashboard", "src", "i18n", language), "*.ts")
            .SelectMany(file => Forms().Matches(File.ReadAllText(file)).Select(match => (Key: match.Groups[1].Value, Forms: Form().Matches(match.Groups[2].Value).Select(form => form.Groups[1].Value).ToHashSet()))).ToList();

        Assert.True(sentences.Count >= 20, $"Only {sentences.Count} sentences with forms were found.");
        Assert.Empty(sentences.Where(sentence => !sentence.Forms.SetEquals(needed)).Select(sentence => $"{sentence.Key}: {string.Join(' ', sentence.Forms)}, not {string.Join(' ', needed)}"));
    }

    [BrowserTheory]
    [InlineData("en", "The database is starting.")]
    [InlineData("fa", "پایگاه داده اکنون پاسخ نمی‌دهد.")]
    [InlineData("ar", "قاعدة البيانات لا تجيب الآن.")]
    [InlineData("hy", "Տվյալների բազան այժմ չի պատասխանում։")]
    [InlineData("ms", "Pangkalan data tidak menjawab sekarang.")]
    public async Task A_problem_is_said_in_the_language_shown_with_the_collectors_own_words_behind(string language, string begins)
    {
        await using var api = await CannedApi.StartAsync();
        api.Broken = true;
        await using var context = await chrome.ContextAsync();
        var page = (await DashboardPage.OpenAsync(context, api, "/demo.local", language)).Page;
        var alert = page.Locator(".overview [role=alert] p");

        await Expect(alert).ToHaveTextAsync(new Regex("^" + Regex.Escape(begins)));
        await Expect(alert).ToContainTextAsync("The database is starting.");
    }

    [GeneratedRegex(@"^  '?([\w.-]+)'?: \{((?:\s+(?:zero|one|two|few|many|other): '(?:[^'\\]|\\.)*',?)+)\s+\},?$", RegexOptions.Multiline)]
    private static partial Regex Forms();

    [GeneratedRegex("(zero|one|two|few|many|other): '")]
    private static partial Regex Form();
}
