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
    /// <param name="page">The page.</param>
    /// <param name="within">Selector of the part to look at; null for all of it.</param>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, string? within = null)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var result = await page.EvaluateAsync<JsonElement>($"async () => (await axe.run({(within is null ? "document" : JsonSerializer.Serialize(within))}, {{ runOnly: {Rules}, resultTypes: ['violations'] }})).violations.map(one => one.id + ': ' + one.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))");
        return [.. result.EnumerateArray().Select(one => one.GetString()!)];
    }
}
