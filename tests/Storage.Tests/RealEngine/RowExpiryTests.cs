using System.Globalization;
using System.Text;
using Shared;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Expiry;

namespace Storage.Tests.RealEngine;

/// <summary>What sites no longer keep is deleted by the real engine, and nothing else.</summary>
public sealed class RowExpiryTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private readonly TestClock _clock = new(At("2026-11-22T03:00:00Z"));

    private RowExpiry Expiry => new(engine.Client, () => { }, TimeProvider.System);

    [EngineFact]
    public async Task Each_site_keeps_its_months_and_what_came_in_lately()
    {
        await EmptyAsync();
        Site[] sites = [Some(1, 1), Some(2, 13), Some(3, 0), Some(4, 1, "Asia/Tokyo")];
        string[] kept =
        [
            "1 2026-10-22T00:00:00Z", "1 2026-11-21T12:00:00Z",
            "2 2025-10-22T00:00:00Z", "2 2025-12-01T00:00:00Z",
            "3 2020-01-01T00:00:00Z", "3 2026-10-21T23:59:59Z",
            "4 2026-10-21T15:00:00Z",
        ];
        string[] over =
        [
            "1 2026-10-21T23:59:59Z", "1 2026-10-01T00:00:00Z", "1 2024-11-22T00:00:00Z",
            "2 2025-10-21T23:59:59Z", "2 2024-12-31T23:59:59Z",
            "4 2026-10-21T14:59:59Z",
        ];
        await InsertAsync([.. kept, .. over], received: "2026-11-21T02:59:59Z");
        await InsertAsync(["1 2025-01-01T00:00:00Z"], received: "2026-11-21T03:00:00Z");

        Assert.Equal(over.Length, await Expiry.DeleteAsync(sites, _clock.GetUtcNow(), CancellationToken.None));
        Assert.Equal(kept.Append("1 2025-01-01T00:00:00Z").Order(StringComparer.Ordinal), await RowsAsync());
        Assert.Equal(0, await Expiry.DeleteAsync(sites, _clock.GetUtcNow(), CancellationToken.None));

        // A day later goes the late event, and of each site a day more.
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(4, await Expiry.DeleteAsync(sites, _clock.GetUtcNow(), CancellationToken.None));
    }

    [EngineFact]
    public async Task The_bytes_of_what_is_over_are_gone_from_disk()
    {
        await EmptyAsync();
        await InsertAsync(["1 2024-11-22T00:00:00Z", "2 2024-11-23T00:00:00Z"], received: "2024-11-23T00:00:00Z", title: "zq7expired");
        await InsertAsync(["2 2024-11-23T00:00:01Z"], received: "2024-11-23T00:00:00Z", title: "zq9kept");
        Assert.NotEmpty(FilesWith("zq7expired"));
        Assert.NotEmpty(FilesWith("zq9kept"));

        await Expiry.DeleteAsync([Some(1, 13), Some(2, 0)], _clock.GetUtcNow(), CancellationToken.None);
        Assert.Equal(2, (await RowsAsync()).Length);
        Assert.NotEmpty(FilesWith("zq9kept"));

        await Expiry.DeleteAsync([Some(2, 13)], _clock.GetUtcNow(), CancellationToken.None);
        Assert.Empty(await RowsAsync());
        Assert.Empty(FilesWith("zq7expired"));
        Assert.Empty(FilesWith("zq9kept"));
    }

    [EngineFact]
    public async Task After_a_sweep_the_engine_keeps_old_parts_for_as_long_as_before()
    {
        await EmptyAsync();
        await InsertAsync(["1 2024-11-22T00:00:00Z"], received: "2024-11-23T00:00:00Z");
        await Expiry.DeleteAsync([Some(1, 1)], _clock.GetUtcNow(), CancellationToken.None);

        var made = await engine.Client.QueryAsync(new SqlQuery("SELECT create_table_query FROM system.tables WHERE database = currentDatabase() AND name = 'events'"));
        Assert.DoesNotContain("old_parts_lifetime", made.Rows[0][0].GetString(), StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task Many_sites_are_swept_in_few_statements()
    {
        await EmptyAsync();
        var sites = Enumerable.Range(1, 250).Select(id => Some((uint)id, id % 2 == 0 ? 1 : 24)).ToArray();
        await InsertAsync([.. sites.Select(site => $"{site.Id} 2026-01-05T00:00:00Z")], received: "2026-01-06T00:00:00Z");

        Assert.Equal(125, await Expiry.DeleteAsync(sites, _clock.GetUtcNow(), CancellationToken.None));
        Assert.Equal(125, (await RowsAsync()).Length);
    }

    [Theory]
    [InlineData("2026-03-31T12:00:00Z", 1, "UTC", "2026-02-28T00:00:00Z")]
    [InlineData("2026-11-22T03:00:00Z", 13, "UTC", "2025-10-22T00:00:00Z")]
    [InlineData("2026-11-22T23:30:00Z", 1, "Europe/Berlin", "2026-10-22T22:00:00Z")]
    [InlineData("2026-11-22T03:00:00Z", 1, "America/New_York", "2026-10-21T04:00:00Z")]
    [InlineData("2026-11-22T03:00:00Z", 120, "UTC", "2016-11-22T00:00:00Z")]
    public void The_first_instant_kept_is_a_local_midnight(string now, int months, string zone, string cut) =>
        Assert.Equal(At(cut), RowExpiry.Cut(Some(1, months, zone), At(now)));

    [Fact]
    public void A_site_without_retention_keeps_all() => Assert.Null(RowExpiry.Cut(Some(1, 0), At("2026-11-22T03:00:00Z")));

    private static Site Some(uint id, int months, string zone = "UTC") =>
        new() { Id = id, Name = $"s{id}", TimeZone = zone, Privacy = new SitePrivacy { RetentionMonths = months } };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private Task EmptyAsync() => engine.Client.ExecuteAsync(new SqlQuery("TRUNCATE TABLE events"));

    /// <summary>Rows as "site time"; their order is their number.</summary>
    private Task InsertAsync(string[] rows, string received, string title = "") => engine.Client.InsertAsync(
        new SqlQuery("INSERT INTO events (site, time, received, title) FORMAT TSV"),
        async (body, token) => await body.WriteAsync(
            Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => $"{row.Replace(' ', '\t').Replace('T', ' ').TrimEnd('Z')}\t{received.Replace('T', ' ').TrimEnd('Z')}\t{title}\n"))), token));

    private IReadOnlyList<string> FilesWith(string marker) => FilesOf.Folder(engine.Folder, Encoding.UTF8.GetBytes(marker));

    private async Task<string[]> RowsAsync()
    {
        var result = await engine.Client.QueryAsync(new SqlQuery("SELECT concat(toString(site), ' ', formatDateTime(time, '%Y-%m-%dT%H:%i:%SZ', 'UTC')) AS row FROM events ORDER BY row"));
        return [.. result.Rows.Select(row => row[0].GetString()!)];
    }
}
