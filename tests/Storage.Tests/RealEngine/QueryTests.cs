using System.Text.Json;
using Storage.ClickHouse;

namespace Storage.Tests.RealEngine;

/// <summary>Values, errors and streams between the client and the real engine.</summary>
public sealed class QueryTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private static readonly string[] Hostile =
    [
        "", " ", "plain", "'", "''", "\\", "\\\\", "\\'", "\"", "`", "a\tb", "a\nb", "\r\n", "\n\n", "\0", "a\0b", "\b\f\v\a\u001b", "\\N", "\\n", "NULL",
        "'); DROP TABLE events; --", "{x:String}", "{{", "%27", "%", "+", "&", "&param_x=1", "?#/", "a b", "$1", "[1,2]", "['a','b']", "日本語", "😀",
        "\u2028\u2029", "\uFEFFbom", "\uFFFD", new('x', 20_000),
    ];

    [EngineFact]
    public async Task Hostile_text_comes_back_verbatim()
    {
        foreach (var text in Hostile)
        {
            var result = await engine.Client.QueryAsync(new SqlQuery("SELECT {x:String} AS x").With("x", text));
            Assert.Equal(text, result.Rows[0][0].GetString());
        }
    }

    [EngineFact]
    public async Task Hostile_text_in_an_array_comes_back_verbatim()
    {
        var result = await engine.Client.QueryAsync(new SqlQuery("SELECT {x:Array(String)} AS x, {y:Array(String)} AS y").With("x", Hostile).With("y", Array.Empty<string>()));
        Assert.Equal(Hostile, result.Rows[0][0].EnumerateArray().Select(x => x.GetString()!));
        Assert.Empty(result.Rows[0][1].EnumerateArray());
    }

    [EngineFact]
    public async Task Every_kind_of_value_arrives()
    {
        var time = new DateTimeOffset(2026, 3, 29, 3, 4, 5, 678, TimeSpan.FromHours(2));
        var query = new SqlQuery(
            """
            SELECT {u:UInt64} = 18446744073709551615, {i:Int64} = -9223372036854775808, {m:Decimal(18, 4)} = toDecimal64('-12.3456', 4),
                {f:Float64} = 1.5e300, isNaN({nan:Float64}), {b:Bool} = true, {d:Date} = toDate('2026-03-29'),
                toUnixTimestamp64Milli({t:DateTime64(3, 'UTC')}) = 1774746245678, {us:Array(UInt32)} = [1, 2], {bs:Array(Bool)} = [true, false],
                {ds:Array(Date)} = [toDate('2026-03-29')], toUnixTimestamp64Milli({ts:Array(DateTime64(3, 'UTC'))}[1]) = 1774746245678,
                {ms:Array(Decimal(18, 4))}[1] = toDecimal64('0.5', 4)
            """)
            .With("u", ulong.MaxValue).With("i", long.MinValue).With("m", -12.3456m).With("f", 1.5e300).With("nan", double.NaN).With("b", true)
            .With("d", new DateOnly(2026, 3, 29)).With("t", time).With("us", new uint[] { 1, 2 }).With("bs", new[] { true, false })
            .With("ds", new[] { new DateOnly(2026, 3, 29) }).With("ts", new[] { time }).With("ms", new[] { 0.5m });
        var result = await engine.Client.QueryAsync(query);
        Assert.All(result.Rows[0], x => Assert.True(x.ValueKind == JsonValueKind.True || x.GetInt32() == 1));
    }

    [EngineFact]
    public async Task Big_numbers_come_as_numbers_and_nothing_comes_as_null()
    {
        var result = await engine.Client.QueryAsync(new SqlQuery("SELECT 18446744073709551615 AS u, toDecimal64('1.5', 4) AS m, nan AS f, NULL AS n SETTINGS max_threads = 1"));
        Assert.Equal(["u", "m", "f", "n"], result.Columns);
        Assert.Equal((ulong.MaxValue, 1.5m), (result.Rows[0][0].GetUInt64(), result.Rows[0][1].GetDecimal()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (result.Rows[0][2].ValueKind, result.Rows[0][3].ValueKind));
        Assert.True(result.RowsRead > 0);
    }

    [EngineFact]
    public async Task Numbers_and_names_of_the_known_errors_are_the_engines()
    {
        foreach (var (code, name) in ErrorCodes.Retryable.Concat(ErrorCodes.Described))
        {
            var result = await engine.Client.QueryAsync(new SqlQuery("SELECT errorCodeToName({code:UInt32})").With("code", code));
            Assert.Equal(name, result.Rows[0][0].GetString());
        }
    }

    [EngineFact]
    public async Task Errors_keep_their_code_and_lose_their_values()
    {
        await FailsAsync(60, "SELECT 1 FROM nope WHERE x = {x:String}");
        await FailsAsync(47, "SELECT nocolumn FROM (SELECT {x:String} AS y)");
        await FailsAsync(6, "SELECT toUInt64({x:String})");
        await FailsAsync(457, "SELECT {x:UInt64}");
        await FailsAsync(62, "SELEC {x:String}");
        await FailsAsync(43, "SELECT sum({x:String})");

        async Task FailsAsync(int code, string sql)
        {
            var failure = await Assert.ThrowsAsync<ClickHouseException>(() => engine.Client.QueryAsync(new SqlQuery(sql).With("x", "it's\tsecret")));
            Assert.Equal((code, false), (failure.Code, failure.IsRetryable));
            Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        }
    }

    [EngineFact]
    public async Task A_statement_that_takes_too_long_or_too_much_memory_is_worth_another_try()
    {
        var slow = new SqlQuery("SELECT sum(sipHash64(number)) FROM numbers(100000000000)").Setting("max_execution_time", "0.2");
        Assert.Equal((159, true), Told(await Assert.ThrowsAsync<ClickHouseException>(() => engine.Client.QueryAsync(slow))));
        var large = new SqlQuery("SELECT uniqExact(number) FROM numbers(10000000)").Setting("max_memory_usage", "10000000");
        Assert.Equal((241, true), Told(await Assert.ThrowsAsync<ClickHouseException>(() => engine.Client.QueryAsync(large))));
    }

    [EngineFact]
    public async Task A_stream_that_fails_half_way_ends_with_the_error()
    {
        await using var stream = await engine.Client.StreamAsync(
            new SqlQuery("SELECT number, throwIf(number = 3000000) FROM numbers(6000000)").Setting("max_threads", "1"), "CSV");
        var read = new MemoryStream();
        var failure = await Assert.ThrowsAsync<ClickHouseException>(() => stream.CopyToAsync(read));

        // The engine says the error and cuts the connection; the cut may overtake the words.
        Assert.Contains(Told(failure), new[] { (395, false), (0, true) });
        Assert.True(read.Length > 1_000_000);
    }

    [EngineFact]
    public async Task A_large_answer_streams_completely()
    {
        using var reader = new StreamReader(await engine.Client.StreamAsync(new SqlQuery("SELECT number FROM numbers(1000000)"), "CSV"));
        var count = 0;
        while (await reader.ReadLineAsync() is not null)
        {
            count++;
        }

        Assert.Equal(1_000_000, count);
    }

    [EngineFact]
    public async Task Many_callers_share_one_client()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async x =>
            (await engine.Client.QueryAsync(new SqlQuery("SELECT {x:Int32}").With("x", x))).Rows[0][0].GetInt32()));
        Assert.Equal(Enumerable.Range(0, 40), answers);
        Assert.True(await engine.Client.PingAsync());
    }

    private static (int Code, bool IsRetryable) Told(ClickHouseException failure) => (failure.Code, failure.IsRetryable);
}
