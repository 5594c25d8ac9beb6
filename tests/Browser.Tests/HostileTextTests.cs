using System.Text.Json;
using Microsoft.Playwright;
using Shared;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>Whatever a visitor writes is text on every page of the dashboard: sent through the real program, nothing of it runs.</summary>
[Collection(DashboardGroup.Name)]
public sealed class HostileTextTests(Chrome chrome)
{
    private const string Site = "hostile.example";

    /// <summary>Counts what runs and what the content security policy had to stop, over all pages of the tab.</summary>
    private const string Watch =
        """
        window.xss = (what) => sessionStorage.setItem('ran', `${sessionStorage.getItem('ran') ?? ''} ${what}`);
        document.addEventListener('securitypolicyviolation', (event) => sessionStorage.setItem('stopped', `${sessionStorage.getItem('stopped') ?? ''} ${event.violatedDirective} ${event.blockedURI}`));
        """;

    /// <summary>Elements and attributes that only markup from a text could have made.</summary>
    private const string Foreign =
        """
        () => [...document.querySelectorAll('body *')].filter((element) =>
          ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'STYLE', 'LINK', 'META', 'BASE', 'VIDEO', 'AUDIO', 'MARQUEE', 'XMP', 'MATH', 'FOREIGNOBJECT', 'ANIMATE'].includes(element.tagName.toUpperCase())
          || element.tagName === 'IMG' && !element.src.startsWith(location.origin + '/assets/')
          || [...element.attributes].some(({ name, value }) => name.startsWith('on') || ['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name) && /^\s*(javascript|data|vbscript):/i.test(value)))
          .map((element) => element.outerHTML.slice(0, 200))
        """;

    private static readonly string[] Tabs = ["", "funnels", "retention", "journeys", "attribution", "revenue", "loyalty", "costs", "filtered", "live", "settings"];

    [EndToEndFact]
    public async Task No_text_of_a_visitor_runs_on_any_page_and_each_is_shown_as_it_was_written()
    {
        Assert.True(HostileTexts.All.Count >= 60);
        await using var collector = await RunningCollector.StartAsync(Site);
        await collector.PostAsync("goals", new { name = HostileTexts.All[0], type = "event", value = "Purchase" }, Site);
        await collector.PostAsync("segments", new { name = HostileTexts.All[13], filters = (string[])["event==Purchase"] }, Site);
        await collector.PostAsync("funnels", new { name = HostileTexts.All[21], steps = (string[])["page:*", "event:Purchase"], window = "1d", order = "ordered", unit = "visitor" }, Site);
        for (var i = 0; i < HostileTexts.All.Count; i++)
        {
            await SendAsync(collector, i, HostileTexts.All[i]);
        }

        // Plain letters are sent a second time, in headers.
        var sent = HostileTexts.All.Count + HostileTexts.All.Count(text => text.All(char.IsAscii));
        await collector.ReportUntilAsync(TimeSpan.FromSeconds(10), report => report.GetProperty("rows")[0].GetProperty("pageviews").GetInt64() == sent, "overview", "&classes=all", Site);
        await using var context = await chrome.ContextAsync(1280, 2000);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            complaints.Add($"dialog {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.AddInitScriptAsync(Watch + $"sessionStorage.setItem('collector-key', '{RunningCollector.AdminKey}');");

        foreach (var tab in Tabs)
        {
            await page.GotoAsync($"{collector.Address}/{Site}?tab={tab}&period=today");
            await Expect(page.Locator("main h2").First).ToBeVisibleAsync();
            await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            await AssertOnlyTextAsync(page, tab);
        }

        foreach (var (list, dimension, name) in Lists)
        {
            var property = list == "events" && dimension != "event" ? $"&events=property&property={dimension["prop.".Length..]}" : $"&{list}={dimension}";
            await page.GotoAsync($"{collector.Address}/{Site}?period=today{property}");
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^Show all: .*{name}", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).ClickAsync();
            var shown = new HashSet<string>(StringComparer.Ordinal);
            for (var next = true; next;)
            {
                await Expect(page.Locator(".details [aria-busy=true]")).ToHaveCountAsync(0);
                await AssertOnlyTextAsync(page, dimension);
                shown.UnionWith(await page.Locator(".details tbody th").AllTextContentsAsync());
                var button = page.Locator(".details .pager button").Last;
                next = await button.IsEnabledAsync();
                if (next)
                {
                    var first = await page.Locator(".details tbody th").First.TextContentAsync();
                    await button.ClickAsync();
                    await Expect(page.Locator(".details tbody th").First).Not.ToHaveTextAsync(first ?? "");
                }
            }

            // What the collector keeps of a text (a host in small letters, an address without its query) is shown letter for letter.
            var kept = await ValuesAsync(collector, dimension);
            Assert.True(kept.Count >= 60, $"Only {kept.Count} values of {dimension} are kept.");
            Assert.Equal((dimension, ""), (dimension, string.Join('\n', kept.Except(shown))));
            if (Whole.Contains(dimension))
            {
                // A mark that turns text round need not be kept, nor does it reach out of its cell.
                Assert.Equal((dimension, ""), (dimension, string.Join('\n', HostileTexts.All.Select(Plain).Except(shown.Select(Plain)))));
            }
        }

        // A value that is clicked becomes a filter, a chip and a part of the address.
        await page.GotoAsync($"{collector.Address}/{Site}?period=today&filter={Uri.EscapeDataString($"title=={HostileTexts.All[13]}")}");
        await Expect(page.Locator(".chips li")).ToContainTextAsync(HostileTexts.All[13]);
        await AssertOnlyTextAsync(page, "a chip");

        // Products that were bought, suggestions of the filter form, what those did who dropped, and the feed of Live.
        await page.GotoAsync($"{collector.Address}/{Site}?tab=revenue&by=product&period=today");
        await Expect(page.Locator(".by tbody tr").Nth(50)).ToBeVisibleAsync();
        await AssertOnlyTextAsync(page, "products");
        var products = await page.Locator(".by tbody th").AllTextContentsAsync();
        Assert.Empty(HostileTexts.All.Select(Plain).Except(products.Select(Plain)));

        await page.GotoAsync($"{collector.Address}/{Site}?period=today");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await page.Locator(".filterform select").First.SelectOptionAsync("utm_term");
        await Expect(page.Locator("#filter-values option").Nth(40)).ToBeAttachedAsync();
        var suggested = await page.Locator("#filter-values option").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
        Assert.Empty(suggested.Except(await ValuesAsync(collector, "utm_term")));
        await AssertOnlyTextAsync(page, "suggestions");

        await page.GotoAsync($"{collector.Address}/{Site}?tab=funnels&period=today&step=page:*&step=event:Never&at=1");
        await Expect(page.Locator(".drawer tbody th").First).ToBeVisibleAsync();
        await AssertOnlyTextAsync(page, "the drawer");
        var after = await page.Locator(".drawer section tbody th").AllTextContentsAsync();
        Assert.All(after, text => Assert.Contains(Plain(text["Event ".Length..]), HostileTexts.All.Select(Plain)));

        await page.GotoAsync($"{collector.Address}/{Site}?tab=live");
        await Expect(page.Locator(".feed tbody tr")).ToHaveCountAsync(20);
        var fed = (await page.Locator(".feed tbody th").AllTextContentsAsync()).Where(text => text != "(not known)");
        Assert.Empty(fed.Except(await ValuesAsync(collector, "page")));
        await AssertOnlyTextAsync(page, "the feed");
        Assert.Empty(complaints);
    }

    /// <summary>Lists of the Overview, one or two of each card (the others are drawn by the same code), their dimensions and the names of those; properties by their names.</summary>
    private static readonly (string List, string Dimension, string Name)[] Lists =
    [
        ("pages", "page", "Page"), ("pages", "title", "Title"), ("sources", "source", "Source"), ("sources", "referrer", "Referrer"),
        ("sources", "utm_campaign", "Campaign"), ("events", "event", "Event"), ("events", "prop.step", "Property step"),
    ];

    /// <summary>Dimensions that keep every text as it was sent.</summary>
    private static readonly string[] Whole = ["title", "utm_campaign", "event", "prop.step"];

    /// <summary>The values that the reports know of a dimension, without those that are not shown as they are.</summary>
    private static async Task<List<string>> ValuesAsync(RunningCollector collector, string dimension)
    {
        var report = await collector.ReportAsync("breakdown", $"&by={Uri.EscapeDataString(dimension)}&limit=10000&metrics=visitors{(dimension == "event" ? "&filter=event!%3Dpageview" : "")}", Site);
        return [.. report.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("value").GetString()).OfType<string>()];
    }

    private static string Plain(string text) => string.Concat(text.Where(letter => letter is not ('\u202e' or '\u2068' or '\u2069')));

    private static async Task AssertOnlyTextAsync(IPage page, string where)
    {
        Assert.Equal((where, ""), (where, string.Join('\n', await page.EvaluateAsync<string[]>(Foreign))));
        Assert.Equal((where, null), (where, await page.EvaluateAsync<string?>("() => sessionStorage.getItem('ran')")));
        Assert.Equal((where, null), (where, await page.EvaluateAsync<string?>("() => sessionStorage.getItem('stopped')")));
    }

    /// <summary>Sends a text in every field that a visitor controls: a page view and a purchase of a visitor of its own.</summary>
    private static async Task SendAsync(RunningCollector collector, int visitor, string text)
    {
        var asked = Uri.EscapeDataString(text);
        var common = new Dictionary<string, object>
        {
            ["s"] = Site,
            ["u"] = $"https://{Site}/{asked}?utm_source={asked}&utm_medium={asked}&utm_campaign={asked}&utm_content={asked}&utm_term={asked}&gclid={asked}",
            ["r"] = $"https://hostile{visitor}.example.net/{asked}?q={asked}",
            ["t"] = text,
            ["id"] = text,
            ["p"] = new Dictionary<string, string> { [text[..Math.Min(text.Length, 64)]] = text, ["product"] = text, ["category"] = text, ["step"] = text },
        };
        object[] hits =
        [
            With(common, ("n", "pageview")), With(common, ("n", text)), With(common, ("n", "AddToCart"), ("v", 5), ("c", "EUR")),
            With(common, ("n", "Purchase"), ("v", 5), ("c", "EUR"), ("o", text)),
        ];
        await SendAsync(collector, hits, []);
        if (text.All(char.IsAscii))
        {
            await SendAsync(collector, hits, [("User-Agent", $"Mozilla/5.0 (X11; Linux x86_64) {text} Chrome/141.0.0.0"), ("Accept-Language", text), ("Sec-CH-UA-Platform", $"\"{text}\"")]);
        }
    }

    private static async Task SendAsync(RunningCollector collector, object[] hits, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/e") { Content = new StringContent(JsonSerializer.Serialize(hits), System.Text.Encoding.UTF8, "text/plain") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await collector.Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static Dictionary<string, object> With(Dictionary<string, object> common, params (string Key, object Value)[] more)
    {
        var hit = new Dictionary<string, object>(common);
        foreach (var (key, value) in more)
        {
            hit[key] = value;
        }

        return hit;
    }
}
