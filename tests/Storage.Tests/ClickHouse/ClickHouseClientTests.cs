using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Storage.ClickHouse;

namespace Storage.Tests.ClickHouse;

/// <summary>What the client sends, and how it understands answers, against a server that answers as told.</summary>
public sealed class ClickHouseClientTests
{
    private const string Answer =
        """{"meta":[{"name":"a","type":"UInt64"},{"name":"b","type":"Nullable(String)"}],"data":[[18446744073709551615,null]],"rows":1,"statistics":{"elapsed":0.25,"rows_read":7,"bytes_read":56}}""";

    private const string Version = " (version 26.7.2.1 (official build))\n";

    [Fact]
    public async Task A_query_is_a_post_with_its_text_as_body_and_its_values_in_the_address()
    {
        var seen = new ConcurrentQueue<(IQueryCollection Query, string Body, string User, string Password, string Method)>();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            seen.Enqueue((
                context.Request.Query, await reader.ReadToEndAsync(), headers["X-ClickHouse-User"]!, headers["X-ClickHouse-Key"]!, context.Request.Method));
            await context.Response.WriteAsync(Answer);
        });
        using var client = new ClickHouseClient(server.Endpoint);
        var result = await client.QueryAsync(new SqlQuery("SELECT {x:String}").With("x", "a&b=\t+ä%").Setting("max_execution_time", "5"));

        var request = Assert.Single(seen);
        Assert.Equal(("POST", "SELECT {x:String}\nFORMAT JSONCompact", "me", "se:cret"), (request.Method, request.Body, request.User, request.Password));
        Assert.Equal(@"a&b=\t+ä%", request.Query["param_x"]);
        Assert.Equal("5", request.Query["max_execution_time"]);
        Assert.Equal("0", request.Query["output_format_json_quote_64bit_integers"]);
        Assert.Equal("web", request.Query["database"]);
        Assert.Equal(["a", "b"], result.Columns);
        Assert.Equal(ulong.MaxValue, result.Rows[0][0].GetUInt64());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, result.Rows[0][1].ValueKind);
        Assert.Equal((7, 56, TimeSpan.FromSeconds(0.25)), (result.RowsRead, result.BytesRead, result.Elapsed));
    }

    [Fact]
    public async Task An_insert_sends_its_text_in_the_address_and_its_body_in_chunks()
    {
        var seen = new ConcurrentQueue<(IQueryCollection Query, long Length, long? Stated)>();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            seen.Enqueue((context.Request.Query, body.Length, context.Request.ContentLength));
        });
        using var client = new ClickHouseClient(server.Endpoint);
        await client.InsertAsync(new SqlQuery("INSERT INTO t FORMAT RowBinary"), async (stream, cancellationToken) =>
        {
            for (var i = 0; i < 100; i++)
            {
                await stream.WriteAsync(new byte[10_000], cancellationToken);
            }
        });

        var request = Assert.Single(seen);
        Assert.Equal((1_000_000L, (long?)null), (request.Length, request.Stated));
        Assert.Equal("INSERT INTO t FORMAT RowBinary", request.Query["query"]);
        Assert.Equal("0", request.Query["async_insert"]);
        Assert.Equal("0", request.Query["insert_deduplicate"]);
        Assert.Equal("1", request.Query["wait_end_of_query"]);
    }

    [Fact]
    public async Task A_setting_of_the_query_wins_over_the_clients_own()
    {
        var values = new ConcurrentQueue<string>();
        await using var server = await FakeServer.StartAsync(context =>
        {
            values.Enqueue(context.Request.Query["wait_end_of_query"].ToString());
            return Task.CompletedTask;
        });
        using var client = new ClickHouseClient(server.Endpoint);
        await client.ExecuteAsync(new SqlQuery("SELECT 1").Setting("wait_end_of_query", "0"));
        Assert.Equal("0", Assert.Single(values));
    }

    [Fact]
    public async Task A_body_that_fails_does_not_look_complete_to_the_server()
    {
        var ended = new TaskCompletionSource<bool>();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            try
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
                ended.SetResult(true);
            }
            catch (Exception)
            {
                ended.SetResult(false);
            }
        });
        using var client = new ClickHouseClient(server.Endpoint);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.InsertAsync(new SqlQuery("INSERT"), async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(new byte[100_000], cancellationToken);
            throw new InvalidOperationException("the segment is gone");
        }));
        Assert.False(await ended.Task);
    }

    [Theory]
    [InlineData(404, 60, "Unknown table expression identifier 'nope' in scope SELECT 1", "UNKNOWN_TABLE", false)]
    [InlineData(400, 62, "Syntax error: failed at position 3", "SYNTAX_ERROR", false)]
    [InlineData(500, 27, "Cannot parse input", "CANNOT_PARSE_INPUT_ASSERTION_FAILED", false)]
    [InlineData(500, 241, "Memory limit exceeded", "MEMORY_LIMIT_EXCEEDED", true)]
    [InlineData(500, 252, "Too many parts (300)", "TOO_MANY_PARTS", true)]
    [InlineData(500, 202, "Too many simultaneous queries", "TOO_MANY_SIMULTANEOUS_QUERIES", true)]
    [InlineData(500, 243, "Cannot reserve 1.00 MiB", "NOT_ENOUGH_SPACE", true)]
    [InlineData(500, 242, "Table is in readonly mode", "TABLE_IS_READ_ONLY", true)]
    [InlineData(500, 159, "Timeout exceeded", "TIMEOUT_EXCEEDED", true)]
    [InlineData(403, 516, "me: Authentication failed", "AUTHENTICATION_FAILED", true)]
    public async Task An_error_has_its_code_its_name_and_whether_to_try_again(int status, int code, string text, string name, bool retryable)
    {
        await using var server = await FakeServer.StartAsync(
            status, $"Code: {code}. DB::Exception: {text}. ({name}){Version}", ("X-ClickHouse-Exception-Code", $"{code}"));
        using var client = new ClickHouseClient(server.Endpoint);
        var failure = await Assert.ThrowsAsync<ClickHouseException>(() => client.ExecuteAsync(new SqlQuery("SELECT 1")));
        Assert.Equal((code, retryable), (failure.Code, failure.IsRetryable));
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(429, true)]
    [InlineData(401, true)]
    [InlineData(413, false)]
    public async Task An_answer_of_something_that_is_not_ClickHouse_is_an_error_without_code(int status, bool retryable)
    {
        await using var server = await FakeServer.StartAsync(status, "<html>no</html>");
        using var client = new ClickHouseClient(server.Endpoint);
        var failure = await Assert.ThrowsAsync<ClickHouseException>(() => client.QueryAsync(new SqlQuery("SELECT 1")));
        Assert.Equal((0, retryable), (failure.Code, failure.IsRetryable));
    }

    [Fact]
    public async Task An_error_told_by_a_header_of_a_200_answer_is_found()
    {
        await using var server = await FakeServer.StartAsync(200, "Code: 241. DB::Exception: Memory. (MEMORY_LIMIT_EXCEEDED)", ("X-ClickHouse-Exception-Code", "241"));
        using var client = new ClickHouseClient(server.Endpoint);
        Assert.Equal(241, (await Assert.ThrowsAsync<ClickHouseException>(() => client.ExecuteAsync(new SqlQuery("SELECT 1")))).Code);
    }

    public static TheoryData<string, string?> BrokenAnswers => new()
    {
        { """{"meta":[],"data":[[1],""" + "\nCode: 395. DB::Exception: Value passed. (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)" + Version, null },
        { "{\"meta\":[]\r\n__exception__\r\nabcdef0123456789\r\nCode: 395. DB::Exception: Value. (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)\r\n63 abcdef0123456789\r\n__exception__\r\n", "abcdef0123456789" },
        { """{"meta":[],"data":[],"rows":0,"exception":"Code: 395. DB::Exception: Value. (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)"}""", null },
    };

    [Theory]
    [MemberData(nameof(BrokenAnswers))]
    public async Task An_error_in_the_middle_of_an_answer_is_found(string body, string? tag)
    {
        await using var server = await FakeServer.StartAsync(200, body, tag is null ? [] : [("X-ClickHouse-Exception-Tag", tag)]);
        using var client = new ClickHouseClient(server.Endpoint);
        var failure = await Assert.ThrowsAsync<ClickHouseException>(() => client.QueryAsync(new SqlQuery("SELECT 1")));
        Assert.Equal((395, false), (failure.Code, failure.IsRetryable));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("abcdef0123456789")]
    public async Task A_stream_ends_with_the_error_that_ended_the_query(string? tag)
    {
        var rows = string.Concat(Enumerable.Repeat("some,row\n", 20_000));
        var error = "Code: 241. DB::Exception: Memory. (MEMORY_LIMIT_EXCEEDED)";
        var body = tag is null ? rows + error + Version : $"{rows}\r\n__exception__\r\n{tag}\r\n{error}\r\n57 {tag}\r\n__exception__\r\n";
        await using var server = await FakeServer.StartAsync(200, body, tag is null ? [] : [("X-ClickHouse-Exception-Tag", tag)]);
        using var client = new ClickHouseClient(server.Endpoint);
        await using var stream = await client.StreamAsync(new SqlQuery("SELECT 1"), "CSV");
        var read = new MemoryStream();
        var failure = await Assert.ThrowsAsync<ClickHouseException>(() => stream.CopyToAsync(read));
        Assert.Equal((241, true), (failure.Code, failure.IsRetryable));
        Assert.StartsWith(rows, Encoding.UTF8.GetString(read.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_only_looks_like_an_error_is_data()
    {
        const string Body = "\"a\"\n\"Code: 241. DB::Exception: x. (MEMORY_LIMIT_EXCEEDED) (version 1)\"\n";
        await using var server = await FakeServer.StartAsync(200, Body);
        using var client = new ClickHouseClient(server.Endpoint);
        using var reader = new StreamReader(await client.StreamAsync(new SqlQuery("SELECT 1"), "CSV"));
        Assert.Equal(Body, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_an_answer_is_worth_another_try()
    {
        await using var server = await FakeServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("""{"meta":[""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var client = new ClickHouseClient(server.Endpoint);
        var failure = await Assert.ThrowsAsync<ClickHouseException>(() => client.QueryAsync(new SqlQuery("SELECT 1")));
        Assert.Equal((0, true), (failure.Code, failure.IsRetryable));
    }

    [Fact]
    public async Task An_error_said_before_the_connection_was_cut_is_found()
    {
        using var server = new CutOffServer();
        using var client = new ClickHouseClient(server.Endpoint);
        var answering = server.AnswerAsync("1,2\n\nCode: 395. DB::Exception: Value. (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)\n");
        await using var stream = await client.StreamAsync(new SqlQuery("SELECT 1"), "CSV");
        Assert.Equal(395, (await Assert.ThrowsAsync<ClickHouseException>(() => stream.CopyToAsync(Stream.Null))).Code);
        await answering;
    }

    [Fact]
    public async Task Nobody_there_is_worth_another_try()
    {
        using var socket = new ClickHouseClient(ClickHouseEndpoint.Embedded("/nowhere/engine.sock"));
        var failure = await Assert.ThrowsAsync<ClickHouseException>(() => socket.QueryAsync(new SqlQuery("SELECT 1")));
        Assert.Equal((0, true), (failure.Code, failure.IsRetryable));
        Assert.False(await socket.PingAsync());
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_a_cancellation()
    {
        await using var server = await FakeServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = new ClickHouseClient(server.Endpoint);
        using var cancellation = new CancellationTokenSource();
        var query = client.QueryAsync(new SqlQuery("SELECT 1"), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
    }

    [Fact]
    public async Task Ping_says_whether_somebody_answers()
    {
        await using var good = await FakeServer.StartAsync(200, "Ok.\n");
        await using var bad = await FakeServer.StartAsync(503, "");
        using var toGood = new ClickHouseClient(good.Endpoint);
        using var toBad = new ClickHouseClient(bad.Endpoint);
        Assert.True(await toGood.PingAsync());
        Assert.False(await toBad.PingAsync());
    }

    [Fact]
    public async Task The_embedded_engine_is_reached_through_its_socket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"collector-{Environment.ProcessId}.sock");
        await using var server = await FakeServer.StartAsync(context => context.Response.WriteAsync(Answer), $"http://unix:{path}");
        using var client = new ClickHouseClient(ClickHouseEndpoint.Embedded(path));
        Assert.Single((await client.QueryAsync(new SqlQuery("SELECT 1"))).Rows);
        Assert.True(await client.PingAsync());
    }

    [Fact]
    public async Task Values_longer_than_a_mebibyte_are_refused_before_sending()
    {
        using var client = new ClickHouseClient(ClickHouseEndpoint.Embedded("/nowhere/engine.sock"));
        var failure = await Assert.ThrowsAsync<ClickHouseException>(() => client.QueryAsync(new SqlQuery("SELECT 1").With("x", new string('x', 2_000_000))));
        Assert.False(failure.IsRetryable);
    }
}
