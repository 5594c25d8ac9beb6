using System.Globalization;
using Analytics.Querying;
using Analytics.Tests.Support;
using Shared;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Known;

/// <summary>Every number of tests/Data/known-answers-vitals.md.</summary>
[Collection(EngineCollection.Name)]
public sealed class KnownVitalsTests(EngineFixture engine)
{
    private const string QuestionMark = "### ";
    private const string SiteName = "known-vitals.example";

    private static string[] Lines => File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Data", "known-answers-vitals.md"));

    public static TheoryData<string> Questions =>
        [.. Lines.Where(line => line.StartsWith(QuestionMark, StringComparison.Ordinal)).Select(line => line[QuestionMark.Length..])];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task The_answer_is_the_one_worked_out_by_hand(string question)
    {
        var (table, split) = (Table(QuestionMark + question), question.Split('?'));

        var result = await engine.RunAsync(await SiteAsync(), split[0], split[1]);

        Assert.Equal(table.Count - 1, result.Rows.Count);
        foreach (var (expected, row) in table.Skip(1).Zip(result.Rows))
        {
            foreach (var (column, text) in table[0].Zip(expected))
            {
                var found = result.Cell(row, column);
                Assert.True(Same(text, found), $"{question} row {expected[0]}: {column} should be {text} and is {found ?? "null"}");
            }
        }
    }

    [Fact]
    public async Task A_split_has_the_vital_of_all_views_as_totals()
    {
        var result = await engine.RunAsync(await SiteAsync(), "vitals", "from=2026-11-01&to=2026-11-03&by=page&vital=inp&limit=1");

        Assert.Equal(3L, result.Cell(result.Totals!, "views"));
        Assert.Equal(0.2, result.Cell(result.Totals!, "p75"));
        Assert.Contains(result.Notes, note => note.Code == "truncated");
    }

    [Theory]
    [InlineData("compare=previous", "compare")]
    [InlineData("vital=cls", "vital")]
    [InlineData("by=page&vital=fid", "vital")]
    [InlineData("by=exit_page", "by")]
    public async Task What_cannot_be_answered_is_refused(string query, string parameter)
    {
        var refused = await Assert.ThrowsAsync<QueryProblemException>(async () => await engine.RunAsync(await SiteAsync(), "vitals", query));

        Assert.Equal(parameter, refused.Parameter);
    }

    private static List<string[]> Table(string heading) => [.. Lines
        .SkipWhile(line => line != heading).Skip(1).SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|'))
        .Where(line => !line.StartsWith("|--", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];

    private async Task<Site> SiteAsync()
    {
        if (engine.Catalog.FindSite(SiteName) is { } stored)
        {
            return stored;
        }

        var site = engine.Catalog.AddSite(SiteName, "UTC", "EUR");
        var stamper = new Stamper(site.Id, 90_000_000);
        await engine.InsertAsync(Table("## Views").Skip(1).SelectMany(cells => Hits(cells).Select(hit =>
        {
            var row = stamper.Stamp(hit).Row;
            row.Title = hit.IsPage ? cells[3] : "";
            return row;
        })));
        return site;
    }

    private static IEnumerable<Hit> Hits(string[] cells)
    {
        var number = ulong.Parse(cells[0], CultureInfo.InvariantCulture);
        var time = new DateTimeOffset(2026, 11, int.Parse(cells[1], CultureInfo.InvariantCulture), 9, 0, 0, TimeSpan.Zero);
        var view = new Hit(number, time, "pageview", cells[2]) { View = number, Class = Enum.Parse<HitClass>(cells[4], ignoreCase: true) };
        yield return view;
        yield return view with
        {
            Name = "engagement",
            Time = time.AddSeconds(10),
            Engaged = 10_000,
            Properties = [.. cells[5].Split(' ').Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]))],
        };
    }

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
