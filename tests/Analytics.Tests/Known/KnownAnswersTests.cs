using System.Globalization;
using Analytics.Reports;
using Analytics.Tests.Support;
using Storage.Catalog;

namespace Analytics.Tests.Known;

/// <summary>Every number of tests/Data/known-answers.md.</summary>
[Collection(EngineCollection.Name)]
public sealed class KnownAnswersTests(EngineFixture engine)
{
    public static TheoryData<string> Questions => [.. KnownAnswers.Questions()];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task The_answer_is_the_one_worked_out_by_hand(string question)
    {
        var site = await SiteAsync();
        var table = KnownAnswers.Answers(question);
        var split = question.Split('?');

        var result = await engine.RunAsync(site, split[0], split[1]);

        var (columns, rows) = (table[0], table.Skip(1).ToList());
        Assert.Equal(rows.Count, result.Rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = Find(result, columns, rows[i], i);
            for (var c = 0; c < columns.Length; c++)
            {
                Assert.True(Same(rows[i][c], result.Cell(row, columns[c])),
                    $"{question} row {rows[i][0]}: {columns[c]} should be {rows[i][c]} and is {result.Cell(row, columns[c]) ?? "null"}");
            }
        }
    }

    [Fact]
    public async Task A_range_longer_than_the_keys_life_says_so_with_the_share_of_durable_keys()
    {
        var result = await engine.RunAsync(await SiteAsync(), "overview", "from=2026-11-01&to=2026-11-03");

        var note = Assert.Single(result.Notes);
        Assert.Equal("visitor_days", note.Code);
        Assert.Contains("33.3", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_gives_the_days_before_to_rows_and_totals()
    {
        var result = await engine.RunAsync(await SiteAsync(), "breakdown", "from=2026-11-02&to=2026-11-02&by=source&compare=previous&metrics=visits&limit=1");

        Assert.Equal("news.example:2:0", $"{result.Rows[0].Cells[0]}:{result.Rows[0].Cells[1]}:{result.Rows[0].Previous![1]}", StringComparer.Ordinal);
        Assert.Equal(3L, result.Totals!.Cells[1]);
        Assert.Equal(3L, result.Totals.Previous![1]);
        Assert.Contains(result.Notes, note => note.Code == "truncated");
    }

    [Fact]
    public async Task A_goal_with_a_fixed_value_is_worth_it_at_each_conversion()
    {
        var site = await SiteAsync();
        var product = engine.Catalog.Goals(site.Id).First(goal => goal.Name == "Product");
        var worth = engine.Catalog.UpdateGoal(product with { FixedValue = 2.5m });

        var each = await engine.RunAsync(site, "goals", "from=2026-11-01&to=2026-11-03");
        var bySource = await engine.RunAsync(site, "goals", "from=2026-11-01&to=2026-11-03&by=source");
        engine.Catalog.UpdateGoal(product);

        // Five products at 2.50; the totals add the purchases' own 50 + 20 − 20.
        Assert.Equal(2.5m, worth.FixedValue);
        Assert.Equal(12.5m, each.Cell(each.Rows.Single(row => Equals(row.Cells[1], "Product")), "revenue"));
        Assert.Equal(62.5m, each.Cell(each.Totals!, "revenue"));
        Assert.Equal(55m, bySource.Cell(bySource.Row("Google"), "revenue"));
    }

    [Fact]
    public async Task What_lies_in_the_future_is_unknown_and_not_nothing()
    {
        // The tests' clock stands at 12:00 UTC, 13:00 in Berlin.
        var result = await engine.RunAsync(await SiteAsync(), "timeseries", "period=today&compare=previous&compare_match=weekday");

        Assert.Equal(24, result.Rows.Count);
        Assert.All(result.Rows.Take(13), row => Assert.Equal(0L, result.Cell(row, "visitors")));
        Assert.All(result.Rows.Skip(13), row => Assert.Null(result.Cell(row, "visitors")));
        Assert.Equal("2026-11-15", result.Previous!.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.All(result.Rows, row => Assert.Equal(0L, row.Previous![result.Index("visitors")]));
        Assert.Contains(result.Notes, note => note.Code == "running");
    }

    [Fact]
    public async Task A_day_that_is_not_over_is_compared_with_the_same_hours_of_the_day_before()
    {
        // The tests' clock stands at 12:00 UTC, 13:00 in Berlin.
        var site = engine.Catalog.AddSite("known-passed.example", "Europe/Berlin", "EUR");
        var stamper = new Stamper(site.Id, 95_000_000);
        var yesterday = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(1));
        Hit[] hits = [new(1, yesterday, "pageview", "/"), new(2, yesterday.AddHours(9), "pageview", "/"), new(3, yesterday.AddDays(1), "pageview", "/")];
        await engine.InsertAsync(hits.Select(hit => stamper.Stamp(hit).Row));

        var overview = await engine.RunAsync(site, "overview", "period=today&compare=previous");
        var hours = await engine.RunAsync(site, "timeseries", "period=today&compare=previous&interval=hour");

        Assert.Equal((1L, 1L), (overview.Cell(overview.Rows[0], "pageviews"), overview.Rows[0].Previous![overview.Index("pageviews")]));
        Assert.Contains(overview.Notes, note => note.Code == "running");
        // The line goes on, its sum does not.
        Assert.Equal(1L, hours.Rows[18].Previous![hours.Index("pageviews")]);
        Assert.Equal(1L, hours.Totals!.Previous![hours.Index("pageviews")]);
    }

    private async Task<Site> SiteAsync()
    {
        const string Name = "known.example";
        if (engine.Catalog.FindSite(Name) is { } stored)
        {
            return stored;
        }

        var site = engine.Catalog.AddSite(Name, "Europe/Berlin", "EUR");
        foreach (var (name, type, value) in new[] { ("Order", GoalType.Event, "Purchase"), ("Product", GoalType.Page, "/product/*"), ("Deep", GoalType.Scroll, "50"), ("Reader", GoalType.Engaged, "20") })
        {
            engine.Catalog.AddGoal(new Goal(0, site.Id, name, type, value, new Dictionary<string, string>()));
        }

        engine.Catalog.AddSegment(new Segment(0, site.Id, "Buyers from search", [["source==Google", "source==news.example"], ["did:Purchase"]]));
        var stamper = new Stamper(site.Id, 50_000_000);
        await engine.InsertAsync(KnownAnswers.Hits().Select(hit => stamper.Stamp(hit).Row));
        return site;
    }

    // Rows that have a name are found by it: their order among equals is not the point here.
    private static ReportRow Find(ReportResult result, string[] columns, string[] expected, int position) =>
        columns[0] is "value" or "name"
            ? result.Rows.Single(row => Equals(result.Cell(row, columns[0]), expected[0]) && (columns[1] != "value_2" || Equals(result.Cell(row, "value_2"), expected[1])))
            : result.Rows[position];

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
