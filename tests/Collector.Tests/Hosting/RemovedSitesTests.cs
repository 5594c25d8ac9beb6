using Collector.Loading;
using Shared;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Expiry;

namespace Collector.Tests.Hosting;

/// <summary>What is stored of a removed site goes, on the real engine.</summary>
public sealed class RemovedSitesTests : IAsyncLifetime, IDisposable
{
    private readonly RealEngine _engine = new();
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public Task InitializeAsync() => _engine.StartAsync();

    public Task DisposeAsync() => _engine.StopAsync();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Events_sums_and_ids_of_a_removed_site_go_after_a_restart_too_and_those_of_others_stay()
    {
        uint gone, kept;
        using (var catalog = Open())
        {
            (gone, kept) = (catalog.AddSite("gone", "UTC", "EUR").Id, catalog.AddSite("kept", "UTC", "EUR").Id);
            foreach (var site in new[] { gone, kept })
            {
                await StoreAsync(site);
            }

            catalog.RemoveSite(gone);
        }

        using var after = Open();
        Assert.Equal(1, await DeleteAsync(after));

        Assert.Equal("0 0 0 0", await CountsAsync(gone));
        Assert.Equal("1 1 1 1", await CountsAsync(kept));
        Assert.Equal(0, await DeleteAsync(after));
    }

    [Fact]
    public async Task What_comes_from_the_journal_later_goes_too_until_nothing_waits_and_a_day_is_over()
    {
        using var catalog = Open();
        var gone = catalog.AddSite("gone", "UTC", "EUR").Id;
        catalog.RemoveSite(gone);
        await DeleteAsync(catalog);
        await StoreAsync(gone);
        _clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal(1, await DeleteAsync(catalog));
        Assert.Equal(0, await DeleteAsync(catalog, isLoaded: false));
        Assert.NotEmpty(catalog.RemovedSites());
        await DeleteAsync(catalog);
        Assert.Empty(catalog.RemovedSites());
    }

    [Fact]
    public async Task A_site_removed_today_is_remembered_although_nothing_is_stored_of_it()
    {
        using var catalog = Open();
        catalog.RemoveSite(catalog.AddSite("gone", "UTC", "EUR").Id);
        _clock.Advance(TimeSpan.FromHours(23));

        await DeleteAsync(catalog);

        Assert.NotEmpty(catalog.RemovedSites());
    }

    private CatalogStore Open() => CatalogStore.Open(Path.Combine(_engine.Folder, "catalog.db"), _clock);

    private Task<long> DeleteAsync(CatalogStore catalog, bool isLoaded = true) =>
        new RemovedSites(_engine.Client, catalog, () => { }, _clock).DeleteAsync(isLoaded, CancellationToken.None);

    private async Task StoreAsync(uint site)
    {
        foreach (var sql in new[]
        {
            "INSERT INTO events (site, time, received) SELECT {site:UInt32}, now(), now()", "INSERT INTO rollups (site, day, build) SELECT {site:UInt32}, '2026-11-20', 5",
            "INSERT INTO rollup_ids (site, day, build, id) SELECT {site:UInt32}, '2026-11-20', 5, 7", "INSERT INTO rollup_days (site, day, build, valid) SELECT {site:UInt32}, '2026-11-20', 5, 1",
        })
        {
            await _engine.Client.ExecuteAsync(new SqlQuery(sql).With("site", site));
        }
    }

    private async Task<string> CountsAsync(uint site)
    {
        var counts = new List<long>();
        foreach (var table in new[] { "events", "rollups", "rollup_ids", "rollup_days" })
        {
            counts.Add((await _engine.Client.QueryAsync(new SqlQuery($"SELECT count() FROM {table} WHERE site = {{site:UInt32}}").With("site", site))).Rows[0][0].GetInt64());
        }

        return string.Join(' ', counts);
    }
}
