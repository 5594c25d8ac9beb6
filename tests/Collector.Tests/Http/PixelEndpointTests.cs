using Collector.Parsing;

namespace Collector.Tests.Http;

public class PixelEndpointTests
{
    private const string Good = "/p.gif?s=example.com&u=https%3A%2F%2Fexample.com%2F";

    [Fact]
    public async Task The_pixel_is_43_bytes_that_nobody_may_keep()
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.GetAsync(Good);
        Assert.Equal(200, answer.Status);
        Assert.Equal("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", Convert.ToBase64String(answer.Body));
        Assert.Equal("image/gif", answer.Header("Content-Type"));
        Assert.Equal("43", answer.Header("Content-Length"));
        Assert.Equal("no-store, no-cache, must-revalidate, max-age=0, private", answer.Header("Cache-Control"));
        Assert.Equal("no-cache", answer.Header("Pragma"));
        Assert.Equal("0", answer.Header("Expires"));
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("cross-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("stored", answer.Collect);
        foreach (var absent in new[] { "ETag", "Last-Modified", "Set-Cookie", "Server", "Access-Control-Allow-Credentials" })
        {
            Assert.False(answer.Headers.ContainsKey(absent), absent);
        }
    }

    [Fact]
    public async Task The_hit_reaches_the_sink_with_what_the_request_said()
    {
        await using var host = await CollectionHost.StartAsync();
        await host.GetAsync(Good + "&n=Signup&p.plan=pro", "User-Agent: Agent/1\r\nSec-GPC: 1\r\nX-Forwarded-For: 198.51.100.1\r\n");
        var hit = Assert.Single(host.Sink.Hits);
        Assert.Equal("Signup", hit.Name);
        Assert.Equal("Agent/1", hit.Request.UserAgent);
        Assert.True(hit.Request.PrivacyControl);
        Assert.Equal("127.0.0.1", hit.Request.Address.ToString());
    }

    [Fact]
    public async Task Head_has_the_same_headers_and_never_counts()
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.SendAsync($"HEAD {Good} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.Equal(200, answer.Status);
        Assert.Equal("43", answer.Header("Content-Length"));
        Assert.Equal("dropped;head", answer.Collect);
        Assert.Empty(host.Sink.Hits);
    }

    [Theory]
    [InlineData("/p.gif", "dropped;missing_site")]
    [InlineData("/p.gif?", "dropped;missing_site")]
    [InlineData("/p.gif?s", "dropped;missing_site")]
    [InlineData("/p.gif?%00=%ff&&==&%", "dropped;missing_site")]
    [InlineData("/p.gif?s=a&u=javascript:x", "dropped;bad_url")]
    [InlineData("/p.gif?s=a&u=http://a/&n=", "dropped;bad_name")]
    [InlineData("/p.gif?s=a&u=http://a/&w=%F0%9F", "dropped;bad_event")]
    public async Task Garbage_gets_the_pixel_and_the_reason(string target, string expected)
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.GetAsync(target);
        Assert.Equal((200, 43, expected), (answer.Status, answer.Body.Length, answer.Collect));
        Assert.Empty(host.Sink.Hits);
    }

    [Theory]
    [InlineData(nameof(RejectReason.UnknownSite), "dropped;unknown_site")]
    [InlineData(nameof(RejectReason.Duplicate), "dropped;duplicate")]
    [InlineData(nameof(RejectReason.DiskFull), "dropped;disk_full")]
    [InlineData(nameof(RejectReason.StorageFault), "dropped;storage_fault")]
    public async Task A_hit_that_is_not_stored_gets_the_pixel_and_the_reason(string reason, string expected)
    {
        await using var host = await CollectionHost.StartAsync();
        host.Sink.Answer = _ => Enum.Parse<RejectReason>(reason);
        var answer = await host.GetAsync(Good);
        Assert.Equal((200, 43, expected), (answer.Status, answer.Body.Length, answer.Collect));
    }

    [Fact]
    public async Task A_sink_that_throws_is_a_storage_fault()
    {
        await using var host = await CollectionHost.StartAsync();
        host.Sink.Answer = _ => throw new InvalidOperationException();
        Assert.Equal("dropped;storage_fault", (await host.GetAsync(Good)).Collect);
    }

    [Fact]
    public async Task A_slow_commit_is_answered_as_queued_and_still_counted()
    {
        await using var host = await CollectionHost.StartAsync();
        var commit = new TaskCompletionSource();
        host.Sink.Gate = commit.Task;
        var answers = await Task.WhenAll(host.GetAsync(Good), host.GetAsync(Good), host.GetAsync(Good));
        Assert.All(answers, answer => Assert.Equal((200, 43, "queued"), (answer.Status, answer.Body.Length, answer.Collect)));
        Assert.Equal((3, 0, 3), (host.Metrics.HitsReceived, host.Metrics.Stored, host.Metrics.Queued));
        commit.SetResult();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (host.Metrics.Stored < 3 && !limit.IsCancellationRequested)
        {
            await Task.Yield();
        }

        Assert.Equal((3, 3), (host.Metrics.HitsReceived, host.Metrics.Stored));
        Assert.Equal("stored", (await host.GetAsync(Good)).Collect);
    }

    [Fact]
    public async Task The_referer_is_the_page_also_with_bytes_beyond_ascii()
    {
        await using var host = await CollectionHost.StartAsync();
        var latin1 = await host.GetAsync("/p.gif?s=example.com", "Referer: https://example.com/caf\u00e9\r\n");
        var utf8 = await host.GetAsync("/p.gif?s=example.com", "Referer: https://example.com/\u00e2\u0082\u00ac\r\n");
        Assert.Equal(("stored", "stored"), (latin1.Collect, utf8.Collect));
        Assert.Equal(["https://example.com/café", "https://example.com/€"], host.Sink.Hits.Select(hit => hit.Url));
    }

    [Fact]
    public async Task A_nul_in_the_query_is_stripped()
    {
        await using var host = await CollectionHost.StartAsync();
        Assert.Equal("stored", (await host.GetAsync(Good + "&t=a%00b")).Collect);
        Assert.Equal("ab", host.Sink.Hits.Single().Title);
    }

    [Theory]
    [InlineData(16 * 1024, 200)]
    [InlineData((16 * 1024) + 1, 414)]
    public async Task A_request_line_may_have_16_kib(int length, int status)
    {
        await using var host = await CollectionHost.StartAsync();
        var start = $"GET {Good}&t=";
        const string End = " HTTP/1.1\r\n";
        var line = start + new string('x', length - start.Length - End.Length) + End;
        Assert.Equal(status, (await host.SendAsync(line + "Host: localhost\r\n\r\n")).Status);
    }

    [Fact]
    public async Task Other_methods_are_refused_with_the_allowed_ones()
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.PostAsync(Good, "");
        Assert.Equal(405, answer.Status);
        Assert.Contains("GET", answer.Header("Allow"), StringComparison.Ordinal);
        Assert.Contains("/problems/method-not-allowed", answer.Text, StringComparison.Ordinal);
    }
}
