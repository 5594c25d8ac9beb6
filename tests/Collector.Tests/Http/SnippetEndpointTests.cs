using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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

    [Theory]
    [InlineData("/s.js", CollectionHost.Script)]
    [InlineData("/s.core.js", CollectionHost.CoreScript)]
    public async Task Both_scripts_have_a_common_path(string target, string expected)
    {
        await using var host = await CollectionHost.StartAsync();
        Assert.Equal(expected, (await host.GetAsync(target)).Text);
    }

    [Theory]
    [InlineData(".js", CollectionHost.Script)]
    [InlineData(".core.js", CollectionHost.CoreScript)]
    public async Task The_scripts_of_a_site_send_to_its_own_address(string ending, string common)
    {
        await using var host = await CollectionHost.StartAsync();
        Assert.Contains("\"/e\"", common, StringComparison.Ordinal);
        foreach (var encoding in new[] { "", "Accept-Encoding: br\r\n" })
        {
            var answer = await host.GetAsync($"/{CollectionHost.SiteWord}{ending}", encoding);
            Assert.Equal(common.Replace("\"/e\"", $"\"/{CollectionHost.SiteWord}\"", StringComparison.Ordinal), Decode(answer));
        }
    }

    [Fact]
    public async Task A_site_takes_events_at_its_own_address_and_nobody_else_does()
    {
        const string Event = """{"s":"example.com","u":"https://example.com/"}""";
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.PostAsync($"/{CollectionHost.SiteWord}", Event);
        Assert.Equal((202, "stored", "*"), (answer.Status, answer.Collect, answer.Header("Access-Control-Allow-Origin")));
        Assert.Equal(204, (await host.SendAsync($"OPTIONS /{CollectionHost.SiteWord} HTTP/1.1\r\nHost: localhost\r\n\r\n")).Status);

        Assert.Equal(404, (await host.PostAsync("/zzzz1234efgh5678", Event)).Status);
        Assert.Single(host.Sink.Hits);
    }

    [Theory]
    [InlineData(CollectionHost.Script)]
    [InlineData(CollectionHost.CoreScript)]
    [InlineData(CollectionHost.EarlierScript)]
    public async Task A_version_keeps_its_address_for_ever(string script)
    {
        await using var host = await CollectionHost.StartAsync();
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)))[..16];
        var answer = await host.GetAsync($"/s.{version}.js");
        Assert.Equal((200, script), (answer.Status, answer.Text));
        Assert.Equal("public, max-age=31536000, immutable", answer.Header("Cache-Control"));
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_list_tells_address_and_integrity_of_the_current_versions()
    {
        await using var host = await CollectionHost.StartAsync();
        using var list = JsonDocument.Parse((await host.GetAsync("/snippet.json")).Text);
        foreach (var (form, script) in new[] { ("full", CollectionHost.Script), ("core", CollectionHost.CoreScript) })
        {
            var told = list.RootElement.GetProperty(form);
            Assert.Equal("sha384-" + Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(script))), told.GetProperty("integrity").GetString());
            Assert.Equal(script.Length, told.GetProperty("bytes").GetInt32());
            Assert.Equal(script, (await host.GetAsync(told.GetProperty("path").GetString()!)).Text);
        }
    }

    [Theory]
    [InlineData("/zzzz1234efgh5678.js")]
    [InlineData("/short.js")]
    [InlineData("/zzzz1234efgh5678.core.js")]
    [InlineData("/s.0123456789abcdef.js")]
    public async Task An_unknown_path_is_not_found(string target)
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.GetAsync(target);
        Assert.Equal((404, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
    }

    [Fact]
    public void The_program_carries_both_scripts()
    {
        Assert.True(SnippetScripts.BuiltIn.Core.Length < SnippetScripts.BuiltIn.Full.Length);

        // The one place where a site's own address is put.
        Assert.All([SnippetScripts.BuiltIn.Core, SnippetScripts.BuiltIn.Full], script => Assert.Equal(2, Encoding.UTF8.GetString(script).Split("\"/e\"").Length));
    }

    [Fact]
    public void What_an_earlier_program_served_is_found_again_and_a_torn_file_is_not()
    {
        var folder = Directory.CreateTempSubdirectory("snippets").FullName;
        var earlier = Encoding.UTF8.GetBytes(CollectionHost.EarlierScript);
        var name = $"s.{new Script(earlier).Version}.js";
        File.WriteAllBytes(Path.Combine(folder, name), earlier);
        File.WriteAllText(Path.Combine(folder, "s.0123456789abcdef.js"), "torn");

        var scripts = SnippetScripts.In(folder);

        // This program's two are kept for later ones.
        Assert.Equal(3, scripts.Earlier.Count);
        Assert.Contains(scripts.Earlier, content => content.SequenceEqual(earlier));
        Assert.Equal(4, Directory.GetFiles(folder).Length);
        Directory.Delete(folder, recursive: true);
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
