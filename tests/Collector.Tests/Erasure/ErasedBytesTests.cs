using System.Buffers;
using System.Buffers.Binary;
using Analytics.Reports;
using Collector.Loading;
using Shared;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Events;

namespace Collector.Tests.Erasure;

/// <summary>What an erased visitor leaves in the real engine's folder: nothing, in no table and no file.</summary>
public sealed class ErasedBytesTests : IAsyncLifetime, IDisposable
{
    private const ulong Node = 7;
    private const ulong Visitor = 0xD3A1_5C97_E2B8_461F;
    private const ulong Neighbour = 0x8F4B_29C6_71DE_A553;
    private const ulong FirstVisit = 0xC1E6_93A7_5B2D_F84B;
    private const ulong SecondVisit = 0xC1E6_93A7_5B2D_F951;

    private static readonly string[] Tables = ["events", "rollups", "rollup_ids"];

    private readonly RealEngine _engine = new();
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly CatalogStore _catalog;
    private readonly EventEraser _eraser;
    private ulong _seq;

    public ErasedBytesTests()
    {
        _catalog = CatalogStore.Open(Path.Combine(_engine.Folder, "catalog.db"), _clock);
        _eraser = new EventEraser(_engine.Client, () => { }, TimeProvider.System);
    }

    public Task InitializeAsync() => _engine.StartAsync();

    public Task DisposeAsync() => _engine.StopAsync();

    public void Dispose()
    {
        _catalog.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task When_the_erasure_returns_no_file_of_the_engine_holds_the_visitors_key_or_visits()
    {
        var site = await RolledSiteAsync();
        var before = await PartsAsync();
        foreach (var table in Tables)
        {
            Assert.True(await HeldAsync(table) > 0, $"{table} does not hold the visitor");
            Assert.True(Holding(Visitor, await FoldersAsync(table)).Count > 0, $"no file of {table} shows the visitor's key: the search below could not fail");
        }

        Assert.NotEmpty(Holding(FirstVisit, await FoldersAsync("rollup_ids")));

        await EraseAsync(site);

        Assert.Equal((0, 0, 0), (await HeldAsync("events"), await HeldAsync("rollups"), await HeldAsync("rollup_ids")));
        Assert.Empty(Holding(Visitor, [_engine.Folder]));
        Assert.Empty(Holding(FirstVisit, [_engine.Folder]));
        Assert.Empty(Holding(SecondVisit, [_engine.Folder]));

        // What is compressed better than a search can see through: every part that held anything was written anew, and is gone.
        Assert.All(before, part => Assert.False(Directory.Exists(part), part));
        Assert.Equal(3L, await NumberAsync("SELECT count() FROM events WHERE visitor = {neighbour:UInt64}"));
    }

    [Fact]
    public async Task Sums_that_are_being_written_while_a_visitor_is_erased_do_not_bring_the_key_back()
    {
        var site = await RolledSiteAsync();
        await _engine.Client.ExecuteAsync(new SqlQuery("TRUNCATE TABLE rollups"));
        await _engine.Client.ExecuteAsync(new SqlQuery("TRUNCATE TABLE rollup_ids"));
        var writing = Task.WhenAll(
            _engine.Client.ExecuteAsync(new SqlQuery(
                """
                INSERT INTO rollups (site, day, build, dimension, bucket, h_visitors_keys)
                SELECT {site:UInt32}, '2026-11-20', 1, '', '', [{visitor:UInt64}] FROM numbers(3) WHERE sleepEachRow(0.9) = 0
                """).With("site", site.Id).With("visitor", Visitor)),
            _engine.Client.ExecuteAsync(new SqlQuery(
                "INSERT INTO rollup_ids SELECT {site:UInt32}, '2026-11-20', 1, {visitor:UInt64} FROM numbers(3) WHERE sleepEachRow(0.9) = 0")
                .With("site", site.Id).With("visitor", Visitor)));
        while (await NumberAsync("SELECT count() FROM system.processes WHERE position(query, 'sleepEachRow') > 0 AND position(query, 'system.processes') = 0") < 2)
        {
            await Task.Delay(20);
        }

        await EraseAsync(site);
        await writing;

        Assert.Equal((0, 0), (await HeldAsync("rollups"), await HeldAsync("rollup_ids")));
        Assert.Empty(Holding(Visitor, [_engine.Folder]));
    }

    /// <summary>Three days with sums; the visitor's daily key was seen on two of them, and the newest days' ids are kept.</summary>
    private async Task<Site> RolledSiteAsync()
    {
        var site = _catalog.AddSite("erased.example", "UTC", "EUR");
        var noon = new DateTimeOffset(2026, 11, 19, 12, 0, 0, TimeSpan.Zero);
        await InsertAsync(
            Row(site, noon, Neighbour, 11), Row(site, noon.AddDays(1), Visitor, FirstVisit), Row(site, noon.AddDays(1), Neighbour, 12),
            Row(site, noon.AddDays(2), Visitor, SecondVisit));
        var runner = new ReportRunner(_engine.Client, _catalog, _clock);
        Assert.Equal(3, await runner.KeepRollupsAsync(site, CancellationToken.None, leastRows: 1));

        // A row of today: the look at it stores the ids of the newest closed days.
        await InsertAsync(Row(site, noon.AddDays(3).AddHours(-1), Neighbour, 13));
        await runner.KeepRollupsAsync(site, CancellationToken.None, leastRows: 1);
        return site;
    }

    private async Task EraseAsync(Site site)
    {
        await _eraser.BeginAsync(CancellationToken.None);
        await _eraser.FindAsync(site.Id, Visitor, Node, ulong.MaxValue, CancellationToken.None);
        await _eraser.DeleteAsync(site.Id, CancellationToken.None);
        await _eraser.RemoveOldPartsAsync(CancellationToken.None);
        await _eraser.EndAsync(CancellationToken.None);
    }

    private static EventRow Row(Site site, DateTimeOffset time, ulong visitor, ulong visit) => new()
    {
        Site = site.Id,
        Time = time,
        Received = time,
        Name = "pageview",
        Visitor = visitor,
        Identity = IdentityKind.Cookieless,
        Visit = visit,
        Visits = 1,
        Bounces = 1,
        Pageviews = 1,
        ViewNumber = 1,
        Path = "/",
        EntryPath = "/",
    };

    private Task InsertAsync(params EventRow[] rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            var head = buffer.GetSpan(16);
            BinaryPrimitives.WriteUInt64LittleEndian(head, Node);
            BinaryPrimitives.WriteUInt64LittleEndian(head[8..], ++_seq);
            buffer.Advance(16);
            EventRowWriter.Write(row, buffer);
        }

        var columns = string.Join(", ", EventColumns.All.Select(column => column.Name));
        return _engine.Client.InsertAsync(new SqlQuery($"INSERT INTO events ({columns}) FORMAT RowBinary"), (body, token) => body.WriteAsync(buffer.WrittenMemory, token).AsTask());
    }

    private Task<long> HeldAsync(string table) => NumberAsync(table switch
    {
        "events" => "SELECT count() FROM events WHERE visitor = {visitor:UInt64} OR visit IN ({first:UInt64}, {second:UInt64})",
        "rollups" => "SELECT countIf(has(h_visitors_keys, {visitor:UInt64}) OR has(v_visitors_keys, {visitor:UInt64})) FROM rollups",
        _ => "SELECT countIf(id IN ({visitor:UInt64}, {first:UInt64}, {second:UInt64})) FROM rollup_ids",
    });

    private async Task<long> NumberAsync(string sql)
    {
        var query = new SqlQuery(sql).With("visitor", Visitor).With("neighbour", Neighbour).With("first", FirstVisit).With("second", SecondVisit);
        return (await _engine.Client.QueryAsync(query)).Rows[0][0].GetInt64();
    }

    private async Task<List<string>> FoldersAsync(string table)
    {
        var query = new SqlQuery("SELECT arrayJoin(data_paths) FROM system.tables WHERE database = currentDatabase() AND name = {table:String}").With("table", table);
        return [.. (await _engine.Client.QueryAsync(query)).Rows.Select(row => row[0].GetString()!)];
    }

    private async Task<List<string>> PartsAsync()
    {
        const string Sql = "SELECT path FROM system.parts WHERE database = currentDatabase() AND table IN ('events', 'rollups', 'rollup_ids')";
        return [.. (await _engine.Client.QueryAsync(new SqlQuery(Sql))).Rows.Select(row => row[0].GetString()!)];
    }

    private static List<string> Holding(ulong key, IEnumerable<string> folders)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, key);
        return [.. folders.SelectMany(folder => FilesOf.Folder(folder, bytes))];
    }
}
