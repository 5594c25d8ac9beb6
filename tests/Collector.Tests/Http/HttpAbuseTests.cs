using System.Text;
using Collector.Http;

namespace Collector.Tests.Http;

public class HttpAbuseTests
{
    [Fact]
    public async Task A_request_with_two_lengths_is_refused_and_the_connection_closed()
    {
        await using var host = await CollectionHost.StartAsync();
        using var connection = await RawConnection.OpenAsync(host.Port);
        var answer = await connection.SendAsync(
            "POST /e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            [.. "0\r\n\r\n"u8, .. "GET /p.gif?s=a&u=http://a/ HTTP/1.1\r\nHost: localhost\r\n\r\n"u8]);
        Assert.Equal((400, "close"), (answer.Status, answer.Header("Connection")));
        Assert.Contains("/problems/ambiguous-length", answer.Text, StringComparison.Ordinal);
        Assert.Null(await connection.ReadAsync());
        Assert.Empty(host.Sink.Hits);
    }

    [Theory]
    [InlineData("GET /p.gif?s=a\0b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /p.gif?s=\u00e4 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /p.gif HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /p.gif HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET /p.gif HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n", 400)]
    [InlineData("POST /e HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("POST /e HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST /e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: xchunked\r\n\r\n", 400)]
    [InlineData("POST /e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400)]
    [InlineData("\x16\x03\x01\x02\0\x01\0\x01\r\n\r\n", 400)]
    public async Task Malformed_requests_are_refused_and_the_next_is_served(string request, int status)
    {
        await using var host = await CollectionHost.StartAsync();
        Assert.Equal(status, (await host.SendAsync(request)).Status);
        Assert.Equal(200, (await host.GetAsync("/p.gif?s=a&u=http://a/")).Status);
        Assert.Single(host.Sink.Hits);
    }

    [Theory]
    [InlineData(95, 100, 200)]
    [InlineData(101, 10, 431)]
    [InlineData(40, 1000, 431)]
    public async Task Headers_have_limits(int count, int length, int status)
    {
        await using var host = await CollectionHost.StartAsync();
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('x', length)}\r\n"));
        Assert.Equal(status, (await host.GetAsync("/p.gif", headers)).Status);
    }

    [Fact]
    public async Task An_unexpected_error_tells_nothing_of_the_inside()
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.GetAsync("/throws");
        Assert.Equal((500, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains("/problems/internal", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mutated_requests_never_bring_a_server_error()
    {
        const int Seed = 20261122;
        var random = new Random(Seed);
        await using var host = await CollectionHost.StartAsync();
        byte[][] seeds =
        [
            [.. "GET /p.gif?s=example.com&u=https%3A%2F%2Fa.example%2F&p.k=%E2%82%AC HTTP/1.1\r\nHost: localhost\r\nUser-Agent: x\r\nConnection: close\r\n\r\n"u8],
            [.. "POST /e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 60\r\nConnection: close\r\n\r\n"u8,
             .. "[{\"s\":\"a\",\"u\":\"http://a/\",\"p\":{\"k\":\"\\u00e4\"}},{\"v\":\"1e400\"}]"u8],
            [.. "GET /s.js HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br;q=1, gzip\r\nIf-None-Match: \"x\"\r\nConnection: close\r\n\r\n"u8],
        ];
        for (var round = 0; round < 600; round++)
        {
            var request = (byte[])seeds[round % seeds.Length].Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                request[random.Next(request.Length)] = (byte)random.Next(256);
            }

            var status = await SendAnythingAsync(host, request);
            // 505: the version was changed.
            Assert.True(status is < 500 or 505, $"seed {Seed}, round {round}: {status} to {Encoding.Latin1.GetString(request)}");
        }

        Assert.Equal(202, (await host.PostAsync("/e", """{"s":"a","u":"http://a/"}""")).Status);
    }

    // The status, or 0 when the server hung up: its right with what is no HTTP.
    private static async Task<int> SendAnythingAsync(CollectionHost host, byte[] request)
    {
        using var connection = await RawConnection.OpenAsync(host.Port);
        try
        {
            await connection.WriteAsync(request);
            connection.EndWriting();
            return (await connection.ReadAsync())?.Status ?? 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [Fact]
    public void The_limits_are_those_documented()
    {
        var options = new Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions();
        KestrelLimits.Apply(options);
        var limits = options.Limits;
        Assert.Equal(TimeSpan.FromSeconds(10), limits.RequestHeadersTimeout);
        Assert.Equal(TimeSpan.FromSeconds(60), limits.KeepAliveTimeout);
        Assert.Equal(240, limits.MinRequestBodyDataRate!.BytesPerSecond);
        Assert.Equal(10_000, limits.MaxConcurrentConnections);
        Assert.Equal(50, limits.Http2.MaxStreamsPerConnection);
    }
}
