using System.Globalization;
using Analytics.Querying;
using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles.Shop;

/// <summary>The engagement report equals plain LINQ over the same hits.</summary>
[Collection(EngineCollection.Name)]
public sealed class EngagementOracleTests(EngineFixture engine)
{
    private static readonly (string Label, long From, long To)[] VisitSteps =
        [("1", 1, 1), ("2", 2, 2), ("3", 3, 3), ("4", 4, 4), ("5", 5, 5), ("6–10", 6, 10), ("11–25", 11, 25), ("26+", 26, long.MaxValue)];

    private static readonly (string Label, long From, long To)[] DaySteps =
        [("0", 0, 0), ("1", 1, 1), ("2–3", 2, 3), ("4–7", 4, 7), ("8–14", 8, 14), ("15–30", 15, 30), ("31–60", 31, 60), ("61–90", 61, 90), ("91+", 91, long.MaxValue)];

    private static readonly (string Text, Func<Hit, bool> Passes)[] Filters = [("", _ => true), ("&filter=path==/cart", hit => hit.Path == "/cart")];

    [Fact]
    public async Task Engagement_equals_the_oracle()
    {
        var rows = 0;
        for (var seed = 1; seed <= 40; seed++)
        {
            rows += await AskAsync(await ShopData.StoreAsync(engine, seed, "engagement"));
        }

        Assert.True(rows > 1_000, $"only {rows} numbers were compared");
    }

    private static async Task<int> AskAsync(ShopData shop)
    {
        var (from, to, range) = shop.Range();
        var filter = Filters[shop.Random.Next(Filters.Length)];
        var end = LocalDay.Start(to.AddDays(1), ShopData.Berlin);
        var until = shop.Now < end ? shop.Now : end;
        var people = shop.Hits.Where(hit => ShopData.Between(hit, from, to) && hit.Time < until && filter.Passes(hit) && hit.Identity is IdentityKind.User or IdentityKind.Consented)
            .GroupBy(hit => hit.Visitor)
            .Select(hits => (Key: hits.Key, Visits: (long)hits.Count(hit => hit.IsFirst), Views: (long)hits.Count(hit => hit.IsPage), Away: until - hits.Max(hit => hit.Time),
                Paid: hits.Where(hit => hit.Value is not null && hit.Currency != "USD").Sum(hit => hit.Value!.Value))).ToList();

        // Traffic of this afternoon has not happened yet; ask only for ranges that are over.
        if (until < end)
        {
            return 0;
        }

        var rows = 0;
        foreach (var (show, steps) in new[] { ("visits", VisitSteps), ("recency", DaySteps) })
        {
            var result = await shop.AskAsync("engagement", $"{range}&show={show}{filter.Text}");
            Assert.Equal(steps.Select(step => step.Label), result.Rows.Select(row => (string)row.Cells[0]!));
            foreach (var ((label, least, most), row) in steps.Zip(result.Rows))
            {
                var mine = people.Where(person => (show == "visits" ? Math.Max(1, person.Visits) : (long)person.Away.TotalDays) is var number && number >= least && number <= most).ToList();
                shop.Same(range, $"{show} {label} visitors", (long)mine.Count, result.Cell(row, "visitors"));
                shop.Same(range, $"{show} {label} share", Oracle.Ratio(mine.Count, people.Count), result.Cell(row, "share"));
                shop.Same(range, $"{show} {label} visits", mine.Sum(person => person.Visits), result.Cell(row, "visits"));
                shop.Same(range, $"{show} {label} pageviews", mine.Sum(person => person.Views), result.Cell(row, "pageviews"));
                rows++;
            }

            shop.Same(range, $"{show} totals", (long)people.Count, result.Cell(result.Totals!, "visitors"));
        }

        var list = await shop.AskAsync("engagement", $"{range}&show=winback&away=7{filter.Text}");
        var gone = people.Where(person => person.Away >= TimeSpan.FromDays(7)).ToList();
        Assert.Equal(gone.Count, list.Rows.Count);
        foreach (var person in gone)
        {
            var row = list.Row(person.Key.ToString(CultureInfo.InvariantCulture));
            object?[] expected = [row.Cells[0], person.Away.TotalSeconds, person.Visits, person.Views, person.Paid, "EUR"];
            for (var i = 0; i < expected.Length; i++)
            {
                shop.Same(range, $"winback {person.Key} {list.Columns[i].Name}", expected[i], row.Cells[i]);
            }
        }

        return (rows * 4) + (gone.Count * 5);
    }
}
