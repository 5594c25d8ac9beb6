using System.Net;
using System.Text;
using System.Text.Json;
using Shared;

namespace Integration.Tests;

/// <summary>A network that brings too many hits is told so, on every way; all others and the server API are served.</summary>
public sealed class RateTests
{
    [Fact]
    public async Task A_flood_of_one_network_is_refused_with_its_reason_and_nothing_else_is()
    {
        var environment = new Dictionary<string, string> { ["COLLECTOR_TRUSTEDPROXIES"] = "127.0.0.1", ["COLLECTOR_RATENETWORK"] = "1" };
        await using var collector = await RunningCollector.StartAsync(environment: environment);
        var outcomes = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            using var pixel = await PixelAsync(collector, "93.184.216.34");
            Assert.Equal(HttpStatusCode.OK, pixel.StatusCode);
            outcomes.Add(pixel.Headers.GetValues("X-Collect").Single());
        }

        using var post = await SendAsync(collector, "/e", "93.184.216.99", null, hits: 19);
        using var other = await SendAsync(collector, "/e", "93.184.217.1", null);
        using var keyed = await SendAsync(collector, "/api/v1/events", "93.184.216.34", RunningCollector.AdminKey);
        var refused = outcomes.Count(outcome => outcome == "dropped;rate");
        Assert.InRange(refused, 10, 40);
        Assert.Equal((HttpStatusCode.TooManyRequests, "5"), (post.StatusCode, post.Headers.RetryAfter?.ToString()));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (other.StatusCode, keyed.StatusCode));

        var filtered = await collector.ReportAsync("filtered");
        var note = filtered.GetProperty("notes").EnumerateArray().Single(note => note.GetProperty("code").GetString() == "rate");
        Assert.Equal(refused + 19, note.GetProperty("values").GetProperty("count").GetInt32());
        var report = await collector.ReportUntilAsync(TimeSpan.FromSeconds(10), answer => Views(answer) == 62 - refused, "overview");
        Assert.Equal(62 - refused, Views(report));
    }

    private const string Hit = """{"s":"example.com","u":"https://example.com/a"}""";

    private static int Views(JsonElement report) => report.GetProperty("rows")[0].GetProperty("pageviews").GetInt32();

    private static Task<HttpResponseMessage> PixelAsync(RunningCollector collector, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/p.gif?s=example.com&u=https://example.com/a");
        request.Headers.Add("X-Forwarded-For", address);
        return collector.Client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> SendAsync(RunningCollector collector, string path, string address, string? key, int hits = 1)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent($"[{string.Join(',', Enumerable.Repeat(Hit, hits))}]", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Forwarded-For", address);
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        return collector.Client.SendAsync(request);
    }
}
