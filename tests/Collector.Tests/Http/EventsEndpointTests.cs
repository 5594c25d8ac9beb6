using System.Text;
using Collector.Parsing;

namespace Collector.Tests.Http;

public class EventsEndpointTests
{
    private const string Good = """{"s":"example.com","u":"https://example.com/"}""";

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData("Application/JSON ; charset=utf-8")]
    public async Task An_event_is_accepted(string contentType)
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.PostAsync("/e", Good, $"Content-Type: {contentType}\r\n");
        Assert.Equal((202, """{"accepted":1,"dropped":[]}""", "stored"), (answer.Status, answer.Text, answer.Collect));
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Single(host.Sink.Hits);
    }

    [Fact]
    public async Task The_answer_waits_for_the_commit_however_long()
    {
        await using var host = await CollectionHost.StartAsync();
        var commit = new TaskCompletionSource();
        host.Sink.Gate = commit.Task;
        var post = host.PostAsync("/e", Good);
        // Pixels around it are answered long before: the limit of the pixel has passed.
        Assert.Equal("queued", (await host.GetAsync("/p.gif?s=a&u=http://a/")).Collect);
        Assert.False(post.IsCompleted);
        commit.SetResult();
        Assert.Equal(202, (await post).Status);
    }

    [Fact]
    public async Task An_unknown_site_gets_an_answer_of_the_same_shape()
    {
        await using var host = await CollectionHost.StartAsync();
        host.Sink.Answer = _ => RejectReason.UnknownSite;
        var answer = await host.PostAsync("/e", Good);
        Assert.Equal(
            (202, """{"accepted":0,"dropped":[{"index":0,"reason":"unknown_site"}]}""", "dropped;unknown_site"),
            (answer.Status, answer.Text, answer.Collect));
    }

    [Fact]
    public async Task Each_item_of_an_array_has_its_own_fate()
    {
        await using var host = await CollectionHost.StartAsync();
        host.Sink.Answer = hit => hit.EventId == "again" ? RejectReason.Duplicate : RejectReason.None;
        var answer = await host.PostAsync("/e", $$"""[{{Good}},7,{"s":"example.com","u":"https://example.com/","i":"again"},{{Good}},{}]""");
        Assert.Equal(
            """{"accepted":2,"dropped":[{"index":1,"reason":"bad_event"},{"index":2,"reason":"duplicate"},{"index":4,"reason":"missing_site"}]}""",
            answer.Text);
        Assert.Equal((202, "stored"), (answer.Status, answer.Collect));
    }

    [Fact]
    public async Task An_empty_array_is_accepted_as_nothing()
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.PostAsync("/e", "[]");
        Assert.Equal((202, """{"accepted":0,"dropped":[]}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(nameof(RejectReason.Busy), "busy")]
    [InlineData(nameof(RejectReason.DiskFull), "disk-full")]
    [InlineData(nameof(RejectReason.StorageFault), "storage-fault")]
    [InlineData(nameof(RejectReason.Stopping), "stopping")]
    public async Task Refused_events_are_to_be_sent_again(string reason, string type)
    {
        await using var host = await CollectionHost.StartAsync();
        host.Sink.Answer = _ => Enum.Parse<RejectReason>(reason);
        foreach (var body in new[] { Good, $"[{Good},{Good}]" })
        {
            var answer = await host.PostAsync("/e", body);
            Assert.Equal((503, "5", "application/problem+json"), (answer.Status, answer.Header("Retry-After"), answer.Header("Content-Type")));
            Assert.Contains($"\"type\":\"/problems/{type}\"", answer.Text, StringComparison.Ordinal);
            Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
            Assert.Equal("dropped;" + type.Replace('-', '_'), answer.Collect);
        }

        Assert.Equal(3, host.Metrics.Refused);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "", 415, "unsupported-media-type")]
    [InlineData("", "", 415, "unsupported-media-type")]
    [InlineData("text/html", "", 415, "unsupported-media-type")]
    [InlineData("text/plain", "gzip", 415, "unsupported-encoding")]
    public async Task Other_types_and_encodings_are_refused(string contentType, string encoding, int status, string type)
    {
        await using var host = await CollectionHost.StartAsync();
        var headers = (contentType.Length > 0 ? $"Content-Type: {contentType}\r\n" : "") + (encoding.Length > 0 ? $"Content-Encoding: {encoding}\r\n" : "");
        var answer = await host.PostAsync("/e", Good, headers);
        Assert.Equal(status, answer.Status);
        Assert.Contains($"/problems/{type}", answer.Text, StringComparison.Ordinal);
        Assert.Empty(host.Sink.Hits);
    }

    [Theory]
    [InlineData("{\n \"s\": x}", "bad-json", "line 2, byte 7")]
    [InlineData("", "bad-json", "line 1, byte 1")]
    [InlineData("{\"s\":\"a\",\"s\":\"b\"}", "duplicate-key", "line 1, byte 10")]
    [InlineData("\"x\"", "no-events", "line 1, byte 1")]
    [InlineData("[[[[[[[[[]]]]]]]]]", "bad-json", "line 1, byte 9")]
    public async Task A_bad_body_is_refused_with_its_place(string body, string type, string place)
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.PostAsync("/e", body);
        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains($"/problems/{type}", answer.Text, StringComparison.Ordinal);
        Assert.Contains(place, answer.Text, StringComparison.Ordinal);
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(100, 202)]
    [InlineData(101, 400)]
    public async Task A_body_may_have_100_events(int events, int status)
    {
        await using var host = await CollectionHost.StartAsync();
        Assert.Equal(status, (await host.PostAsync("/e", $"[{string.Join(',', Enumerable.Repeat(Good, events))}]")).Status);
        Assert.Equal(status == 202 ? 100 : 0, host.Sink.Hits.Count);
    }

    [Theory]
    [InlineData(64 * 1024, false, 202)]
    [InlineData(64 * 1024, true, 202)]
    [InlineData((64 * 1024) + 1, false, 413)]
    [InlineData((64 * 1024) + 1, true, 413)]
    [InlineData(1_000_000, false, 413)]
    [InlineData(1_000_000, true, 413)]
    public async Task A_body_may_have_64_kib_and_the_connection_stays_of_use(int length, bool isChunked, int status)
    {
        await using var host = await CollectionHost.StartAsync();
        var body = Encoding.UTF8.GetBytes(Good + new string(' ', length - Good.Length));
        using var connection = await RawConnection.OpenAsync(host.Port);
        var head = "POST /e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n";
        var answer = isChunked
            ? await connection.SendAsync(head + "Transfer-Encoding: chunked\r\n\r\n", [.. Encoding.ASCII.GetBytes($"{length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8])
            : await connection.SendAsync($"{head}Content-Length: {length}\r\n\r\n", body);
        Assert.Equal(status, answer.Status);
        Assert.Equal(202, (await connection.SendAsync($"{head}Content-Length: {Good.Length}\r\n\r\n", Encoding.UTF8.GetBytes(Good))).Status);
    }

    [Theory]
    [InlineData("/e")]
    [InlineData("/p.gif")]
    public async Task A_preflight_is_answered_for_those_who_ask(string target)
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.SendAsync($"OPTIONS {target} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://a.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
        Assert.Equal(204, answer.Status);
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("GET, HEAD, POST", answer.Header("Access-Control-Allow-Methods"));
        Assert.Equal("", answer.Header("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_no_server_error()
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.PostAsync("/e", """{"s":"example.com","u":"https://example.com/","t":"\ud800","p":{"\udc00":"\ud83d"}}""");
        Assert.Equal(202, answer.Status);
        Assert.Equal("\uFFFD", host.Sink.Hits.Single().Title);
    }
}
