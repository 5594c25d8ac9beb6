using System.Text.Json;
using Microsoft.Playwright;
using Shared;

namespace Browser.Tests;

/// <summary>The rules of WCAG 2.2 AA, as far as axe-core can check them.</summary>
internal static class Accessibility
{
    private const string Rules = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

    private static readonly string Axe = Path.Combine(Repository.Root, "node_modules", "axe-core", "axe.min.js");

    /// <summary>The rules that are broken on a page as it is, with where.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var result = await page.EvaluateAsync<JsonElement>($"async () => (await axe.run(document, {{ runOnly: {Rules}, resultTypes: ['violations'] }})).violations.map(one => one.id + ': ' + one.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))");
        return [.. result.EnumerateArray().Select(one => one.GetString()!)];
    }
}
