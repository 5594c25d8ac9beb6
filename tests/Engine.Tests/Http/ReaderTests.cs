using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Engine.Tests.Support;

namespace Engine.Tests.Http;

/// <summary>The TCP port: one user, who may only read what is in the database.</summary>
public sealed class ReaderTests : IAsyncLifetime, IDisposable
{
    private const string Password = "s3cret pass";
    private readonly int _port = Ports.Free();
    private readonly TestEngine _engine;
    private readonly HttpClient _reader = new();

    public ReaderTests()
    {
        _engine = new TestEngine(options => options with { TcpPort = _port, TcpPassword = Password });
        _reader.BaseAddress = new Uri($"http://127.0.0.1:{_port}/");
        _reader.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("reader:" + Password)));
    }

    public Task InitializeAsync() => _engine.InitializeAsync();

    public Task DisposeAsync() => _engine.DisposeAsync();

    public void Dispose()
    {
        _reader.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task A_reader_reads_and_does_nothing_else()
    {
        await _engine.AskAsync("CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a");
        await _engine.AskAsync("INSERT INTO t VALUES (1), (2)");
        foreach (var (sql, expected) in new[]
        {
            ("SELECT sum(a) FROM t", "3\n"),
            ("SELECT count() FROM numbers(5)", "5\n"),
            ("SELECT a AS file FROM t WHERE file = {n:UInt64}", "2\n"),
            ("SHOW TABLES", "t\n"),
            ("SELECT getSetting('readonly'), getSetting('max_threads')", "1\t1\n"),
        })
        {
            Assert.Equal((sql, expected), (sql, await AskAsync(sql, "readonly=0&max_threads=1&param_n=2")));
        }

        var stays = 0;
        foreach (var sql in new[]
        {
            "INSERT INTO t VALUES (3)", "INSERT INTO t FORMAT TSV\n3\n", "INSERT INTO t SELECT * FROM input('a UInt64') FORMAT TSV\n3\n",
            "DROP TABLE t", "TRUNCATE TABLE t", "ALTER TABLE t DELETE WHERE 1", "CREATE TABLE u (a UInt8) ENGINE = Memory", "OPTIMIZE TABLE t",
            "SET readonly = 0", "KILL QUERY WHERE 1", "SYSTEM STOP MERGES", "SELECT 1 SETTINGS readonly = 0",
            "SELECT file('/etc/passwd')", "SELECT `file`('/etc/passwd')", "SELECT FILE /* */ ('/etc/passwd')", "SELECT * FROM file('/etc/passwd', 'LineAsString')",
            "SELECT * FROM `/etc/passwd`", "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')", "SELECT * FROM remote('127.0.0.1:1', default.t)",
            "SELECT * FROM executable('id', TSV, 'a String')", "INSERT INTO FUNCTION file('/tmp/no') SELECT 1",
            "SELECT 1; DROP TABLE t", "DROP TABLE t; SELEC", "BACKUP TABLE t TO File('x')", "EXECUTE AS default SELECT 1",
        })
        {
            using var body = new StringContent(sql);
            using var response = await _reader.PostAsync(new Uri("/?readonly=0", UriKind.Relative), body);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(!response.IsSuccessStatusCode && (text.Contains("Code: 164.", StringComparison.Ordinal) || text.Contains("Code: 62.", StringComparison.Ordinal)), sql + " => " + text);
            stays++;
        }

        Assert.Equal(25, stays);
        Assert.Equal("2\n", await _engine.AskAsync("SELECT count() FROM t"));
    }

    [Fact]
    public async Task The_password_is_asked_for_in_every_way_of_clickhouse()
    {
        using var nobody = new HttpClient { BaseAddress = _reader.BaseAddress };
        async Task<HttpStatusCode> Get(string path, params string[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var header in headers)
            {
                request.Headers.Add(header.Split('=')[0], header.Split('=')[1]);
            }

            using var response = await nobody.SendAsync(request);
            return response.StatusCode;
        }

        const string select = "/?query=SELECT%201";
        Assert.Equal(HttpStatusCode.OK, await Get(select, "X-ClickHouse-User=reader", "X-ClickHouse-Key=" + Password));
        Assert.Equal(HttpStatusCode.OK, await Get(select + "&user=reader&password=" + Uri.EscapeDataString(Password)));
        Assert.Equal(HttpStatusCode.OK, await Get("/ping"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(select));
        Assert.Equal(HttpStatusCode.Forbidden, await Get(select, "X-ClickHouse-User=reader"));
        Assert.Equal(HttpStatusCode.Forbidden, await Get(select + "&user=default"));
        Assert.Equal(HttpStatusCode.Forbidden, await Get(select + "&user=reader&password=wrong"));
        Assert.Equal(HttpStatusCode.Forbidden, await Get(select, "Authorization=Basic !!!"));
    }

    [Fact]
    public async Task Only_this_machine_reaches_the_port()
    {
        Assert.Equal("1\n", await AskAsync("SELECT 1"));
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(new IPEndPoint(IPAddress.IPv6Loopback, _port)));
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => other.ConnectAsync(new IPEndPoint(IPAddress.Parse("127.0.0.2"), _port)));
    }

    [Fact]
    public async Task The_official_client_works()
    {
        var test = Path.Combine(HostProgram.Root, "tests", "Engine.Tests", "client", "client.test.mjs");
        var (code, output) = await Support.Program.RunAsync("node", test, _engine.Process.SocketPath, _port.ToString(), Password);
        Assert.Equal((0, "ok\n"), (code, output));
    }

    private async Task<string> AskAsync(string sql, string parts = "")
    {
        using var body = new StringContent(sql);
        using var response = await _reader.PostAsync(new Uri("/?" + parts, UriKind.Relative), body);
        return await response.Content.ReadAsStringAsync();
    }
}
