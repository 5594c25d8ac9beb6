using Collector.Hosting;
using Collector.Loading;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Expiry;

namespace Collector.Tests.Hosting;

/// <summary>The nightly sweep on the real engine, by a clock of the test's own.</summary>
public sealed class NightlyExpiryTests : IAsyncLifetime, IDisposable
{
    private readonly RealEngine _engine = new();
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero));
    private readonly CatalogStore _catalog;
    private readonly SiteDirectory _sites;
    private readonly string _quarantine;

    public NightlyExpiryTests()
    {
        _catalog = CatalogStore.Open(Path.Combine(_engine.Folder, "catalog.db"), _clock);
        _sites = new SiteDirectory(_catalog);
        _quarantine = Path.Combine(_engine.Folder, "quarantine");
    }

    public Task InitializeAsync() => _engine.StartAsync();

    public Task DisposeAsync() => _engine.StopAsync();

    public void Dispose()
    {
        _catalog.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task Each_night_what_is_over_goes_and_a_night_without_the_database_is_made_up_for()
    {
        var site = _catalog.AddSite("a", "UTC", "EUR");
        _catalog.UpdateSite(site with { Privacy = site.Privacy with { RetentionMonths = 1 } });
        _sites.Refresh();
        await InsertAsync(site.Id, "2026-10-21 12:00:00", "2026-10-22 12:00:00", "2026-10-23 12:00:00");
        Directory.CreateDirectory(_quarantine);
        var (old, young) = (Path.Combine(_quarantine, "1.range"), Path.Combine(_quarantine, "2.range"));
        File.WriteAllText(old, "");
        File.WriteAllText(young, "");
        File.SetLastWriteTimeUtc(old, new DateTime(2026, 10, 21, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(young, new DateTime(2026, 10, 23, 0, 0, 0, DateTimeKind.Utc));

        using var nobody = new ClickHouseClient(ClickHouseEndpoint.Embedded(Path.Combine(_engine.Folder, "nobody.sock")));
        await Expiry(nobody).SweepAsync(CancellationToken.None);
        Assert.Equal(3, await CountAsync());

        var nightly = Expiry(_engine.Client);
        await nightly.SweepAsync(CancellationToken.None);
        Assert.Equal(2, await CountAsync());
        Assert.Equal([young], Directory.GetFiles(_quarantine));

        // Once a day: the next sweep is after midnight.
        await InsertAsync(site.Id, "2026-10-01 12:00:00");
        _clock.Advance(TimeSpan.FromMinutes(59));
        await nightly.SweepAsync(CancellationToken.None);
        Assert.Equal(3, await CountAsync());
        _clock.Advance(TimeSpan.FromMinutes(1));
        await nightly.SweepAsync(CancellationToken.None);
        Assert.Equal(1, await CountAsync());

        // A site that keeps everything keeps the quarantine, too: nobody can tell whose records are in it.
        _catalog.AddSite("b", "UTC", "EUR");
        _sites.Refresh();
        _clock.Advance(TimeSpan.FromDays(400));
        await nightly.SweepAsync(CancellationToken.None);
        Assert.Equal(0, await CountAsync());
        Assert.Equal([young], Directory.GetFiles(_quarantine));
    }

    [Fact]
    public async Task Editions_of_summaries_go_with_the_events_they_were_made_of()
    {
        var (short1, long1) = (_catalog.AddSite("short", "UTC", "EUR"), _catalog.AddSite("long", "UTC", "EUR"));
        _catalog.UpdateSite(short1 with { Privacy = short1.Privacy with { RetentionMonths = 1 } });
        _sites.Refresh();
        var summaries = new[] { short1, long1 }.Select(site => _catalog.AddSummary(new Summary { SiteId = site.Id, Name = "weekly" }).Id).ToList();
        var due = new[] { "2026-10-21T23:00:00Z", "2026-10-22T00:00:00Z" }.Select(text => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        summaries.ForEach(id => due.ForEach(time => _catalog.AddEdition(id, time, "{}")));

        await Expiry(_engine.Client).SweepAsync(CancellationToken.None);

        Assert.Equal([due[1]], _catalog.Editions(summaries[0]).Select(edition => edition.Due));
        Assert.Equal(2, _catalog.Editions(summaries[1]).Count);
    }

    private NightlyExpiry Expiry(ClickHouseClient client) =>
        new(_sites, _catalog, new RowExpiry(client, () => { }, _clock), _quarantine, _clock, NullLogger<NightlyExpiry>.Instance);

    private Task InsertAsync(uint site, params string[] times) => _engine.Client.InsertAsync(
        new SqlQuery("INSERT INTO events (site, time, received) FORMAT TSV"),
        async (body, token) => await body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Concat(times.Select(time => $"{site}\t{time}\t{time}\n"))), token));

    private async Task<long> CountAsync() => (await _engine.Client.QueryAsync(new SqlQuery("SELECT count() AS n FROM events"))).Rows[0][0].GetInt64();
}
