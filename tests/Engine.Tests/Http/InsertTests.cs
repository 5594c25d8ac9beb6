using System.Net;
using System.Net.Sockets;
using System.Text;
using Engine.Tests.Support;

namespace Engine.Tests.Http;

[Collection(SharedEngine.Name)]
public sealed class InsertTests(TestEngine engine)
{
    [Theory]
    [InlineData("TSV", "1\tx\n2\ty\n")]
    [InlineData("CSV", "1,x\n2,\"y\"\n")]
    [InlineData("JSONEachRow", "{\"a\":1,\"s\":\"x\"}\n{\"a\":2,\"s\":\"y\"}")]
    [InlineData("JSONCompactEachRow", "[1,\"x\"]\n[2,\"y\"]")]
    [InlineData("Values", "(1,'x'),(2,'y')")]
    public async Task Data_in_the_body_is_inserted_in_its_format(string format, string data)
    {
        var table = await NewTableAsync("bodies_" + format);
        using var response = await engine.InsertAsync($"INSERT INTO {table} (a, s) FORMAT {format}", Encoding.UTF8.GetBytes(data));
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Equal("1\tx\n2\ty\n", await engine.AskAsync($"SELECT * FROM {table} ORDER BY a"));
        Assert.Contains("\"written_rows\":\"2\"", response.Headers.GetValues("X-ClickHouse-Summary").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INSERT INTO # FORMAT JSONEachRow\n{\"a\":1,\"s\":\"x\"}\n{\"a\":2,\"s\":\"y\"}")]
    [InlineData("INSERT INTO # FORMAT TSV\r\n1\tx\n2\ty")]
    [InlineData("INSERT INTO # (a, s) VALUES (1, 'x'), (1 + 1, lower('Y'))")]
    [InlineData("insert into # settings max_threads = 1 values (1, 'x'), (2, 'y')")]
    [InlineData("INSERT INTO # SELECT number + 1, ['x', 'y'][number + 1] FROM numbers(2)")]
    [InlineData("INSERT INTO # SELECT a, s FROM input('a UInt64, s String') FORMAT CSV\n1,x\n2,y\n")]
    public async Task A_whole_insert_may_stand_in_the_body(string sql)
    {
        var table = await NewTableAsync("whole");
        await engine.AskAsync(sql.Replace("#", table, StringComparison.Ordinal));
        Assert.Equal("1\tx\n2\ty\n", await engine.AskAsync($"SELECT * FROM {table} ORDER BY a"));
    }

    [Fact]
    public async Task Binary_rows_with_blank_lines_inside_are_whole()
    {
        var table = await NewTableAsync("blank_lines");
        using var response = await engine.InsertAsync($"INSERT INTO {table} (a, s) FORMAT RowBinary", [.. Row(1, "x\n\ny"), .. Row(2, "\n\n")]);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("1\tx\\n\\ny\n2\t\\n\\n\n", await engine.AskAsync($"SELECT * FROM {table} ORDER BY a"));
    }

    [Fact]
    public async Task Data_torn_in_a_row_stores_nothing()
    {
        var table = await NewTableAsync("torn");
        using var response = await engine.InsertAsync($"INSERT INTO {table} (a, s) FORMAT RowBinary", [.. Row(1, "x"), .. Row(2, "y")[..5]]);
        Assert.Equal("33", response.Headers.GetValues("X-ClickHouse-Exception-Code").Single());
        Assert.Equal("0\n", await engine.AskAsync($"SELECT count() FROM {table}"));
    }

    [Fact]
    public async Task A_sender_that_goes_away_in_the_middle_stores_nothing()
    {
        var table = await NewTableAsync("gone");
        using (var socket = await engine.ConnectAsync())
        {
            var head = $"POST /?query={Uri.EscapeDataString($"INSERT INTO {table} FORMAT TSV")} HTTP/1.1\r\nHost: e\r\nContent-Length: 1000\r\n\r\n1\tx\n2\ty\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(head));
            Assert.True(await TestEngine.BecomesAsync(
                async () => await engine.AskAsync("SELECT count() FROM system.processes WHERE query LIKE 'INSERT%gone%'") == "1\n", TimeSpan.FromSeconds(5)));
        }

        Assert.True(await TestEngine.BecomesAsync(
            async () => await engine.AskAsync("SELECT count() FROM system.processes WHERE query LIKE 'INSERT%gone%'") == "0\n", TimeSpan.FromSeconds(5)));
        Assert.Equal("0\n", await engine.AskAsync($"SELECT count() FROM {table}"));
    }

    [Fact]
    public async Task An_insert_selects_from_its_data_what_is_not_there_yet()
    {
        var table = await NewTableAsync("reconcile");
        await engine.AskAsync($"INSERT INTO {table} VALUES (1, 'x'), (3, 'z')");
        var insert = $"INSERT INTO {table} (a, s) SELECT a, s FROM input('a UInt64, s String') WHERE a NOT IN (SELECT a FROM {table} WHERE a BETWEEN {{first:UInt64}} AND 9) SETTINGS insert_deduplicate = 0 FORMAT RowBinary";
        using var response = await engine.InsertAsync(insert, [.. Row(1, "x"), .. Row(2, "\n\n"), .. Row(3, "z")], "param_first=1&async_insert=0");
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Equal("1\tx\n2\t\\n\\n\n3\tz\n", await engine.AskAsync($"SELECT * FROM {table} ORDER BY a"));
        Assert.Empty(Directory.EnumerateFiles(engine.SpoolFolder));
    }

    [Fact]
    public async Task A_torn_insert_that_selects_stores_nothing()
    {
        var table = await NewTableAsync("torn_select");
        using var response = await engine.InsertAsync(
            $"INSERT INTO {table} SELECT * FROM input('a UInt64, s String') FORMAT RowBinary", [.. Row(1, "x"), .. Row(2, "y")[..5]]);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("0\n", await engine.AskAsync($"SELECT count() FROM {table}"));
        Assert.Empty(Directory.EnumerateFiles(engine.SpoolFolder));
    }

    [Theory]
    [InlineData("INSERT INTO nowhere FORMAT TSV", "1\tx\n", "60")]
    [InlineData("INSERT INTO {0} FORMAT Nothing", "1\tx\n", "73")]
    [InlineData("INSERT INTO {0} FORMAT TSV", "x\tx\n", "27")]
    [InlineData("INSERT INTO {0} (b) FORMAT TSV", "1\n", "16")]
    public async Task A_wrong_insert_says_why(string insert, string data, string code)
    {
        var table = await NewTableAsync("wrong");
        using var response = await engine.InsertAsync(insert.Replace("{0}", table, StringComparison.Ordinal), Encoding.UTF8.GetBytes(data));
        Assert.Equal(code, response.Headers.GetValues("X-ClickHouse-Exception-Code").Single());
        Assert.Equal("0\n", await engine.AskAsync($"SELECT count() FROM {table}"));
    }

    [Fact]
    public async Task Data_may_come_compressed()
    {
        var table = await NewTableAsync("zipped");
        using var content = QueryTests.Compressed($"INSERT INTO {table} FORMAT TSV\n1\tx\n");
        using var response = await engine.Client.PostAsync(new Uri("/", UriKind.Relative), content);
        Assert.Equal("1\tx\n", await engine.AskAsync($"SELECT * FROM {table}"));
    }

    [Fact]
    public async Task Missing_columns_get_their_defaults()
    {
        await engine.AskAsync("CREATE OR REPLACE TABLE defaults (a UInt64, b UInt64 DEFAULT a * 2) ENGINE = MergeTree ORDER BY a");
        using var response = await engine.InsertAsync("INSERT INTO defaults (a) FORMAT TSV", "4\n"u8.ToArray());
        Assert.Equal("4\t8\n", await engine.AskAsync("SELECT * FROM defaults"));
    }

    [Fact]
    public async Task Two_hundred_thousand_rows_arrive_in_one_part()
    {
        var table = await NewTableAsync("many");
        var rows = Enumerable.Range(0, 200_000).SelectMany(i => Row((ulong)i, "value")).ToArray();
        using var response = await engine.InsertAsync($"INSERT INTO {table} FORMAT RowBinary", rows, "insert_deduplicate=0");
        Assert.Equal("200000\t1\n", await engine.AskAsync(
            $"SELECT (SELECT count() FROM {table}), (SELECT count() FROM system.parts WHERE table = '{table}' AND active)"));
    }

    private static byte[] Row(ulong number, string text) =>
        [.. BitConverter.GetBytes(number), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private async Task<string> NewTableAsync(string name)
    {
        await engine.AskAsync($"CREATE OR REPLACE TABLE {name} (a UInt64, s String) ENGINE = MergeTree ORDER BY a SETTINGS fsync_after_insert = 1, fsync_part_directory = 1");
        return name;
    }
}
