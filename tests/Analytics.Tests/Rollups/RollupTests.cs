using System.Globalization;
using Analytics.Querying;
using Analytics.Reports;
using Analytics.Rollups;
using Analytics.Tests.Oracles;
using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Events;
using Storage.Rollups;

namespace Analytics.Tests.Rollups;

/// <summary>A report from the sums of closed days equals the same report counted from the rows.</summary>
[Collection(QuestionsCollection.Name)]
public sealed class RollupTests(EngineFixture engine)
{
    /// <summary>A filter that every row passes: with it a report is counted from the rows.</summary>
    private const string FromRows = "&filter=country!=none";

    private static readonly string[] Questions =
    [
        "overview?", "timeseries?interval=day", "timeseries?interval=week",
        .. new[] { "page", "source", "country", "browser", "language" }
            .Select(by => $"breakdown?by={by}&metrics=visitors,visits,pageviews,events,bounce_rate,visit_duration,dwell_time,dwell_coverage,conversions,conversion_rate_visitors,conversion_rate_visits,revenue"),
        "breakdown?by=page&metrics=visits,entries,exits,entry_rate,exit_rate", "breakdown?by=page&metrics=dwell_time,scroll_depth,scroll_50",
        "breakdown?by=entry_page&metrics=visitors,visits,bounce_rate", "breakdown?by=exit_page&metrics=visitors,visits,exits",
        "breakdown?by=channel&metrics=visitors,revenue&sort=revenue:desc&limit=2", "breakdown?by=page&metrics=pageviews&search=a", "breakdown?by=source",
    ];

    private static readonly string[] Ranges = ["from=2026-10-25&to=2026-10-26", "from=2026-10-20&to=2026-10-28&compare=previous", "from=2026-11-20&to=2026-11-22&compare=custom&compare_from=2026-10-24"];

    private readonly ReportRunner _runner = new(engine.Client, engine.Catalog, engine.Clock);
    private readonly RollupLedger _ledger = new(engine.Client);

    public static TheoryData<int> Seeds => OracleSeeds.Of(2);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Reports_from_rollups_equal_reports_from_rows(int seed)
    {
        var site = AddSite($"rolled{seed}.example");
        var hits = RandomTraffic.Make(500 + seed);
        var stamper = new Stamper(site.Id, (ulong)(500 + seed) * 1_000_000);
        await engine.InsertAsync(hits.Select(hit => stamper.Stamp(hit).Row));

        Assert.True(await BuildAsync(site) >= 3);
        Assert.True(await RolledDaysAsync(site) >= 3);

        await EqualAsync(site, $"seed {seed}", Ranges[seed % Ranges.Length]);
    }

    [Fact]
    public async Task A_row_that_comes_late_is_counted_at_once_and_after_the_next_build()
    {
        var site = AddSite("late-rolled.example");
        var stamper = new Stamper(site.Id, 900_000_000);
        var day = new DateTimeOffset(2026, 10, 25, 10, 0, 0, TimeSpan.Zero);
        await engine.InsertAsync(new Hit[] { new(1, day, "pageview", "/"), new(2, day.AddDays(1), "pageview", "/") }.Select(hit => stamper.Stamp(hit).Row));
        await BuildAsync(site);
        var right = await RolledDaysAsync(site);

        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(3, day.AddHours(1), "pageview", "/late")).Row });
        Assert.Equal(2L, await NumberAsync(site, "visitors", "from=2026-10-25&to=2026-10-25"));
        Assert.Equal(right - 1, await RolledDaysAsync(site));
        await EqualAsync(site, "after the late row", Ranges[0]);

        await BuildAsync(site);
        Assert.Equal(right, await RolledDaysAsync(site));
        await EqualAsync(site, "after the build", Ranges[1]);
    }

    [Fact]
    public async Task A_visit_that_goes_on_after_midnight_makes_the_day_before_wrong_until_it_is_built_again()
    {
        var site = AddSite("midnight-rolled.example");
        var stamper = new Stamper(site.Id, 910_000_000);
        var evening = new DateTimeOffset(2026, 10, 26, 22, 50, 0, TimeSpan.Zero);
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(1, evening, "pageview", "/")).Row });
        await BuildAsync(site);
        var right = await RolledDaysAsync(site);

        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(1, evening.AddMinutes(20), "pageview", "/next")).Row });
        Assert.Equal(0.0, await NumberAsync(site, "bounce_rate", "from=2026-10-26&to=2026-10-26"));
        Assert.True(await RolledDaysAsync(site) < right);

        await BuildAsync(site);
        Assert.Equal(0.0, await NumberAsync(site, "bounce_rate", "from=2026-10-26&to=2026-10-26"));
        Assert.Equal(1L, await NumberAsync(site, "visitors", "from=2026-10-26&to=2026-10-27"));
    }

    [Fact]
    public async Task Rows_of_another_day_and_visitor_leave_a_day_right()
    {
        var site = AddSite("apart-rolled.example");
        var stamper = new Stamper(site.Id, 920_000_000);
        var noon = new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero);
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(1, noon, "pageview", "/")).Row });
        await BuildAsync(site);
        var right = await RolledDaysAsync(site);

        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(2, noon.AddDays(1), "pageview", "/")).Row });

        Assert.Equal(2L, await NumberAsync(site, "visitors", "from=2026-10-25&to=2026-10-26"));
        Assert.Equal(right, await RolledDaysAsync(site));
    }

    [Fact]
    public async Task A_view_that_reports_on_a_later_day_makes_the_day_it_began_wrong_after_a_clearing_too()
    {
        var site = AddSite("view-rolled.example");
        var stamper = new Stamper(site.Id, 980_000_000);
        var noon = new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero);
        EventRow Viewed(ulong visitor, int days, string name) => stamper.Stamp(new Hit(visitor, noon.AddDays(days), name, "/") { View = visitor, Engaged = 5 }).Row;
        await engine.InsertAsync([Viewed(1, 0, "pageview"), Viewed(2, 0, "pageview"), Viewed(3, 2, "pageview")]);
        await BuildAsync(site);
        var right = await RightAsync(site);
        await engine.InsertAsync([Viewed(4, 2, "pageview")]);
        Assert.Equal(right.Count - 1, (await RightAsync(site)).Count);
        await _runner.ClearRollupsAsync(site, CancellationToken.None);

        await engine.InsertAsync([Viewed(1, 1, "engagement")]);

        Assert.DoesNotContain(new DateOnly(2026, 10, 25), (await RightAsync(site)).Keys);
    }

    [Fact]
    public async Task Daily_keys_seen_on_the_next_day_make_every_earlier_day_wrong_that_has_them()
    {
        var site = AddSite("keys-rolled.example");
        var stamper = new Stamper(site.Id, 985_000_000);
        var noon = new DateTimeOffset(2026, 10, 21, 12, 0, 0, TimeSpan.Zero);
        EventRow Seen(ulong visitor, int day) => stamper.Stamp(new Hit(visitor, noon.AddDays(day), "pageview", "/")).Row;
        await engine.InsertAsync(Enumerable.Range(0, 6).Select(day => Seen(50 + (ulong)day, day)));
        await BuildAsync(site);
        var right = await RightAsync(site);

        // On a day without sums, two days from one that has the key: among the newest days and among older ones.
        await engine.InsertAsync([Seen(50, 1), Seen(54, 5)]);

        Assert.Equal(
            right.Keys.Except([new DateOnly(2026, 10, 21), new DateOnly(2026, 10, 22), new DateOnly(2026, 10, 25), new DateOnly(2026, 10, 26)]),
            (await RightAsync(site)).Keys);
    }

    [Fact]
    public async Task Where_places_are_known_from_is_told_the_same_from_rollups_and_rows()
    {
        var site = AddSite("places-rolled.example");
        var stamper = new Stamper(site.Id, 990_000_000);
        var noon = new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero);
        var rows = Enumerable.Range(1, 3).Select(visitor => stamper.Stamp(new Hit((ulong)visitor, noon, "pageview", "/")).Row).ToList();
        rows[0].GeoSource = "mmdb";
        await engine.InsertAsync(rows);
        await BuildAsync(site);
        async Task<string> NoteAsync(string more) =>
            (await _runner.RunAsync(site, "breakdown", Ask.Query("by=country&metrics=visits&from=2026-10-25&to=2026-10-25" + more), CancellationToken.None))
            .Notes.Single(note => note.Code == "place_coverage").Text;

        Assert.Equal("The country is known for 33.3% of the visits (by mmdb 33.3%).", (await NoteAsync("")).Replace(" %", "%", StringComparison.Ordinal));
        Assert.Equal(await NoteAsync(FromRows), await NoteAsync(""));
    }

    [Fact]
    public async Task Rows_of_an_unfinished_build_count_nothing()
    {
        var site = AddSite("torn-rolled.example");
        var stamper = new Stamper(site.Id, 930_000_000);
        var noon = new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero);
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(1, noon, "pageview", "/")).Row });
        await BuildAsync(site);

        await engine.Client.ExecuteAsync(new SqlQuery(
            "INSERT INTO rollups (site, day, build, dimension, bucket, h_rows, h_pageviews) SELECT {site:UInt32}, '2026-10-25', 1, '', '', 7, 7").With("site", site.Id));

        Assert.Equal(1L, await NumberAsync(site, "pageviews", "from=2026-10-25&to=2026-10-25"));
    }

    [Fact]
    public async Task Sums_that_the_database_lost_are_not_taken_for_zeros_after_a_start_and_are_made_again()
    {
        var site = AddSite("lost-rolled.example");
        var stamper = new Stamper(site.Id, 940_000_000);
        var noon = new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero);
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(1, noon, "pageview", "/")).Row });
        await BuildAsync(site);
        await engine.Client.ExecuteAsync(new SqlQuery("ALTER TABLE rollups DELETE WHERE site = {site:UInt32}").With("site", site.Id).Setting("mutations_sync", "2"));

        // A start: nothing is known but what the database says.
        var runner = new ReportRunner(engine.Client, engine.Catalog, engine.Clock);
        var report = await runner.RunAsync(site, "overview", new Dictionary<string, string> { ["from"] = "2026-10-25", ["to"] = "2026-10-25" }.ToLookup(pair => pair.Key, pair => pair.Value), CancellationToken.None);

        Assert.Equal(1L, report.Rows[0].Cells[report.Columns.ToList().FindIndex(column => column.Name == "pageviews")]);
        Assert.True(await runner.KeepRollupsAsync(site, CancellationToken.None, leastRows: 1) > 0);
    }

    [Fact]
    public async Task Sums_that_were_forgotten_are_gone_and_a_build_begun_before_counts_no_more()
    {
        var site = AddSite("forgotten-rolled.example");
        var stamper = new Stamper(site.Id, 950_000_000);
        var noon = new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero);
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(1, noon, "pageview", "/")).Row });
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var ledger = new RollupLedger(engine.Client);
        await ledger.BeforeBuildsAsync(site, zone, CancellationToken.None);
        var build = ledger.NextBuild(site, engine.Clock.GetUtcNow());

        await RollupTables.ForgetAsync(engine.Client, site.Id, null, engine.Clock, CancellationToken.None);
        await ledger.AddAsync(site, zone, new DateOnly(2026, 10, 25), build, CancellationToken.None);

        Assert.Equal(0, await RolledDaysAsync(site));
        Assert.Empty(await ledger.RightDaysAsync(site, zone, CancellationToken.None));
    }

    [Fact]
    public async Task A_row_that_comes_while_its_day_is_built_makes_the_build_wrong()
    {
        var site = AddSite("meanwhile-rolled.example");
        var stamper = new Stamper(site.Id, 960_000_000);
        var noon = new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero);
        await engine.InsertAsync(new Hit[] { new(1, noon, "pageview", "/"), new(2, noon.AddDays(1), "pageview", "/") }.Select(hit => stamper.Stamp(hit).Row));
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var ledger = new RollupLedger(engine.Client);
        await BuildAsync(site);
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(3, noon, "pageview", "/")).Row });

        await ledger.BeforeBuildsAsync(site, zone, CancellationToken.None);
        var build = ledger.NextBuild(site, engine.Clock.GetUtcNow());
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(4, noon, "pageview", "/")).Row });
        Assert.NotEmpty(await ledger.RightDaysAsync(site, zone, CancellationToken.None));
        await ledger.AddAsync(site, zone, new DateOnly(2026, 10, 25), build, CancellationToken.None);

        Assert.DoesNotContain(new DateOnly(2026, 10, 25), (await ledger.RightDaysAsync(site, zone, CancellationToken.None)).Keys);
    }

    [Fact]
    public async Task Questions_asked_together_share_looks_and_none_misses_a_row_that_came_before_it()
    {
        var site = AddSite("together-rolled.example");
        var stamper = new Stamper(site.Id, 970_000_000);
        var noon = new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero);
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(1, noon, "pageview", "/")).Row });
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var ledger = new RollupLedger(engine.Client);
        await BuildAsync(site);
        var early = Enumerable.Range(0, 10).Select(_ => ledger.RightDaysAsync(site, zone, CancellationToken.None)).ToList();
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(2, noon, "pageview", "/")).Row });
        var late = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ledger.RightDaysAsync(site, zone, CancellationToken.None)));

        Assert.All(late, days => Assert.Empty(days));
        Assert.True(late.Distinct().Count() < late.Length);
        await Task.WhenAll(early);
    }

    [Fact]
    public async Task A_new_process_finds_rows_that_came_while_none_was_looking()
    {
        var site = AddSite("restart-rolled.example");
        var stamper = new Stamper(site.Id, 940_000_000);
        var noon = new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero);
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(1, noon, "pageview", "/")).Row });
        await BuildAsync(site);
        await engine.InsertAsync(new[] { stamper.Stamp(new Hit(2, noon, "pageview", "/")).Row });

        var result = await engine.RunAsync(site, "overview", "from=2026-10-25&to=2026-10-25");

        Assert.Equal(2L, result.Cell(result.Rows[0], "visitors"));
    }

    private Site AddSite(string name)
    {
        var site = engine.Catalog.AddSite(name, "Europe/Berlin", "EUR");
        engine.Catalog.AddGoal(new Goal(0, site.Id, "Signup", GoalType.Event, "Signup", new Dictionary<string, string>()));
        engine.Catalog.AddGoal(new Goal(0, site.Id, "Thanks", GoalType.Page, "/th*", new Dictionary<string, string>()));
        return site;
    }

    private Task<SortedDictionary<DateOnly, ulong>> RightAsync(Site site) =>
        _ledger.RightDaysAsync(site, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), CancellationToken.None);

    private async Task<int> BuildAsync(Site site)
    {
        var (all, built) = (0, 0);
        do
        {
            built = await _runner.KeepRollupsAsync(site, CancellationToken.None, leastRows: 1);
            all += built;
        }
        while (built == 10);
        return all;
    }

    private async Task<long> RolledDaysAsync(Site site)
    {
        const string Sql = "SELECT countIf(right = 1) FROM (SELECT argMax(valid, build) AS right FROM rollup_days WHERE site = {site:UInt32} AND day > '1970-01-02' GROUP BY day)";
        return (await engine.Client.QueryAsync(new SqlQuery(Sql).With("site", site.Id))).Rows[0][0].GetInt64();
    }

    private async Task<object?> NumberAsync(Site site, string metric, string range)
    {
        var result = await _runner.RunAsync(site, "overview", Ask.Query(range), CancellationToken.None);
        return result.Cell(result.Rows[0], metric);
    }

    private async Task EqualAsync(Site site, string what, string range)
    {
        foreach (var question in Questions)
        {
            var (report, query) = (question.Split('?')[0], $"{question.Split('?')[1]}&{range}");
            var rolled = await _runner.RunAsync(site, report, Ask.Query(query), CancellationToken.None);
            var counted = await _runner.RunAsync(site, report, Ask.Query(query + FromRows), CancellationToken.None);
            Assert.True(Text(counted) == Text(rolled), $"{what}, {question}, {range}\nfrom rows:\n{Text(counted)}\nfrom rollups:\n{Text(rolled)}");
        }
    }

    private static string Text(ReportResult result) => string.Join('\n', result.Rows.Append(result.Totals!).Select(row =>
        $"{Cells(row.Cells)} < {(row.Previous is null ? "" : Cells(row.Previous))}"));

    private static string Cells(IEnumerable<object?> cells) => string.Join('|', cells.Select(cell => cell switch
    {
        double number => number.ToString("G12", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell?.ToString() ?? "-",
    }));
}
