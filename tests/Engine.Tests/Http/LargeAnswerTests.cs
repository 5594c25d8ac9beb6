using System.Globalization;
using System.Text;
using System.Text.Json;
using Engine.Tests.Support;

namespace Engine.Tests.Http;

public sealed class LargeAnswerTests : IAsyncLifetime, IDisposable
{
    private readonly TestEngine _engine = new();

    public Task InitializeAsync() => _engine.InitializeAsync();

    public Task DisposeAsync() => _engine.DisposeAsync();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Hundreds_of_megabytes_stream_through_a_small_process()
    {
        const string sql = "SELECT number, repeat('x', 100) FROM numbers(2000000)";
        Assert.Equal(2_000_000L * 102 + 12_888_890, await LengthAsync(sql, "TSV"));
        Assert.InRange(PeakMemoryBytes(), 100L << 20, 600L << 20);
    }

    [Theory]
    [InlineData("RowBinary")]
    [InlineData("TabSeparated")]
    [InlineData("CSVWithNames")]
    public async Task An_error_in_the_middle_of_an_answer_reaches_the_client_with_its_text(string format)
    {
        for (var i = 0; i < 20; i++)
        {
            using var body = new StringContent($"SELECT throwIf(number = 3000000, 'the error of the test') FROM numbers(4000000) SETTINGS max_threads = 1 FORMAT {format}");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative)) { Content = body };
            using var answer = await _engine.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.True(answer.IsSuccessStatusCode);
            var tag = answer.Headers.GetValues("X-ClickHouse-Exception-Tag").Single();
            var read = new MemoryStream();
            await Assert.ThrowsAnyAsync<Exception>(async () => await (await answer.Content.ReadAsStreamAsync()).CopyToAsync(read));
            var tail = System.Text.Encoding.UTF8.GetString(read.ToArray()[^Math.Min((int)read.Length, 4_000)..]);

            Assert.Contains("Code: 395. DB::Exception: the error of the test", tail, StringComparison.Ordinal);
            Assert.EndsWith($" {tag}\r\n__exception__\r\n", tail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Native")]
    [InlineData("RowBinaryWithNamesAndTypes")]
    public async Task A_binary_format_with_a_header_streams_and_is_read_back_by_the_engine(string format)
    {
        using var body = new StringContent($"SELECT number, toString(number) AS text FROM numbers(3000000) FORMAT {format}");
        using var answer = await _engine.Client.PostAsync(new Uri("/", UriKind.Relative), body);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        await _engine.AskAsync($"CREATE TABLE back_{format} (number UInt64, text String) ENGINE = MergeTree ORDER BY number");
        using var again = new ByteArrayContent(bytes);
        using var insert = await _engine.Client.PostAsync(new Uri($"/?query=INSERT+INTO+back_{format}+FORMAT+{format}", UriKind.Relative), again);

        Assert.True(insert.IsSuccessStatusCode, await insert.Content.ReadAsStringAsync());
        Assert.True(answer.Headers.TransferEncodingChunked);
        Assert.Equal("3000000\t4499998500000\t4499998500000\n", await _engine.AskAsync($"SELECT count(), sum(number), sum(toUInt64(text)) FROM back_{format}"));
    }

    [Fact]
    public async Task A_format_of_one_document_is_one_document_at_any_size()
    {
        const string sql = "SELECT number AS n, repeat('x', 50) AS s FROM numbers(400000)";
        await using (var stream = await OpenAsync(sql, "JSONCompact"))
        {
            using var json = await JsonDocument.ParseAsync(stream);
            Assert.Equal((400_000, 399_999), (json.RootElement.GetProperty("rows").GetInt32(), json.RootElement.GetProperty("data")[399_999][0].GetInt32()));
        }

        await using (var stream = await OpenAsync(sql, "Parquet"))
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            var file = bytes.ToArray();
            Assert.Equal(("PAR1", "PAR1"), (Encoding.ASCII.GetString(file, 0, 4), Encoding.ASCII.GetString(file, file.Length - 4, 4)));
            Assert.Equal(1, Count(file, "PAR1"u8.ToArray()) - 1);
        }

        Assert.Empty(Directory.EnumerateFiles(_engine.SpoolFolder));
        Assert.InRange(PeakMemoryBytes(), 100L << 20, 600L << 20);
    }

    [Theory]
    [InlineData("CSVWithNames", "\"the \"\"n\"\"\nline\"\n")]
    [InlineData("TSVWithNamesAndTypes", "the \"n\"\\nline\nUInt64\n")]
    [InlineData("JSONCompactEachRowWithNames", "[\"the \\\"n\\\"\\nline\"]\n")]
    public async Task A_header_comes_once(string format, string header)
    {
        await using var stream = await OpenAsync("SELECT number AS `the \"n\"\nline` FROM numbers(200000)", format);
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync();
        Assert.StartsWith(header, text, StringComparison.Ordinal);
        var rows = text[header.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(200_000, rows.Length);
        Assert.Equal(Enumerable.Range(0, 200_000), rows.Select(row => int.Parse(row.Trim('[', ']'), CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task An_error_in_the_middle_breaks_the_answer_off()
    {
        const string sql = "SELECT throwIf(number = 900000), repeat('x', 100) FROM numbers(1000000) SETTINGS max_block_size = 1000";
        await Assert.ThrowsAnyAsync<IOException>(() => LengthAsync(sql, "TSV"));
        Assert.Equal("1\n", await _engine.AskAsync("SELECT 1"));
    }

    [Fact]
    public async Task An_error_before_the_end_is_a_plain_error_when_the_client_waits_for_the_end()
    {
        using var response = await _engine.SendAsync("SELECT throwIf(number = 900000) FROM numbers(1000000) SETTINGS max_block_size = 1000", "wait_end_of_query=1");
        Assert.Equal("395", response.Headers.GetValues("X-ClickHouse-Exception-Code").Single());
    }

    [Theory]
    [InlineData("SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1")]
    [InlineData("SELECT number, repeat('x', 1000) FROM numbers(1000000000000)")]
    public async Task A_client_that_goes_away_stops_its_query(string sql)
    {
        using (var stop = new CancellationTokenSource())
        {
            using var body = new StringContent(sql);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = body };
            var send = _engine.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            Assert.True(await TestEngine.BecomesAsync(async () => await RunningAsync() == "1\n", TimeSpan.FromSeconds(5)));
            await stop.CancelAsync();
            try
            {
                using var response = await send;
            }
            catch (OperationCanceledException)
            {
                // Before the first block there is no response to close.
            }
        }

        Assert.True(await TestEngine.BecomesAsync(async () => await RunningAsync() == "0\n", TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Small_queries_pass_beside_long_ones_and_the_fifth_waits_its_turn()
    {
        var long4 = Enumerable.Range(0, 4).Select(_ => _engine.AskAsync("SELECT sleepEachRow(1) FROM numbers(2) FORMAT Null")).ToArray();
        Assert.Equal("Ok.\n", await _engine.Client.GetStringAsync(new Uri("/ping", UriKind.Relative)));
        Assert.Equal("1\n", await _engine.AskAsync("SELECT 1"));
        await Task.WhenAll(long4);
    }

    private Task<string> RunningAsync() => _engine.AskAsync("SELECT count() FROM system.processes WHERE query LIKE '%numbers(1000000000000)%' AND query NOT LIKE '%processes%'");

    private async Task<Stream> OpenAsync(string sql, string format) =>
        await _engine.Client.GetStreamAsync(new Uri($"/?default_format={format}&query={Uri.EscapeDataString(sql)}", UriKind.Relative));

    private async Task<long> LengthAsync(string sql, string format)
    {
        await using var stream = await OpenAsync(sql, format);
        var buffer = new byte[1 << 16];
        long length = 0;
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
        {
            length += count;
        }

        return length;
    }

    private static int Count(byte[] haystack, byte[] needle)
    {
        var count = 0;
        for (var at = haystack.AsSpan().IndexOf(needle); at >= 0;)
        {
            count++;
            var next = haystack.AsSpan(at + 1).IndexOf(needle);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return count;
    }

    private long PeakMemoryBytes()
    {
        var line = File.ReadLines($"/proc/{_engine.Process.Pid}/status").Single(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
