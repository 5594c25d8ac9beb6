using Collector.Http.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Browser.Tests.Screenshots;

namespace Browser.Tests;

/// <summary>The demo shop as the program serves it, with the collection routes left out.</summary>
[Collection(ChromeGroup.Name)]
public sealed class DemoShopTests(Chrome chrome)
{
    [BrowserFact]
    public async Task A_visitor_can_buy_a_teapot()
    {
        await using var shop = await StartAsync();
        await using var context = await chrome.ContextAsync(1200, 900);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        await page.GotoAsync(AddressOf(shop) + "/demo");
        await ShotAsync(page, "shop-home");
        await page.GetByRole(AriaRole.Link, new() { Name = "See the Morning Pot" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await ShotAsync(page, "shop-product");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cart" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-cart-total]")).ToHaveTextAsync("€48.00");
        await ShotAsync(page, "shop-cart");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to checkout" }).ClickAsync();
        await ShotAsync(page, "shop-checkout");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buy now" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-order]")).ToContainTextAsync("over €48.00 is in");
        await Assertions.Expect(page.Locator("[data-cart-count]")).ToHaveTextAsync("0");
        await ShotAsync(page, "shop-thanks");
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task The_tabs_of_the_guide_have_addresses_of_their_own()
    {
        await using var shop = await StartAsync();
        await using var context = await chrome.ContextAsync(1200, 900, ColorScheme.Dark);
        var page = await context.NewPageAsync();
        await page.GotoAsync(AddressOf(shop) + "/demo/guide");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Green" }).ClickAsync();
        await page.Keyboard.PressAsync("ArrowRight");

        Assert.EndsWith("/demo/guide/herbal", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Herbal tea" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Herbal tea" })).ToBeVisibleAsync();
        await ShotAsync(page, "shop-guide-dark");
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapDemoShop();
        app.MapGet("/s.js", () => Results.File(System.IO.Path.Combine(Repository.Assets, "s.js"), "text/javascript"));
        app.MapPost("/e", () => Results.Accepted());
        await app.StartAsync();
        return app;
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
}
