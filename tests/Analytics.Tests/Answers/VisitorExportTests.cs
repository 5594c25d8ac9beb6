using System.Text.Json;
using Analytics.Reports;
using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Answers;

/// <summary>A visitor is given their own rows, and what they did in a visit before they were known; not what others did after them.</summary>
[Collection(EngineCollection.Name)]
public sealed class VisitorExportTests(EngineFixture engine)
{
    private const ulong Key = 0xD3A1_5C97_E2B8_461F;
    private const ulong Daily = 0x8F4B_29C6_71DE_A553;

    private static readonly DateTimeOffset Morning = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_came_in_a_visit_before_the_visitors_first_row_is_theirs_and_what_another_key_did_after_it_is_not()
    {
        var site = engine.Catalog.AddSite("export.example", "UTC", "EUR");
        await engine.InsertAsync(
        [
            Row(site, 0, Daily, 71, "/before"), Row(site, 1, Key, 71, "/signed-in"), Row(site, 2, Daily, 71, "/neighbour"), Row(site, 3, Key, 71, "/own"),
            Row(site, 4, Daily, 72, "/other-visit"), Row(site, 60, Key, 73, "/later"), Row(site, 61, Daily, 73, "/neighbour-again"),
        ]);

        Assert.Equal(["/before", "/signed-in", "/own", "/later"], await PathsAsync(site, Key));
        // The key of the day: its rows, and what came before them in their visits.
        Assert.Equal(["/before", "/neighbour", "/other-visit", "/later", "/neighbour-again"], await PathsAsync(site, Daily));
    }

    [Fact]
    public async Task Rows_of_another_site_are_nobodys()
    {
        var (site, other) = (engine.Catalog.AddSite("export-own.example", "UTC", "EUR"), engine.Catalog.AddSite("export-other.example", "UTC", "EUR"));
        await engine.InsertAsync([Row(site, 0, Key, 81, "/mine"), Row(other, 0, Key, 82, "/theirs")]);

        Assert.Equal(["/mine"], await PathsAsync(site, Key));
    }

    private static EventRow Row(Site site, int minute, ulong visitor, ulong visit, string path) => new()
    {
        Site = site.Id,
        Time = Morning.AddMinutes(minute),
        Received = Morning.AddMinutes(minute),
        Name = "pageview",
        Visitor = visitor,
        Identity = visitor == Key ? IdentityKind.User : IdentityKind.Cookieless,
        Visit = visit,
        Path = path,
    };

    private async Task<List<string>> PathsAsync(Site site, ulong visitor)
    {
        await using var rows = await new VisitorExport(engine.Client).OpenAsync(site, visitor, CancellationToken.None);
        using var reader = new StreamReader(rows);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("path").GetString()!)];
    }
}
