using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles;

/// <summary>The report "filtered" over random traffic equals a count in LINQ.</summary>
[Collection(EngineCollection.Name)]
public sealed class FilteredOracleTests(EngineFixture engine)
{
    private static readonly string[] Reasons = ["", "no-accept,no-language", "agent-word", "prefetch"];

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "")]
    [InlineData(3, "&filter=path==/a")]
    [InlineData(4, "&classes=bot")]
    [InlineData(5, "&limit=2")]
    public async Task The_report_equals_the_oracle(int seed, string query)
    {
        var site = engine.Catalog.AddSite($"filtered{seed}.example", "Europe/Berlin", "EUR");
        var random = new Random(seed);
        var stamper = new Stamper(site.Id, 70_000_000 + ((ulong)seed * 100_000));
        var rows = RandomTraffic.Make(seed).Select(hit => stamper.Stamp(hit).Row).ToList();
        foreach (var visit in rows.GroupBy(row => row.Visit))
        {
            var reasons = Reasons[random.Next(Reasons.Length)];
            foreach (var row in visit)
            {
                row.ClassReasons = reasons;
                row.Class = row.Class == HitClass.Human && reasons.StartsWith("no-", StringComparison.Ordinal) && random.Next(2) == 0 ? HitClass.Suspected : row.Class;
            }
        }

        await engine.InsertAsync(rows);
        var (from, to) = (new DateTimeOffset(2026, 10, 24, 22, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 26, 23, 0, 0, TimeSpan.Zero));
        var counted = rows.Where(row => row.Time >= from && row.Time < to
            && (!query.Contains("path", StringComparison.Ordinal) || row.Path == "/a")
            && (!query.Contains("classes", StringComparison.Ordinal) || row.Class == HitClass.Bot)).ToList();
        var expected = counted.GroupBy(row => (Class: row.Class.ToString().ToLowerInvariant(), row.BotKind, row.ClassReasons))
            .Select(group => (group.Key, Hits: group.Count(), Visits: group.Select(row => row.Visit).Distinct().Count()))
            .OrderByDescending(group => group.Hits).ThenBy(group => group.Key.Class, StringComparer.Ordinal)
            .ThenBy(group => group.Key.BotKind, StringComparer.Ordinal).ThenBy(group => group.Key.ClassReasons, StringComparer.Ordinal)
            .Take(query.Contains("limit", StringComparison.Ordinal) ? 2 : 100)
            .Select(group => FormattableString.Invariant($"{group.Key.Class}|{group.Key.BotKind}|{group.Key.ClassReasons}|{group.Hits}|{(double)group.Hits / counted.Count}|{group.Visits}"));

        var result = await engine.RunAsync(site, "filtered", "from=2026-10-25&to=2026-10-26" + query);

        Assert.Equal(expected, result.Rows.Select(row => string.Join('|', row.Cells.Select(cell => FormattableString.Invariant($"{cell}")))));
        Assert.Equal((long)counted.Count, result.Cell(result.Totals!, "hits"));
        Assert.Equal((long)counted.Select(row => row.Visit).Distinct().Count(), result.Cell(result.Totals!, "visits"));
    }

    [Fact]
    public async Task A_split_by_country_says_how_much_is_known_and_from_what()
    {
        var site = engine.Catalog.AddSite("places.example", "UTC", "EUR");
        var stamper = new Stamper(site.Id, 79_000_000);
        var day = new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
        string[] sources = ["mmdb", "mmdb", "timezone", ""];
        await engine.InsertAsync(sources.Select((source, i) =>
        {
            var row = stamper.Stamp(new Hit((ulong)i + 1, day.AddMinutes(i), "pageview", "/") { Country = source.Length > 0 ? "DE" : "" }).Row;
            row.GeoSource = source;
            return row;
        }));

        var result = await engine.RunAsync(site, "breakdown", "from=2026-11-01&to=2026-11-01&by=country");

        Assert.Equal("The country is known for 75.0 % of the visits (by mmdb 50.0 %, timezone 25.0 %).", result.Notes.Single(note => note.Code == "place_coverage").Text);
    }
}
