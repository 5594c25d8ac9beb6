using Collector.Parsing;

namespace Collector.Tests.Http;

public class ServerEventsEndpointTests
{
    private const string Good = """{"s":"example.com","u":"https://example.com/"}""";

    [Theory]
    [InlineData("", 401, "missing-key")]
    [InlineData("Authorization: Basic YTpi\r\n", 401, "missing-key")]
    [InlineData("Authorization: Bearer\r\n", 401, "missing-key")]
    [InlineData("Authorization: Bearer wrong\r\n", 401, "unknown-key")]
    [InlineData("Authorization: Bearer reader\r\n", 403, "key-may-not-send")]
    public async Task Without_a_key_that_may_send_nothing_is_taken(string authorization, int status, string type)
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await PostAsync(host, Good, authorization);
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains($"/problems/{type}", answer.Text, StringComparison.Ordinal);
        Assert.Equal(status == 401 ? "Bearer" : "", answer.Header("WWW-Authenticate"));
        Assert.Empty(host.Sink.Hits);
    }

    [Fact]
    public async Task A_key_of_one_site_sends_for_no_other()
    {
        await using var host = await CollectionHost.StartAsync();
        Assert.Equal(202, (await PostAsync(host, Good, "Authorization: bearer one\r\n")).Status);
        var answer = await PostAsync(host, $$"""[{{Good}},{"s":"other.example","u":"https://other.example/"}]""", "Authorization: Bearer one\r\n");
        Assert.Equal(403, answer.Status);
        Assert.Contains("/problems/key-not-for-site", answer.Text, StringComparison.Ordinal);
        Assert.Single(host.Sink.Hits);
    }

    [Fact]
    public async Task Each_item_has_its_result()
    {
        await using var host = await CollectionHost.StartAsync();
        host.Sink.Answer = hit => hit.Site == "nowhere" ? RejectReason.UnknownSite : RejectReason.None;
        var answer = await PostAsync(host, $$"""[{{Good}},{"s":"nowhere","u":"https://example.com/"},{"ts":"x"}]""");
        Assert.Equal(202, answer.Status);
        Assert.Equal(
            """{"accepted":1,"dropped":[{"index":1,"reason":"unknown_site"},{"index":2,"reason":"bad_event"}],"results":["stored","unknown_site","bad_event"]}""",
            answer.Text);
    }

    [Fact]
    public async Task The_visitor_is_whom_the_event_states()
    {
        await using var host = await CollectionHost.StartAsync();
        await PostAsync(host, """{"s":"example.com","u":"https://example.com/","ip":"198.51.100.7","ua":"Agent/1","ts":"2026-11-20T10:00:00Z"}""");
        var hit = Assert.Single(host.Sink.Hits);
        Assert.Equal(("198.51.100.7", "Agent/1", true), (hit.Request.Address.ToString(), hit.Request.UserAgent, hit.Request.ServerSide));
        Assert.NotNull(hit.Timestamp);
    }

    [Theory]
    [InlineData(1000, 202)]
    [InlineData(1001, 400)]
    public async Task A_body_may_have_1000_events(int events, int status)
    {
        await using var host = await CollectionHost.StartAsync();
        Assert.Equal(status, (await PostAsync(host, $"[{string.Join(',', Enumerable.Repeat(Good, events))}]")).Status);
    }

    [Theory]
    [InlineData(1024 * 1024, 202)]
    [InlineData((1024 * 1024) + 1, 413)]
    public async Task A_body_may_have_1_mib(int length, int status)
    {
        await using var host = await CollectionHost.StartAsync();
        Assert.Equal(status, (await PostAsync(host, Good + new string(' ', length - Good.Length))).Status);
    }

    private static Task<RawAnswer> PostAsync(CollectionHost host, string body, string authorization = "Authorization: Bearer all\r\n") =>
        host.PostAsync("/api/v1/events", body, "Content-Type: application/json\r\n" + authorization);
}
