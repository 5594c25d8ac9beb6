using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Engine.Tests.Support;

namespace Engine.Tests.Http;

[Collection(SharedEngine.Name)]
public sealed class QueryTests(TestEngine engine)
{
    [Theory]
    [InlineData("/ping")]
    [InlineData("/replicas_status")]
    [InlineData("/")]
    public async Task Says_ok_without_a_query(string path) =>
        Assert.Equal("Ok.\n", await engine.Client.GetStringAsync(new Uri(path, UriKind.Relative)));

    [Fact]
    public async Task An_unknown_path_is_404()
    {
        using var response = await engine.Client.GetAsync(new Uri("/play", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_socket_is_for_its_owner_alone()
    {
        await engine.AskAsync("SELECT 1");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(engine.Process.SocketPath) & ~UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("SELECT 1, 'a' ORDER BY 1", "", "1\ta\n")]
    [InlineData("SELECT 1, 'a'", "default_format=CSV", "1,\"a\"\n")]
    [InlineData("SELECT 1 AS x FORMAT JSONEachRow", "default_format=CSV", "{\"x\":1}\n")]
    [InlineData("SELECT 1 AS x FORMAT JSONEachRow SETTINGS max_threads = 1", "", "{\"x\":1}\n")]
    [InlineData("SELECT 1 AS x FORMAT CSVWithNames; -- done", "", "\"x\"\n1\n")]
    [InlineData("SELECT number FROM numbers(3) WHERE number > 5 FORMAT TSVWithNames", "", "number\n")]
    [InlineData("WITH 2 AS x SELECT x", "", "2\n")]
    [InlineData("EXISTS TABLE nowhere", "", "0\n")]
    [InlineData("SELECT currentDatabase()", "database=system", "system\n")]
    [InlineData("SELECT sum(number) AS n FROM numbers(3) GROUP BY number % 2 AS k WITH TOTALS ORDER BY k FORMAT CSV", "", "2\n1\n\n3\n")]
    [InlineData("SELECT 1", "wait_end_of_query=1", "1\n")]
    public async Task Answers(string sql, string parts, string expected) => Assert.Equal(expected, await engine.AskAsync(sql, parts));

    [Fact]
    public async Task The_text_may_begin_in_the_query_string_and_go_on_in_the_body() =>
        Assert.Equal("3\n", await engine.AskAsync("+ 2", "query=SELECT%201"));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\\\\b", "a\\b")]
    [InlineData("a\\tb\\nc", "a\tb\nc")]
    [InlineData("it's \"q\" `b`", "it's \"q\" `b`")]
    [InlineData("żółć 日本 🙂", "żółć 日本 🙂")]
    [InlineData("a\0b", "a\0b")]
    [InlineData("{x:String} %41 + &amp;", "{x:String} %41 + &amp;")]
    [InlineData("", "")]
    public async Task A_bound_value_arrives_as_it_was_sent(string escaped, string expected)
    {
        var hex = await engine.AskAsync("SELECT hex({v:String})", "param_v=" + Uri.EscapeDataString(escaped));
        Assert.Equal(Convert.ToHexString(Encoding.UTF8.GetBytes(expected)), hex.TrimEnd('\n'));
    }

    [Fact]
    public async Task Values_bind_as_numbers_arrays_and_times()
    {
        var parts = "param_n=42&param_a=" + Uri.EscapeDataString("['x','y\\'z']") + "&param_t=" + Uri.EscapeDataString("2026-11-22 10:00:00.123");
        Assert.Equal("42\ty'z\t2026-11-22 10:00:00.123\n", await engine.AskAsync(
            "SELECT {n:UInt64}, {a:Array(String)}[2], {t:DateTime64(3, 'UTC')} FORMAT TSVRaw", parts));
    }

    [Fact]
    public async Task A_multipart_form_carries_query_and_values()
    {
        using var form = new MultipartFormDataContent { { new StringContent("SELECT {n:UInt8} + 1"), "query" }, { new StringContent("4"), "param_n" } };
        using var response = await engine.Client.PostAsync(new Uri("/", UriKind.Relative), form);
        Assert.Equal("5\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Settings_hold_for_one_request()
    {
        Assert.Equal("7\n", await engine.AskAsync("SELECT getSetting('max_threads')", "max_threads=7"));
        for (var i = 0; i < 10; i++)
        {
            Assert.NotEqual("7\n", await engine.AskAsync("SELECT getSetting('max_threads')"));
        }
    }

    [Fact]
    public async Task Nothing_of_a_session_reaches_the_next_request()
    {
        await engine.AskAsync("SET max_threads = 7");
        await engine.AskAsync("USE system");
        await engine.AskAsync("CREATE TEMPORARY TABLE left_over (a UInt8)");
        Assert.NotEqual("7\n", await engine.AskAsync("SELECT getSetting('max_threads')"));
        Assert.Equal("default\n", await engine.AskAsync("SELECT currentDatabase()"));
        Assert.Equal("0\n", await engine.AskAsync("EXISTS TEMPORARY TABLE left_over"));
    }

    [Theory]
    [InlineData("SELEC 1", "", 400, 62)]
    [InlineData("", "", 400, 62)]
    [InlineData("-- nothing", "", 400, 62)]
    [InlineData("exit", "", 400, 62)]
    [InlineData("SELECT 1; SELECT 2", "", 400, 62)]
    [InlineData("SELECT nowhere", "", 404, 47)]
    [InlineData("SELECT * FROM nowhere", "", 404, 60)]
    [InlineData("SELECT nofunction(1)", "", 404, 46)]
    [InlineData("SELECT 1 FORMAT Nothing", "", 404, 73)]
    [InlineData("SELECT 1", "nosuchsetting=1", 404, 115)]
    [InlineData("SELECT 1", "bad-name=1", 404, 115)]
    [InlineData("SELECT 1", "max_threads=many", 400, 27)]
    [InlineData("SELECT 1", "database=nowhere", 404, 81)]
    [InlineData("SELECT {n:UInt8}", "", 500, 456)]
    [InlineData("SELECT {n:UInt8}", "param_n=x", 500, 457)]
    [InlineData("SELECT throwIf(1)", "", 500, 395)]
    [InlineData("SELECT number FROM numbers(1000) SETTINGS max_result_rows = 10", "", 500, 396)]
    [InlineData("SELECT sleepEachRow(1) FROM numbers(30) SETTINGS max_block_size = 1", "max_execution_time=1", 408, 159)]
    [InlineData("SELECT groupArray(number) FROM numbers(100000000)", "max_memory_usage=10000000", 500, 241)]
    [InlineData("SELECT 1", "session_id=a", 501, 48)]
    [InlineData("SELECT 1", "compress=1", 501, 48)]
    [InlineData("SELECT 1 INTO OUTFILE '/tmp/no'", "", 501, 48)]
    public async Task Errors_have_clickhouses_code_and_status(string sql, string parts, int status, int code)
    {
        using var response = await engine.SendAsync(sql, parts);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(((HttpStatusCode)status, code.ToString()), (response.StatusCode, response.Headers.GetValues("X-ClickHouse-Exception-Code").Single()));
        Assert.StartsWith($"Code: {code}. DB::Exception: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_leaves_nothing_behind_for_the_next_answer()
    {
        using (await engine.SendAsync("SELECT number FROM numbers(100000) FORMAT JSON", "max_result_bytes=1000"))
        {
            Assert.Equal("1\n", await engine.AskAsync("SELECT 1"));
        }
    }

    [Fact]
    public async Task Get_reads_but_does_not_write()
    {
        Assert.Equal("1\n", await engine.Client.GetStringAsync(new Uri("/?query=SELECT%201&max_threads=1", UriKind.Relative)));
        using var response = await engine.Client.GetAsync(new Uri("/?query=CREATE%20TABLE%20no%20(a%20UInt8)%20ENGINE=Memory", UriKind.Relative));
        Assert.Contains("Code: 164.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_headers_tell_format_query_id_and_summary()
    {
        using var response = await engine.SendAsync("SELECT number FROM numbers(10) FORMAT JSONCompact", "query_id=mine");
        string Header(string name) => response.Headers.GetValues(name).Single();
        Assert.Equal(("mine", "JSONCompact"), (Header("X-ClickHouse-Query-Id"), Header("X-ClickHouse-Format")));
        var summary = JsonDocument.Parse(Header("X-ClickHouse-Summary")).RootElement;
        Assert.Equal(("10", "10"), (summary.GetProperty("read_rows").GetString(), summary.GetProperty("result_rows").GetString()));
        Assert.True(long.Parse(summary.GetProperty("elapsed_ns").GetString()!) > 0);
        Assert.NotEmpty(Header("X-ClickHouse-Timezone"));
        Assert.NotEmpty(Header("X-ClickHouse-Server-Display-Name"));
    }

    [Fact]
    public async Task An_answer_is_compressed_when_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/?enable_http_compression=1&query=SELECT%20number%20FROM%20numbers(5)");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var response = await engine.Client.SendAsync(request);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        using var text = new StreamReader(new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.Equal("0\n1\n2\n3\n4\n", await text.ReadToEndAsync());
    }

    [Fact]
    public async Task A_statement_may_come_compressed()
    {
        using var content = Compressed("SELECT 6 * 7");
        using var response = await engine.Client.PostAsync(new Uri("/", UriKind.Relative), content);
        Assert.Equal("42\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_broken_gzip_body_is_an_error_of_its_own()
    {
        using var content = new ByteArrayContent("no gzip at all"u8.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await engine.Client.PostAsync(new Uri("/", UriKind.Relative), content);
        Assert.StartsWith("Code: 271.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_longer_than_256_kib_is_refused()
    {
        using var response = await engine.SendAsync("SELECT '" + new string('x', 300_000) + "'");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    internal static ByteArrayContent Compressed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
