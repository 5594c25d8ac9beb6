using System.Buffers.Binary;
using System.Text;
using Collector.Journal;
using Collector.Tests.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shared;
using Storage.ClickHouse;

namespace Collector.Tests.Loading;

/// <summary>
/// The loader over HTTP against a server that stores rows and then breaks the connection, or breaks it in the middle of the
/// body, or answers that it is overloaded.
/// </summary>
public sealed class BrokenServerTests : IAsyncLifetime
{
    private const int RowBytes = 24;

    private readonly CrashFiles _files = new(new Random(1));
    private readonly TestClock _clock = new(Some.Noon);
    private readonly List<(ulong Seq, long Id)> _rows = [];
    private readonly Random _random = new(20_261_122);
    private readonly WebApplication _server;
    private bool _healthy;

    public BrokenServerTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Connections_that_break_at_any_moment_store_each_record_once()
    {
        using var client = new ClickHouseClient(ClickHouseEndpoint.Parse($"{_server.Urls.First()}/default"));
        var journal = Some.Recovered(_files);
        var appender = Some.Appender(_files, journal, _clock);
        var loader = Some.Loader(_files, journal, new Collector.Loading.ClickHouseEventStore(client), _clock);
        var id = 0L;
        for (var i = 0; i < 100; i++)
        {
            Some.Commit(appender, [.. Enumerable.Range(0, _random.Next(1, 200)).Select(_ => Some.Record(++id))]);
            appender.Seal();
            await loader.LoadPendingAsync(CancellationToken.None);
        }

        var failures = loader.Status.Failures;
        _healthy = true;
        Assert.True(await loader.LoadPendingAsync(CancellationToken.None));

        Assert.True(failures > 20, $"only {failures} attempts failed");
        Assert.Equal(Enumerable.Range(1, (int)id).Select(i => (long)i), _rows.Select(row => row.Id).Order());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query["query"].ToString();
        if (query.StartsWith("INSERT", StringComparison.Ordinal))
        {
            await InsertAsync(context, query.Contains("input(", StringComparison.Ordinal));
            return;
        }

        query = await new StreamReader(context.Request.Body).ReadToEndAsync();
        var first = ulong.Parse("0" + context.Request.Query["param_first"], System.Globalization.CultureInfo.InvariantCulture);
        var last = ulong.Parse("0" + context.Request.Query["param_last"], System.Globalization.CultureInfo.InvariantCulture);
        var count = query.Contains("system.processes", StringComparison.Ordinal) ? 0 : _rows.Count(row => row.Seq >= first && row.Seq <= last);

        // Asked for parts it has one, merged already; asked since when it runs, since ever.
        var cells = query.Contains("uptime()", StringComparison.Ordinal) ? "1,0" : query.Contains("_part", StringComparison.Ordinal) ? $"\"202611_1_9_1\",{count}" : $"{count}";
        await context.Response.WriteAsync(
            $$"""{"meta":[{"name":"n","type":"UInt64"}],"data":[[{{cells}}]],"rows":1,"statistics":{"elapsed":0,"rows_read":0,"bytes_read":0} }""");
    }

    private async Task InsertAsync(HttpContext context, bool missingOnly)
    {
        var how = _healthy ? 0 : _random.Next(5);
        if (how == 1)
        {
            context.Abort();
            return;
        }

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (how == 2)
        {
            context.Response.StatusCode = 500;
            context.Response.Headers["X-ClickHouse-Exception-Code"] = "252";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("Code: 252. DB::Exception: Too many parts. (TOO_MANY_PARTS)"));
            return;
        }

        var rows = Rows(body.ToArray()).Where(row => !missingOnly || !_rows.Contains(row)).ToList();
        _rows.AddRange(how == 3 ? rows.Take(rows.Count / 2) : rows);
        if (how is 3 or 4)
        {
            context.Abort();
        }
    }

    private static IEnumerable<(ulong Seq, long Id)> Rows(byte[] body)
    {
        for (var at = 0; at < body.Length; at += RowBytes)
        {
            yield return (BinaryPrimitives.ReadUInt64LittleEndian(body.AsSpan(at + 8)), BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(at + 16)));
        }
    }
}
