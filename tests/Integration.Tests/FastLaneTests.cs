using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Shared;

namespace Integration.Tests;

/// <summary>The same pixel through the fast lane and through the server's own HTTP has the same answer and makes the same row.</summary>
public sealed class FastLaneTests
{
    private const int PixelBytes = 43;
    private const string Agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    private static readonly string[] Columns =
    [
        "name", "class", "class_reasons", "visitor", "identity", "hostname", "path", "title", "source", "channel", "country", "geo_source",
        "browser", "browser_version", "os", "device", "screen_width", "language", "value", "currency", "flags", "properties",
    ];

    private static readonly (string Query, string Headers)[] Pixels =
    [
        ("u=https%3A%2F%2Fexample.com%2Fa&t=Caf%C3%A9&v=12.5&c=USD&w=1280&p.plan=pro", "Accept-Language: de-DE,de;q=0.9\r\nAccept: */*\r\n"),
        ("n=Signup&id=u1", "Referer: https://example.com/caf\u00c3\u00a9?utm_source=news&utm_medium=email\r\nAccept: */*\r\nSec-GPC: 1\r\n"),
        ("u=https%3A%2F%2Fexample.com%2Fb&id=u1", "X-Forwarded-For: 10.9.9.9, 203.0.113.7, 127.0.0.1\r\nCF-IPCountry: fr\r\n"),
        ("u=https%3A%2F%2Fexample.com%2Fc", "Sec-CH-UA: \"Chromium\";v=\"141\"\r\nSec-CH-UA-Platform: \"Windows\"\r\nSec-CH-UA-Mobile: ?0\r\nPurpose: prefetch\r\n"),
    ];

    [Fact]
    public async Task A_pixel_has_the_same_answer_and_makes_the_same_row_on_both_ways()
    {
        await using var collector = await RunningCollector.StartAsync(environment: new Dictionary<string, string> { ["COLLECTOR_TRUSTEDPROXIES"] = "127.0.0.1" });
        foreach (var (query, headers) in Pixels)
        {
            // TE is harmless, but not plain: the lane leaves the request to the server.
            var request = $"GET /p.gif?s=example.com&{query} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {Agent}\r\n{headers}";
            var answer = await SendAsync(collector, request + "\r\n");
            Assert.Equal(answer, await SendAsync(collector, request + "TE: trailers\r\n\r\n"));
        }

        await collector.ReportUntilAsync(TimeSpan.FromSeconds(10), report => report.GetProperty("rows")[0].GetProperty("events").GetInt64() == 2 * Pixels.Length, "overview");
        var rows = await RowsAsync(collector);

        Assert.Equal(2 * Pixels.Length, rows.Count);
        for (var i = 0; i < rows.Count; i += 2)
        {
            Assert.Equal(rows[i + 1], rows[i]);
        }
    }

    private static async Task<List<string>> RowsAsync(RunningCollector collector)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var export = await collector.Client.GetStringAsync(new Uri($"/api/v1/sites/example.com/export/events?format=jsonl&from={today.AddDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}", UriKind.Relative));
        return [.. export.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .OrderBy(row => ulong.Parse(row.GetProperty("seq").ToString(), System.Globalization.CultureInfo.InvariantCulture))
            .Select(row => string.Join('\n', Columns.Select(column => $"{column}={row.GetProperty(column)}")))];
    }

    /// <summary>Sends the request on a connection of its own, as Latin-1; gives the answer's text, but for its date and for whether the commit was slow.</summary>
    private static async Task<string> SendAsync(RunningCollector collector, string request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(collector.Address).Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var lines = new List<string>();
        while (await reader.ReadLineAsync(limit.Token) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        var image = new char[PixelBytes];
        Assert.Equal(PixelBytes, await reader.ReadBlockAsync(image, limit.Token));
        Assert.Equal(1, lines.RemoveAll(line => line is "X-Collect: stored" or "X-Collect: queued"));
        Assert.Equal(1, lines.RemoveAll(line => line.StartsWith("Date: ", StringComparison.Ordinal)));
        return string.Join('\n', lines.Order()) + new string(image);
    }
}
