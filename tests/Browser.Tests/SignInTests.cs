using System.Text.Json;
using Microsoft.Playwright;
using Shared;
using static Browser.Tests.Screenshots;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>From the link of the start to a password, out, in again, and to what others see by a shared link; through the real program.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SignInTests(Chrome chrome)
{
    private const string Password = "correct horse battery";

    [EndToEndFact]
    public async Task A_person_signs_in_out_and_in_again_and_shares_a_link()
    {
        await using var collector = await RunningCollector.StartAsync("example.com");
        await using var context = await chrome.ContextAsync(1280, 900);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);

        // By the link: one short step, which may be put off.
        var link = await LinkAsync(collector);
        await page.GotoAsync(link);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await ShotAsync(page, "sign-in-link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Choose a password");
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await ShotAsync(page, "sign-in-first");
        await page.GetByRole(AriaRole.Button, new() { Name = "Later" }).ClickAsync();
        await Expect(page.Locator(".site")).ToHaveValueAsync("example.com");
        await page.EvaluateAsync("() => sessionStorage.clear()");
        await page.ReloadAsync();

        // Name and password; a short one is refused by the browser already.
        await page.Locator("#name").FillAsync("owner@example.com");
        await page.Locator("#password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }).ClickAsync();
        await Expect(page.Locator(".site")).ToHaveValueAsync("example.com");

        // Out, and in again, wrongly first.
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign owner@example.com out" }).ClickAsync();
        await Expect(page.Locator("#name")).ToBeFocusedAsync();
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await page.Locator("#name").FillAsync("Owner@example.com");
        await page.Locator("#password").FillAsync("wrong horse battery");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".failure")).ToHaveTextAsync("Name, password or code are not right.");
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await ShotAsync(page, "sign-in-wrong");
        await page.Locator("#password").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".site")).ToHaveValueAsync("example.com");
        Assert.Empty(complaints);
    }

    [EndToEndFact]
    public async Task A_shared_link_opens_without_signing_in_by_its_password()
    {
        await using var collector = await RunningCollector.StartAsync("example.com,other.example");
        var open = await ShareAsync(collector, new { name = "Open" });
        var locked = await ShareAsync(collector, new { name = "Locked", password = Password });
        await using var context = await chrome.ContextAsync(1280, 900);
        var page = await context.NewPageAsync();

        await page.GotoAsync(collector.Address + open);
        await Expect(page.Locator(".site option")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Live" }).First.ClickAsync();
        Assert.Contains("share=", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(page.Locator(".site")).ToHaveValueAsync("example.com");

        await page.GotoAsync(collector.Address + locked);
        await page.Locator("#password").FillAsync("wrong horse battery");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".failure")).ToHaveTextAsync("This password is not right.");
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await page.Locator("#password").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".site")).ToHaveValueAsync("example.com");

        await page.GotoAsync($"{collector.Address}/example.com");
        await Expect(page.Locator("#name")).ToBeVisibleAsync();
    }

    private static async Task<string> ShareAsync(RunningCollector collector, object share)
    {
        using var body = new StringContent(JsonSerializer.Serialize(share), System.Text.Encoding.UTF8, "application/json");
        using var answer = await collector.Client.PostAsync(new Uri("/api/v1/sites/example.com/shares", UriKind.Relative), body);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("address").GetString()!;
    }

    /// <summary>The link is printed a moment after the collector is ready.</summary>
    private static async Task<string> LinkAsync(RunningCollector collector)
    {
        for (var round = 0; round < 100; round++)
        {
            if (collector.Output().Split(' ', '\n').FirstOrDefault(word => word.Contains("/sign-in?token=", StringComparison.Ordinal)) is { } link)
            {
                return link;
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException("No sign-in link was printed.");
    }
}
