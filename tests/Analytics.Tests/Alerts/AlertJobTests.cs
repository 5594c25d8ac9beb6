using Analytics.Alerts;
using Analytics.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Events;

namespace Analytics.Tests.Alerts;

/// <summary>Alerts over rows in the engine: what they read, and what is told when.</summary>
[Collection(EngineCollection.Name)]
public sealed class AlertJobTests(EngineFixture engine) : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 18, 12, 0, 30, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alert-tests-");
    private readonly TestClock _clock = new(Now);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_spike_fires_once_is_over_once_and_waits_for_its_cool_down_through_restarts()
    {
        // 11:00–12:00 of four Wednesdays: 9, 10, 11 and 10 visitors. m = 10, spread √10, bound 10 + 4√10 = 22.6; minimum 20.
        var (catalog, site) = Open("alerts-spike.example", 3_000_001);
        await InsertAsync(site, [.. Week(1, 9), .. Week(2, 10), .. Week(3, 11), .. Week(4, 10), .. Visitors(Now.AddMinutes(-20), 23, 5_000)]);
        var alert = catalog.AddAlert(new Alert { SiteId = site.Id, Name = "Spike", Kind = AlertKind.Spike, Minimum = 20, CoolDown = TimeSpan.FromHours(3), Webhook = "https://example.com/" });

        await LookAsync(catalog);
        catalog.Dispose();
        catalog = Reopen();
        await LookAsync(catalog);
        Assert.Equal("Firing 23 10", Told(catalog, alert));

        // 12:30: the 23 are still in the window, 13:00: it is empty, and so were the weeks before.
        _clock.Advance(TimeSpan.FromMinutes(60));
        await LookAsync(catalog);
        Assert.Equal("Resolved 0 0, Firing 23 10", Told(catalog, alert));
        Assert.Equal(AlertState.Resolved, catalog.FindAlert(site.Id, alert.Id)!.State);

        // Another spike within the cool-down is not told, after it a third one is.
        await InsertAsync(site, Visitors(_clock.GetUtcNow().AddMinutes(30), 40, 6_000));
        _clock.Advance(TimeSpan.FromMinutes(60));
        await LookAsync(catalog);
        Assert.Equal(AlertState.Resolved, catalog.FindAlert(site.Id, alert.Id)!.State);
        catalog.Dispose();
        catalog = Reopen();
        await InsertAsync(site, Visitors(_clock.GetUtcNow().AddMinutes(150), 50, 7_000));
        _clock.Advance(TimeSpan.FromMinutes(180));
        await LookAsync(catalog);
        Assert.Equal("Firing 50 0, Resolved 0 0, Firing 23 10", Told(catalog, alert));
        Assert.Equal(3, catalog.DueAlertEvents(10).Count);
        catalog.Dispose();
    }

    [Fact]
    public async Task No_data_needs_weeks_that_had_some()
    {
        var (catalog, site) = Open("alerts-silence.example", 3_000_002);
        await InsertAsync(site, [.. Week(1, 6), .. Week(2, 5), .. Week(3, 7), .. Week(4, 6)]);
        var alert = catalog.AddAlert(new Alert { SiteId = site.Id, Name = "Silence", Kind = AlertKind.NoData, Metric = AlertMetric.Events, Minimum = 5 });
        var filtered = catalog.AddAlert(new Alert { SiteId = site.Id, Name = "Nobody there", Kind = AlertKind.NoData, Metric = AlertMetric.Events, Minimum = 5, Filters = ["path==/other"] });

        await LookAsync(catalog);
        Assert.Equal("Firing 0 6", Told(catalog, alert));
        Assert.Equal("", Told(catalog, filtered));
        Assert.Empty(catalog.DueAlertEvents(10));
        catalog.Dispose();
    }

    [Fact]
    public async Task A_week_before_the_sites_first_event_does_not_count()
    {
        var (catalog, site) = Open("alerts-young.example", 3_000_003);
        await InsertAsync(site, [.. Week(1, 50), .. Week(2, 50)]);
        var alert = new Alert { SiteId = site.Id, Name = "Drop", Kind = AlertKind.Drop };
        var reading = await new AlertMeasure(engine.Client, catalog).ReadAsync(site, alert, Now, CancellationToken.None);

        Assert.Equal([50.0, 50.0], reading.Weeks);
        Assert.False(AlertRule.Judge(alert, reading).IsCase);
        catalog.Dispose();
    }

    [Theory]
    [InlineData(AlertMetric.Visitors, 3)]
    [InlineData(AlertMetric.Pageviews, 3)]
    [InlineData(AlertMetric.Events, 5)]
    [InlineData(AlertMetric.Conversions, 2)]
    [InlineData(AlertMetric.Revenue, 30.5)]
    public async Task Each_metric_is_read_from_the_window_alone(AlertMetric metric, double expected)
    {
        var (catalog, site) = Open($"alerts-{metric}.example", 3_000_010 + (uint)metric);
        var goal = catalog.AddGoal(new Goal(0, site.Id, "Bought", GoalType.Event, "Purchase", new Dictionary<string, string>()));
        var end = Now.AddSeconds(-30);
        await InsertAsync(site,
        [
            .. Visitors(end.AddMinutes(-60), 1, 1), .. Visitors(end.AddMinutes(-30), 2, 2), .. Visitors(end.AddMinutes(-61), 7, 50), .. Visitors(end, 7, 70),
            new Hit(1, end.AddMinutes(-10), "Purchase", "/") { Value = 10.5m }, new Hit(2, end.AddMinutes(-10), "Purchase", "/") { Value = 20m },
        ]);
        var alert = new Alert { SiteId = site.Id, Name = "x", Kind = AlertKind.Spike, Metric = metric, Threshold = 1, Goal = metric == AlertMetric.Conversions ? goal.Id : null };

        Assert.Equal(expected, (await new AlertMeasure(engine.Client, catalog).ReadAsync(site, alert, Now, CancellationToken.None)).Value);
        catalog.Dispose();
    }

    [Fact]
    public async Task Without_a_database_nothing_is_decided_and_the_next_look_goes_on()
    {
        var (catalog, site) = Open("alerts-away.example", 3_000_004);
        var alert = catalog.AddAlert(new Alert { SiteId = site.Id, Name = "Threshold", Kind = AlertKind.Drop, Threshold = 10 });
        using var nobody = new ClickHouseClient(ClickHouseEndpoint.Embedded(Path.Combine(_folder.FullName, "none.sock")));

        Assert.False(await new AlertJob(catalog, new AlertMeasure(nobody, catalog), _clock, NullLogger<AlertJob>.Instance).LookAsync(CancellationToken.None));
        Assert.Equal("", Told(catalog, alert));
        await LookAsync(catalog);
        Assert.Equal("Firing 0 10", Told(catalog, alert));
        catalog.Dispose();
    }

    [Fact]
    public async Task An_alert_whose_goal_is_gone_says_so_and_hurts_no_other()
    {
        var (catalog, site) = Open("alerts-goal.example", 3_000_005);
        var broken = catalog.AddAlert(new Alert { SiteId = site.Id, Name = "A", Kind = AlertKind.Drop, Metric = AlertMetric.Conversions, Threshold = 10, Goal = 99 });
        var whole = catalog.AddAlert(new Alert { SiteId = site.Id, Name = "B", Kind = AlertKind.Drop, Threshold = 10 });

        await LookAsync(catalog);
        Assert.Equal("The site has no goal of that id.", catalog.FindAlert(site.Id, broken.Id)!.Problem);
        Assert.Equal("Firing 0 10", Told(catalog, whole));
        catalog.Dispose();
    }

    [Fact]
    public void The_weeks_before_have_the_same_local_clock()
    {
        // 12:00 in Berlin on 28 October 2026 is 11:00 UTC; before the change on the 25th it was 10:00 UTC.
        var alert = new Alert { SiteId = 1, Name = "x", Kind = AlertKind.Spike };
        var windows = AlertWindows.Of(alert, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new DateTimeOffset(2026, 10, 28, 11, 0, 59, TimeSpan.Zero));

        Assert.Equal(["28 10:00", "21 09:00", "14 09:00", "07 09:00", "30 09:00"], windows.Starts.Select(start => start.ToString("dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
    }

    // Sites of one engine need ids of their own: the catalog is this test's alone.
    private (CatalogStore Catalog, Site Site) Open(string name, uint id)
    {
        var catalog = Reopen();
        using (var file = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "catalog.db")};Pooling=False"))
        {
            file.Open();
            using var command = file.CreateCommand();
            command.CommandText = "INSERT INTO sqlite_sequence (name, seq) VALUES ('sites', $id)";
            command.Parameters.AddWithValue("$id", id);
            command.ExecuteNonQuery();
        }

        return (catalog, catalog.AddSite(name, "UTC", "EUR"));
    }

    private CatalogStore Reopen() => CatalogStore.Open(Path.Combine(_folder.FullName, "catalog.db"), _clock);

    private async Task LookAsync(CatalogStore catalog) =>
        Assert.True(await new AlertJob(catalog, new AlertMeasure(engine.Client, catalog), _clock, NullLogger<AlertJob>.Instance).LookAsync(CancellationToken.None));

    private static string Told(CatalogStore catalog, Alert alert) =>
        string.Join(", ", catalog.AlertEvents(alert.SiteId, alert.Id, 10).Select(one => FormattableString.Invariant($"{one.Event} {one.Value:0} {one.Expected:0}")));

    private static IEnumerable<Hit> Week(int week, int visitors) => Visitors(Now.AddDays(-7 * week).AddMinutes(-20), visitors, (ulong)(1_000 * week));

    private static IEnumerable<Hit> Visitors(DateTimeOffset time, int count, ulong first) =>
        Enumerable.Range(0, count).Select(i => new Hit(first + (ulong)i, time, "pageview", "/"));

    private Task InsertAsync(Site site, IEnumerable<Hit> hits)
    {
        var stamper = new Stamper(site.Id, 1);
        return engine.InsertAsync(hits.OrderBy(hit => hit.Time).Select(hit => stamper.Stamp(hit).Row));
    }
}
