using System.IO.Compression;
using System.Text;
using Collector.Http;

namespace Collector.Tests.Http;

public class SnippetEndpointTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("BR;q=0, GZIP;q=0.5", "gzip")]
    [InlineData("br;q=0,gzip;q=0.000", "")]
    [InlineData("brotli", "")]
    public async Task The_snippet_comes_in_the_best_encoding_the_client_takes(string accepted, string expected)
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.GetAsync("/s.js", accepted.Length > 0 ? $"Accept-Encoding: {accepted}\r\n" : "");
        Assert.Equal((200, expected), (answer.Status, answer.Header("Content-Encoding")));
        Assert.Equal(CollectionHost.Script, Decode(answer));
        Assert.Equal("text/javascript; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("public, max-age=3600", answer.Header("Cache-Control"));
        Assert.Equal("Accept-Encoding", answer.Header("Vary"));
        Assert.Equal("cross-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task An_unchanged_snippet_is_not_sent_again()
    {
        await using var host = await CollectionHost.StartAsync();
        var first = await host.GetAsync("/s.js", "Accept-Encoding: br\r\n");
        var etag = first.Header("ETag");
        Assert.Matches("^\"[0-9a-f]{24}-br\"$", etag);
        foreach (var condition in new[] { etag, $"\"other\", W/{etag}", "*" })
        {
            var again = await host.GetAsync("/s.js", $"Accept-Encoding: br\r\nIf-None-Match: {condition}\r\n");
            Assert.Equal((304, etag, 0), (again.Status, again.Header("ETag"), again.Body.Length));
        }

        Assert.Equal(200, (await host.GetAsync("/s.js", $"If-None-Match: {etag}\r\n")).Status);
    }

    [Fact]
    public async Task Head_tells_the_length_without_a_body()
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.SendAsync("HEAD /s.js HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.Equal((200, CollectionHost.Script.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), (answer.Status, answer.Header("Content-Length")));
    }

    [Fact]
    public async Task A_site_has_a_path_of_its_own()
    {
        await using var host = await CollectionHost.StartAsync();
        Assert.Equal(CollectionHost.Script, (await host.GetAsync($"/{CollectionHost.SiteWord}.js")).Text);
    }

    [Theory]
    [InlineData("/zzzz1234efgh5678.js")]
    [InlineData("/short.js")]
    public async Task An_unknown_path_is_not_found(string target)
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.GetAsync(target);
        Assert.Equal((404, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
    }

    [Fact]
    public void The_program_carries_the_snippet()
    {
        Assert.NotNull(SnippetEndpoint.BuiltIn());
    }

    private static string Decode(RawAnswer answer)
    {
        using var body = new MemoryStream(answer.Body);
        using Stream plain = answer.Header("Content-Encoding") switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
