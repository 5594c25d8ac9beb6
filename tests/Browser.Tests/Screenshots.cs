using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>Pictures of the pages in artifacts/screenshots, for people to look at; no test compares them.</summary>
internal static class Screenshots
{
    public static async Task ShotAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", name + ".png"), FullPage = true });
}
