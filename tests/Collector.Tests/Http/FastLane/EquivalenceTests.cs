using System.Net;
using System.Text;

namespace Collector.Tests.Http.FastLane;

/// <summary>The fast lane answers as the ordinary endpoint does, and leaves to it whatever is not plain.</summary>
public sealed class EquivalenceTests(TwoWays ways) : IClassFixture<TwoWays>
{
    private const string Good = "GET /p.gif?s=example.com&u=https%3A%2F%2Fexample.com%2F";
    private const string Host = "\r\nHost: localhost\r\n";

    [Theory]
    // Usual ones.
    [InlineData(Good + " HTTP/1.1" + Host + "\r\n", 1)]
    [InlineData(Good + "&n=Signup&p.plan=pro&p.plan=x&v=12.5&c=eur&o=7&w=1280&i=id1&pv=v1&id=u1&a=5&z=Europe%2FBerlin HTTP/1.1" + Host + "\r\n", 1)]
    [InlineData(Good + "&t=%E2%82%AC+%00%ff%&&=&x HTTP/1.1" + Host + "\r\n", 1)]
    [InlineData("GET /p.gif? HTTP/1.1" + Host + "\r\n", 1)]
    [InlineData("GET /p.gif?s=a&u=javascript:x HTTP/1.1" + Host + "\r\n", 1)]
    [InlineData("GET /p.gif?s=a&u=http://a/&n= HTTP/1.1" + Host + "\r\n", 1)]
    [InlineData("GET /p.gif?s=a&u=http://a/&w=x HTTP/1.1" + Host + "\r\n", 1)]
    [InlineData("GET /p.gif?s=a&n=engagement&u=http://a/ HTTP/1.1" + Host + "\r\n", 1)]
    [InlineData("GET /p.gif?s=a&u=http://a/#part?x=%23\"<>{}|\\^` HTTP/1.1" + Host + "\r\n", 1)]
    [InlineData("GET /p.gif?s=example.com HTTP/1.1" + Host + "Referer: https://example.com/page?q=1\r\n\r\n", 1)]
    [InlineData("GET /p.gif?s=example.com HTTP/1.1" + Host + "referer:https://example.com/caf\u00e9 \t\r\n\r\n", 1)]
    [InlineData("GET /p.gif?s=example.com HTTP/1.1" + Host + "REFERER: https://example.com/\u00e2\u0082\u00ac\r\n\r\n", 1)]
    [InlineData("GET /p.gif?s=example.com HTTP/1.1" + Host + "Referer: \r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1" + Host + "User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: */*\r\nAccept-Language: de-DE,de;q=0.9\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\nCookie: a=b\r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1" + Host + "User-Agent:\r\nAccept:\r\nAccept-Language:  \r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1" + Host + "Sec-CH-UA: \"Chromium\";v=\"140\"\r\nSec-CH-UA-Platform: \"Linux\"\r\nSec-CH-UA-Mobile: ?0\r\nSec-GPC: 1\r\nDNT: 1\r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1" + Host + "Sec-GPC: 0\r\nSec-Purpose: prefetch;prerender\r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1" + Host + "Purpose: reading\r\nX-Purpose: preview\r\nX-Moz: prefetch\r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1" + Host + "X-Forwarded-For: 6.6.6.6, 198.51.100.1, 127.0.0.9\r\nCF-IPCountry: de\r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1" + Host + "X-Forwarded-For: evil\r\nCloudFront-Viewer-Country: FR\r\nX-Vercel-IP-Country: XX\r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1" + Host + "User-Agent: a\u0085b\u00a0c\t d\r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1\r\nhOST: example.com:8080\r\nIf-None-Match: \"x\"\r\nRange: bytes=0-1\r\nX_Odd~Name!: 1\r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1\r\nHost: 192.0.2.1\r\nConnection: Keep-Alive\r\nKeep-Alive: timeout=5\r\nContent-Type: x\r\n\r\n", 1)]
    [InlineData(Good + " HTTP/1.1" + Host + "\r\n" + Good + "&t=2 HTTP/1.1" + Host + "User-Agent: b\r\n\r\n" + Good + "&t=3 HTTP/1.1" + Host + "\r\n", 3)]
    public async Task A_plain_request_is_answered_in_the_lane_as_by_the_server(string request, int pixels)
    {
        Assert.Equal(pixels, await AssertSameAsync(request));
    }

    [Theory]
    // Other requests.
    [InlineData("GET /p.gif HTTP/1.1" + Host + "\r\n")]
    [InlineData("GET /P.GIF?s=a HTTP/1.1" + Host + "\r\n")]
    [InlineData("GET /p%2Egif?s=a HTTP/1.1" + Host + "\r\n")]
    [InlineData("GET http://localhost/p.gif?s=a HTTP/1.1" + Host + "\r\n")]
    [InlineData("GET /e HTTP/1.1" + Host + "\r\n")]
    [InlineData("OPTIONS /p.gif?s=a HTTP/1.1" + Host + "\r\n")]
    [InlineData("get /p.gif?s=a HTTP/1.1" + Host + "\r\n")]
    [InlineData("POST /p.gif?s=a HTTP/1.1" + Host + "Content-Length: 0\r\n\r\n")]
    // Plain pixels that are to be answered otherwise.
    [InlineData(Good + " HTTP/1.0" + Host + "\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "Connection: close\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "Connection: keep-alive, upgrade\r\nUpgrade: websocket\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "Expect: 100-continue\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "TE: trailers\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1\r\nHost: [::1]:80\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "User-Agent: a\r\nUser-Agent: b\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 127.0.0.9\r\n\r\n")]
    [InlineData("GET /p.gif?s=a HTTP/1.1" + Host + "Referer: https://a/\r\nReferer: https://b/\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "User-Agent: a\u0001b\r\n\r\n")]
    // Bodies and smuggling.
    [InlineData(Good + " HTTP/1.1" + Host + "Content-Length: 0\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "Content-Length: 5\r\n\r\nhello" + Good + " HTTP/1.1" + Host + "\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "transfer-encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n")]
    // What is no HTTP.
    [InlineData(Good + " HTTP/1.1\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1\r\nHost:\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1\r\nHost: a@b\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1\r\nHost: a:b\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "X: a\0b\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "X : a\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + ": a\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "no colon\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "X: a\r\n folded\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "X: a\rb\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "\u00e4: b\r\n\r\n")]
    [InlineData(Good + " HTTP/1.1\nHost: localhost\n\n")]
    [InlineData(Good + " HTTP/1.1" + Host + "X: a\n\r\n")]
    [InlineData(Good + "\u00e4 HTTP/1.1" + Host + "\r\n")]
    [InlineData(Good + " x HTTP/1.1" + Host + "\r\n")]
    [InlineData(Good + "\tHTTP/1.1" + Host + "\r\n")]
    [InlineData(Good + "  HTTP/1.1" + Host + "\r\n")]
    [InlineData(Good + " HTTP/1.2" + Host + "\r\n")]
    [InlineData(Good + " HTTP/2" + Host + "\r\n")]
    [InlineData("\r\n" + Good + " HTTP/1.1" + Host + "\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001")]
    // What ends too early.
    [InlineData("")]
    [InlineData("GET")]
    [InlineData(Good)]
    [InlineData(Good + " HTTP/1.1\r\nHost: local")]
    [InlineData(Good + " HTTP/1.1" + Host + "\r")]
    public async Task Everything_else_is_left_to_the_server_untouched(string request)
    {
        Assert.Equal(0, await AssertSameAsync(request));
    }

    [Theory]
    [InlineData("GET /s.js HTTP/1.1" + Host + "\r\n" + Good + " HTTP/1.1" + Host + "\r\n")]
    [InlineData("POST /e HTTP/1.1" + Host + "Content-Type: text/plain\r\nContent-Length: 25\r\n\r\n{\"s\":\"a\",\"u\":\"http://a/\"}" + Good + " HTTP/1.1" + Host + "\r\n")]
    [InlineData("garbage\r\n\r\n" + Good + " HTTP/1.1" + Host + "\r\n")]
    public async Task From_the_first_other_request_on_the_server_has_the_connection(string others)
    {
        Assert.Equal(2, await AssertSameAsync($"{Good} HTTP/1.1{Host}\r\n{Good}&t=2 HTTP/1.1{Host}\r\n{others}"));
    }

    [Fact]
    public async Task Http2_without_tls_is_refused_on_both_ways()
    {
        foreach (var port in new[] { ways.Lane.Port, ways.Ordinary.Port })
        {
            using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{port}/p.gif?s=a&u=http://a/")));
        }
    }

    [Theory]
    [InlineData(3_000, 1, 1)]
    [InlineData(4_090, 1, 0)]
    [InlineData(8_100, 1, 0)]
    [InlineData(15_000, 1, 0)]
    [InlineData(20_000, 1, 0)]
    [InlineData(50, 99, 1)]
    [InlineData(20, 100, 1)]
    [InlineData(20, 101, 0)]
    public async Task Long_heads_are_left_to_the_server_and_its_limits(int length, int headers, int pixels)
    {
        var more = string.Concat(Enumerable.Range(1, headers - 1).Select(i => $"X-{i}: y\r\n"));
        Assert.Equal(pixels, await AssertSameAsync($"{Good}&t={new string('x', length)} HTTP/1.1{Host}{more}\r\n"));
    }

    /// <summary>Both ways must give the same; returns how many requests the lane has kept from the server.</summary>
    private async Task<int> AssertSameAsync(string request)
    {
        var bytes = Encoding.Latin1.GetBytes(request);
        var (lane, ordinary) = (ways.Lane.Served, ways.Ordinary.Served);
        Assert.Equal(await TwoWays.SendAsync(ways.Ordinary, bytes), await TwoWays.SendAsync(ways.Lane, bytes));
        return ways.Ordinary.Served - ordinary - (ways.Lane.Served - lane);
    }
}
