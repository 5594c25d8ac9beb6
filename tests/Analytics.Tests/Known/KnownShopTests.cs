using System.Globalization;
using Analytics.Tests.Support;
using Shared;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Known;

/// <summary>Every number of tests/Data/known-answers-shop.md.</summary>
[Collection(EngineCollection.Name)]
public sealed class KnownShopTests(EngineFixture engine)
{
    private const string QuestionMark = "### ";
    private const string SiteName = "known-shop.example";

    private static readonly string[] Visitors = ["Mia", "Noa", "Oli", "Pia", "Quin"];

    private static string[] Lines => File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Data", "known-answers-shop.md"));

    public static TheoryData<string> Questions =>
        [.. Lines.Where(line => line.StartsWith(QuestionMark, StringComparison.Ordinal)).Select(line => line[QuestionMark.Length..])];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task The_answer_is_the_one_worked_out_by_hand(string question)
    {
        var site = await SiteAsync();
        var (table, split) = (Table(QuestionMark + question), question.Split('?'));

        var result = await engine.RunAsync(site, split[0], split[1]);

        Assert.Equal(table.Count - 1, result.Rows.Count);
        for (var i = 1; i < table.Count; i++)
        {
            for (var c = 0; c < table[0].Length; c++)
            {
                var found = result.Cell(result.Rows[i - 1], table[0][c]);
                Assert.True(Same(table[i][c], found), $"{question} row {i}: {table[0][c]} should be {table[i][c]} and is {found ?? "null"}");
            }
        }
    }

    [Fact]
    public async Task What_was_left_out_is_told()
    {
        var site = await SiteAsync();
        const string Range = "from=2026-11-02&to=2026-11-22";

        var revenue = await engine.RunAsync(site, "revenue", Range);
        Assert.Contains("USD 60.00 in 1 events", revenue.Notes.Single(note => note.Code == "other_currencies").Text, StringComparison.Ordinal);
        var retention = await engine.RunAsync(site, "retention", Range);
        Assert.Contains("77.8", retention.Notes.Single(note => note.Code == "durable_keys").Text, StringComparison.Ordinal);
        var attribution = await engine.RunAsync(site, "attribution", $"{Range}&conversion=event:Purchase");
        Assert.Contains("83.3", attribution.Notes.Single(note => note.Code == "visitor_days").Text, StringComparison.Ordinal);
        var costs = await engine.RunAsync(site, "costs", Range);
        Assert.Contains("USD", costs.Notes.Single(note => note.Code == "other_currencies").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revenue_is_compared_with_the_range_before()
    {
        var result = await engine.RunAsync(await SiteAsync(), "revenue", "from=2026-11-09&to=2026-11-15&by=product&compare=previous");

        Assert.Equal([("Pot", 40m, 30.5m), ("Mug", 10m, 20m)],
            result.Rows.Select(row => ((string)row.Cells[0]!, (decimal)row.Cells[1]!, (decimal)row.Previous![1]!)));
        Assert.Equal(50.5m, result.Totals!.Previous![1]);
    }

    private async Task<Site> SiteAsync()
    {
        if (engine.Catalog.FindSite(SiteName) is { } stored)
        {
            return stored;
        }

        var site = engine.Catalog.AddSite(SiteName, "Europe/Berlin", "EUR");
        var stamper = new Stamper(site.Id, 60_000_000);
        await engine.InsertAsync(Table("## Hits").Skip(1).Select(cells => stamper.Stamp(Parse(cells)).Row));
        engine.Catalog.PutCosts(site.Id, [.. Table("## Costs").Skip(1).Select(cells => new CampaignCost
        {
            Day = DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Source = cells[1],
            Medium = cells[2],
            Campaign = cells[3],
            Impressions = cells[4].Length == 0 ? null : Number(cells[4]),
            Clicks = Number(cells[5]),
            Cost = Number(cells[6]),
            Currency = cells[7],
        })]);
        return site;
    }

    private static Hit Parse(string[] cells)
    {
        // November: Berlin is one hour ahead.
        var at = new DateTimeOffset(2026, 11, Number(cells[1]), 0, 0, 0, TimeSpan.FromHours(1)) + TimeSpan.ParseExact(cells[2], "hh\\:mm", CultureInfo.InvariantCulture);
        return new Hit((ulong)Array.IndexOf(Visitors, cells[3]) + 1, at, cells[4], cells[5])
        {
            Source = cells[6],
            Medium = cells[7],
            Campaign = cells[8],
            Value = cells[9].Length == 0 ? null : decimal.Parse(cells[9], CultureInfo.InvariantCulture),
            Currency = cells[10],
            Order = cells[11],
            Properties = [.. cells[12].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))],
            Identity = cells[3] switch { "Mia" or "Oli" => IdentityKind.User, "Noa" => IdentityKind.Consented, _ => IdentityKind.Cookieless },
        };
    }

    private static List<string[]> Table(string heading) => Lines
        .SkipWhile(line => line != heading).Skip(1)
        .SkipWhile(line => !line.StartsWith('|'))
        .TakeWhile(line => line.StartsWith('|'))
        .Where(line => !line.StartsWith("|--", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
        .ToList();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static bool Same(string expected, object? found)
    {
        if (found is null or string)
        {
            return expected == (found ?? "–").ToString();
        }

        var parts = expected.Split('/').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return Math.Abs(Convert.ToDouble(found, CultureInfo.InvariantCulture) - (parts.Length == 2 ? parts[0] / parts[1] : parts[0])) < 1e-9;
    }
}
