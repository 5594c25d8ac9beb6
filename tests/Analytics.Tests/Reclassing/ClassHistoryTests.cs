using Analytics.Querying;
using Analytics.Reclassing;
using Analytics.Reports;
using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Events;

namespace Analytics.Tests.Reclassing;

/// <summary>Kept hits get another class by a rule, whole visits at a time, and may get their old one back.</summary>
[Collection(EngineCollection.Name)]
public sealed class ClassHistoryTests(EngineFixture engine)
{
    private static readonly DateTimeOffset Day = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_rule_is_tried_applied_and_taken_back()
    {
        var site = await SiteAsync("history.example");
        var before = await FiguresAsync(site);

        var trial = await RunAsync(site, apply: false, "class=bot&filter=path==/robots.txt&from=2026-11-01&to=2026-11-03");
        Assert.Equal((2, 5, false), (trial.Visits, trial.Hits, trial.Applied));
        Assert.Equal(before, await FiguresAsync(site));

        // Visits 1 and 2 saw the page: all their hits go, one of which was suspected.
        var done = await RunAsync(site, apply: true, "class=bot&filter=path==/robots.txt&from=2026-11-01&to=2026-11-03");
        Assert.Equal((2, 5, true), (done.Visits, done.Hits, done.Applied));
        Assert.Equal("human 4 suspected 1", string.Join(' ', done.FromClass.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.Equal("visits 2 pageviews 3 bounces 0.5", await FiguresAsync(site));
        Assert.Equal(["bot crawler", "bot no-accept,no-language,reclassed-from-suspected", "bot reclassed-from-human", "human"], await ClassesAsync(site));

        // Twice over changes nothing more.
        Assert.Equal(0, (await RunAsync(site, apply: true, "class=bot&filter=path==/robots.txt&from=2026-11-01&to=2026-11-03")).Hits);

        await RunAsync(site, apply: true, "class=human&filter=class_reasons*=reclassed-from-human&from=2026-11-01&to=2026-11-03");
        await RunAsync(site, apply: true, "class=suspected&filter=class_reasons*=reclassed-from-suspected&from=2026-11-01&to=2026-11-03");
        Assert.Equal("visits 4 pageviews 7 bounces 0.25", await FiguresAsync(site));
    }

    [Fact]
    public async Task Visitors_with_too_many_hits_a_day_are_found()
    {
        var site = await SiteAsync("often.example");

        var found = await RunAsync(site, apply: true, "class=internal&hits_per_day=2&from=2026-11-01&to=2026-11-03");

        // Visitor 1 has three hits on one day, visitor 3 two on each of two days; the robot is the fourth.
        Assert.Equal((1, 3), (found.Visits, found.Hits));
    }

    [Fact]
    public async Task Visits_whose_pages_never_reported_engagement_are_filtered_listed_and_get_another_class()
    {
        var site = engine.Catalog.AddSite("never-reported.example", "UTC", "EUR");
        var stamper = new Stamper(site.Id, 93_000_000);
        (Hit Hit, ushort Width)[] hits =
        [
            (new(1, Day, "pageview", "/a"), 1280),
            (new(1, Day.AddSeconds(9), "engagement", "/a") { Engaged = 9_000 }, 0),
            // Two pages by the script, and never a beacon.
            (new(2, Day, "pageview", "/a"), 1280),
            (new(2, Day.AddSeconds(1), "pageview", "/b"), 1280),
            // The second page's beacon was lost: the visit has reported.
            (new(3, Day, "pageview", "/a"), 390),
            (new(3, Day.AddSeconds(5), "engagement", "/a"), 0),
            (new(3, Day.AddSeconds(6), "pageview", "/b"), 390),
            // A pixel reports no engagement.
            (new(4, Day, "pageview", "/a"), 0),
        ];
        await engine.InsertAsync(hits.Select(hit =>
        {
            var row = stamper.Stamp(hit.Hit).Row;
            row.ScreenWidth = hit.Width;
            return row;
        }));

        Assert.Equal("1 2 3", $"{await VisitsAsync("==none")} {await VisitsAsync("==seen")} {await VisitsAsync("!=none")}");
        var filtered = await engine.RunAsync(site, "filtered", "from=2026-11-01&to=2026-11-03&filter=engagement==none");
        Assert.Equal("human||", string.Join('|', Assert.Single(filtered.Rows).Cells.Take(3)));
        var done = await RunAsync(site, apply: true, "class=suspected&filter=engagement==none&from=2026-11-01&to=2026-11-03");
        Assert.Equal((1, 2), (done.Visits, done.Hits));
        Assert.Equal(["human", "suspected reclassed-from-human"], await ClassesAsync(site));
        await Assert.ThrowsAsync<QueryProblemException>(() => VisitsAsync("==some"));
        await Assert.ThrowsAsync<QueryProblemException>(() => VisitsAsync("*=none"));

        async Task<long> VisitsAsync(string filter)
        {
            var report = await engine.RunAsync(site, "overview", "from=2026-11-01&to=2026-11-03&metrics=visits&filter=engagement" + filter);
            return (long)report.Cell(report.Rows[0], "visits")!;
        }
    }

    [Fact]
    public async Task A_visit_that_may_go_on_is_left_alone()
    {
        var site = engine.Catalog.AddSite("open.example", "UTC", "EUR");
        var now = engine.Clock.GetUtcNow();
        var stamper = new Stamper(site.Id, 92_000_000);
        await engine.InsertAsync(new[] { now.AddHours(-5), now.AddMinutes(-20) }.Select((time, i) => stamper.Stamp(new Hit((ulong)i + 1, time, "pageview", "/a")).Row));

        var found = await RunAsync(site, apply: true, "class=bot&filter=path==/a&period=7d");

        Assert.Equal((1, 1, 1), (found.Visits, found.Hits, found.OpenVisits));
    }

    [Theory]
    [InlineData("filter=path==/a", "class")]
    [InlineData("class=robot&filter=path==/a", "class")]
    [InlineData("class=bot", "filter")]
    [InlineData("class=bot&filter=shoe==44", "filter")]
    [InlineData("class=bot&filter=path~=(", "filter")]
    [InlineData("class=bot&hits_per_day=many", "hits_per_day")]
    [InlineData("class=bot&filter=path==/a&from=yesterday", "from")]
    public async Task A_wrong_rule_says_what_is_wrong(string query, string parameter)
    {
        var site = engine.Catalog.FindSite("wrong-rule.example") ?? engine.Catalog.AddSite("wrong-rule.example", "UTC", "EUR");

        var problem = await Assert.ThrowsAsync<QueryProblemException>(() => RunAsync(site, apply: true, query));

        Assert.Equal(parameter, problem.Parameter);
        Assert.Equal(0, await StagingTablesAsync());
    }

    // Which visits fitted is nobody's to keep, also after a failure.
    private async Task<long> StagingTablesAsync() =>
        (await engine.Client.QueryAsync(new SqlQuery("SELECT count() FROM system.tables WHERE name = 'reclassing'"))).Rows[0][0].GetInt64();

    private async Task<ReclassResult> RunAsync(Site site, bool apply, string query)
    {
        using var history = new ClassHistory(engine.Client, engine.Catalog, new ReportRunner(engine.Client, engine.Catalog, engine.Clock), engine.Clock);
        return await history.RunAsync(site, Ask.Query(query), apply, CancellationToken.None);
    }

    /// <summary>Four visits of people, one of a robot.</summary>
    private async Task<Site> SiteAsync(string name)
    {
        var site = engine.Catalog.AddSite(name, "UTC", "EUR");
        var stamper = new Stamper(site.Id, 90_000_000 + (site.Id * 1_000));
        Hit[] hits =
        [
            new(1, Day, "pageview", "/a"),
            new(1, Day.AddMinutes(1), "pageview", "/robots.txt"),
            new(1, Day.AddMinutes(2), "pageview", "/b") { Class = HitClass.Suspected },
            new(9, Day.AddMinutes(3), "pageview", "/a") { Class = HitClass.Bot },
            new(3, Day.AddHours(5), "pageview", "/a"),
            new(3, Day.AddHours(5).AddMinutes(1), "pageview", "/b"),
            new(3, Day.AddHours(30), "pageview", "/a"),
            new(2, Day.AddHours(31), "pageview", "/robots.txt"),
            new(2, Day.AddHours(31).AddSeconds(1), "Ping", "/robots.txt"),
        ];
        await engine.InsertAsync(hits.Select(hit =>
        {
            var row = stamper.Stamp(hit).Row;
            row.ClassReasons = hit.Class == HitClass.Suspected ? "no-accept,no-language" : "";
            return row;
        }));
        return site;
    }

    private async Task<string> FiguresAsync(Site site)
    {
        var report = await engine.RunAsync(site, "overview", "from=2026-11-01&to=2026-11-03&metrics=visits,pageviews,bounce_rate");
        return FormattableString.Invariant($"visits {report.Cell(report.Rows[0], "visits")} pageviews {report.Cell(report.Rows[0], "pageviews")} bounces {report.Cell(report.Rows[0], "bounce_rate")}");
    }

    private async Task<IEnumerable<string>> ClassesAsync(Site site)
    {
        var query = new SqlQuery("SELECT DISTINCT trim(concat(toString(class), ' ', bot_kind, class_reasons)) AS words FROM events WHERE site = {site:UInt32} ORDER BY words");
        return (await engine.Client.QueryAsync(query.With("site", site.Id))).Rows.Select(row => row[0].GetString() ?? "");
    }
}
