using Microsoft.Playwright;
using Shared;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The settings of an owner on the real program: what is entered is kept, and every panel keeps the rules for everyone.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SettingsEndToEndTests(Chrome chrome)
{
    private const string Site = "example.com";

    private static readonly string[] Panels = ["snippet", "site", "goals", "funnels", "privacy", "keys", "users", "shares", "account"];

    [EndToEndFact]
    public async Task An_owner_opens_every_panel_and_a_machine_finds_nothing_against_the_rules()
    {
        await using var collector = await RunningCollector.StartAsync(Site);
        await collector.PostAsync("goals", new { name = "Bought", type = "event", value = "Purchase" });
        await collector.PostAsync("shares", new { name = "For the board" });
        foreach (var (language, scheme) in new[] { ("en", ColorScheme.Light), ("fa", ColorScheme.Dark) })
        {
            await using var context = await SignedInAsync(collector, scheme, language);
            var page = context.Pages[0];
            foreach (var panel in Panels)
            {
                await page.GotoAsync($"{collector.Address}/{Site}?tab=settings&panel={panel}");
                await Expect(page.Locator("main h2").First).ToBeVisibleAsync();
                await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
                Assert.Equal((panel, ""), (panel, string.Join('\n', await Accessibility.ViolationsAsync(page))));
                await ShotAsync(page, $"settings-{panel}-{language}");
            }
        }
    }

    [EndToEndFact]
    public async Task What_an_owner_enters_is_there_after_a_reload()
    {
        await using var collector = await RunningCollector.StartAsync(Site);
        await using var context = await SignedInAsync(collector, ColorScheme.Light, "en");
        var page = context.Pages[0];

        await page.GotoAsync($"{collector.Address}/{Site}?tab=settings&panel=privacy");
        await page.GetByLabel("Keep events, months").FillAsync("13");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("pre")).ToContainTextAsync("\"retention_months\": 13");
        await page.ReloadAsync();

        await Expect(page.GetByLabel("Keep events, months")).ToHaveValueAsync("13");
        Assert.Contains("\"retention_months\": 13", await collector.Client.GetStringAsync(new Uri($"/privacy.json?site={Site}", UriKind.Relative)), StringComparison.Ordinal);
    }

    private async Task<IBrowserContext> SignedInAsync(RunningCollector collector, ColorScheme scheme, string language)
    {
        var context = await chrome.ContextAsync(1280, 900, scheme);
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync($"localStorage.setItem('collector-language', '{language}')");
        var name = $"{language}@example.com";
        using var made = await collector.Client.PostAsync(
            new Uri("/api/v1/users", UriKind.Relative),
            new StringContent($$"""{"name":"{{name}}","role":"owner"}""", System.Text.Encoding.UTF8, "application/json"));
        var text = await made.Content.ReadAsStringAsync();
        Assert.True(made.IsSuccessStatusCode, text);
        var link = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("link").GetString()!;
        await page.GotoAsync(collector.Address + link);
        await page.Locator("form button.primary").ClickAsync();
        await page.Locator("#password").FillAsync("correct horse battery");
        await page.Locator("form button.primary").ClickAsync();
        await Expect(page.Locator(".site")).ToHaveValueAsync(Site);
        return context;
    }
}
