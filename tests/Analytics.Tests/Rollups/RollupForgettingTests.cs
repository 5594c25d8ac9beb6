using System.Globalization;
using Analytics.Reports;
using Analytics.Rollups;
using Analytics.Tests.Support;
using Shared;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Rollups;

namespace Analytics.Tests.Rollups;

/// <summary>Sums and ids that were forgotten do not come back by a build under way, and no report misses them.</summary>
[Collection(QuestionsCollection.Name)]
public sealed class RollupForgettingTests(EngineFixture engine)
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly ReportRunner _runner = new(engine.Client, engine.Catalog, engine.Clock);

    [Fact]
    public async Task A_build_begun_before_stores_nothing_afterwards()
    {
        var site = await SiteAsync("begun-forgotten.example", 951_000_000);
        var ledger = new RollupLedger(engine.Client);
        await ledger.BeforeBuildsAsync(site, TimeZoneInfo.Utc, CancellationToken.None);
        var build = ledger.NextBuild(site, engine.Clock.GetUtcNow());

        await ForgetAsync(site);
        await new RollupBuilder(engine.Client).BuildAsync(site, Day, build, TimeZoneInfo.Utc, CancellationToken.None);

        Assert.Equal(0, await CountAsync(site, "rollups"));
    }

    [Fact]
    public async Task A_build_begun_afterwards_is_stored()
    {
        var site = await SiteAsync("after-forgotten.example", 952_000_000);

        await ForgetAsync(site);

        Assert.True(await _runner.KeepRollupsAsync(site, CancellationToken.None, leastRows: 1) > 0);
        Assert.True(await CountAsync(site, "rollups") > 0);
    }

    [Fact]
    public async Task Ids_of_a_day_that_was_right_before_are_not_stored_afterwards()
    {
        var site = await SiteAsync("ids-forgotten.example", 953_000_000);
        var right = await new RollupLedger(engine.Client).RightDaysAsync(site, TimeZoneInfo.Utc, CancellationToken.None);
        Assert.NotEmpty(right);

        await ForgetAsync(site);
        await new DayIds(engine.Client).GoingOnAsync(site, TimeZoneInfo.Utc, right, [.. right.Keys], _ => "1", CancellationToken.None);

        Assert.Equal(0, await CountAsync(site, "rollup_ids"));
    }

    [Fact]
    public async Task A_build_named_while_sums_are_forgotten_keeps_its_rows()
    {
        var site = await SiteAsync("named-forgotten.example", 954_000_000);
        var running = engine.Client.ExecuteAsync(new SqlQuery(
            "INSERT INTO rollups (site, day, build) SELECT {site:UInt32}, '2026-11-20', 1 FROM numbers(2) WHERE sleepEachRow(0.9) = 0").With("site", site.Id));
        await UntilAsync("SELECT count() FROM system.processes WHERE position(query, 'sleepEachRow') > 0 AND position(query, 'system.processes') = 0");

        var forgetting = ForgetAsync(site);
        await UntilAsync("SELECT count() FROM rollup_days WHERE site = {site:UInt32} AND day = '1970-01-02'", site);
        await engine.Client.ExecuteAsync(new SqlQuery(
            "INSERT INTO rollups (site, day, build, dimension, bucket, h_rows) SELECT {site:UInt32}, '2026-11-20', 9000000000000, '', '', 7").With("site", site.Id));
        await Task.WhenAll(forgetting, running);

        Assert.Equal(1, await CountAsync(site, "rollups"));
    }

    [Fact]
    public async Task No_report_misses_a_day_while_its_sums_are_forgotten_and_built_again()
    {
        var site = await SiteAsync("asked-forgotten.example", 955_000_000);
        using var stop = new CancellationTokenSource();
        var (answers, wrong) = (0, 0);
        var askers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var result = await _runner.RunAsync(site, "overview", Ask.Query("from=2026-11-19&to=2026-11-21"), CancellationToken.None);
                Interlocked.Increment(ref answers);
                if (Convert.ToInt64(result.Cell(result.Rows[0], "pageviews"), CultureInfo.InvariantCulture) != 3)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })).ToList();
        for (var i = 0; i < 2; i++)
        {
            await ForgetAsync(site);
            Assert.Equal(3, await _runner.KeepRollupsAsync(site, CancellationToken.None, leastRows: 1));
        }

        await stop.CancelAsync();
        await Task.WhenAll(askers);

        Assert.True(answers > 5, $"only {answers} answers");
        Assert.Equal(0, wrong);
    }

    /// <summary>Three days with one page view each, all built.</summary>
    private async Task<Site> SiteAsync(string name, ulong firstVisit)
    {
        var site = engine.Catalog.AddSite(name, "UTC", "EUR");
        var stamper = new Stamper(site.Id, firstVisit);
        await engine.InsertAsync(Enumerable.Range(-1, 3).Select(day => stamper.Stamp(new Hit((ulong)day + 5, Noon.AddDays(day), "pageview", "/")).Row));
        Assert.Equal(3, await _runner.KeepRollupsAsync(site, CancellationToken.None, leastRows: 1));
        return site;
    }

    private Task ForgetAsync(Site site) => RollupTables.ForgetAsync(engine.Client, site.Id, null, engine.Clock, CancellationToken.None);

    private async Task<long> CountAsync(Site site, string table) =>
        (await engine.Client.QueryAsync(new SqlQuery($"SELECT count() FROM {table} WHERE site = {{site:UInt32}}").With("site", site.Id))).Rows[0][0].GetInt64();

    private async Task UntilAsync(string count, Site? site = null)
    {
        while ((await engine.Client.QueryAsync(new SqlQuery(count).With("site", site?.Id ?? 0))).Rows[0][0].GetInt64() == 0)
        {
            await Task.Delay(20);
        }
    }
}
