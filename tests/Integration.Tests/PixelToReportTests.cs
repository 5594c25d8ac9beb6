using System.Net;
using System.Text.Json;
using Shared;

namespace Integration.Tests;

/// <summary>A hit from the wire to the report, on the real parts.</summary>
public sealed class PixelToReportTests(CollectorFixture fixture) : IClassFixture<CollectorFixture>
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunningCollector _collector = fixture.Collector;

    [Fact]
    public async Task A_stored_pixel_is_in_the_report_within_two_seconds()
    {
        // The two seconds are those of a collector at work: the very first hit also waits for what the engine does once.
        using var first = await _collector.Client.GetAsync(new Uri("/p.gif?s=example.com&u=https://example.com/first-page", UriKind.Relative));
        Assert.True(HasPageviews(await _collector.ReportUntilAsync(Patience, HasPageviews, "overview", "&filter=page==/first-page")));

        using var pixel = await _collector.Client.GetAsync(new Uri("/p.gif?s=example.com&u=https://example.com/pixel-page", UriKind.Relative));

        Assert.Equal("stored", pixel.Headers.GetValues("X-Collect").Single());
        var report = await _collector.ReportUntilAsync(TwoSeconds, HasPageviews, "overview", "&filter=page==/pixel-page");
        Assert.Equal(1, report.GetProperty("rows")[0].GetProperty("pageviews").GetInt64());
    }

    [Fact]
    public async Task A_batch_is_answered_item_by_item()
    {
        using var answer = await _collector.SendAsync("""
            [{"s":"example.com","u":"https://example.com/batch"},{"s":"unknown.example","u":"https://unknown.example/"},{"s":"example.com","n":"engagement","u":"https://example.com/batch"}]
            """);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(
            """{"accepted":1,"dropped":[{"index":1,"reason":"unknown_site"},{"index":2,"reason":"bad_engagement"}]}""",
            await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_strangers_pixel_does_not_use_up_the_id_of_a_keyed_event()
    {
        using var pixel = await _collector.Client.GetAsync(new Uri("/p.gif?s=example.com&n=Purchase&u=https://example.com/stranger&i=order-1001", UriKind.Relative));
        using var keyed = await _collector.Client.PostAsync(
            new Uri("/api/v1/events", UriKind.Relative),
            new StringContent("""{"s":"example.com","n":"Purchase","u":"https://example.com/shop","i":"order-1001","v":25,"c":"EUR"}""", System.Text.Encoding.UTF8, "application/json"));
        using var again = await _collector.Client.PostAsync(
            new Uri("/api/v1/events", UriKind.Relative),
            new StringContent("""{"s":"example.com","n":"Purchase","u":"https://example.com/shop","i":"order-1001","v":25,"c":"EUR"}""", System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal("stored", pixel.Headers.GetValues("X-Collect").Single());
        Assert.Equal("stored", keyed.Headers.GetValues("X-Collect").Single());
        Assert.Equal("dropped;duplicate", again.Headers.GetValues("X-Collect").Single());
    }

    [Fact]
    public async Task The_description_of_the_api_is_made_once_and_names_no_address_that_a_request_made_up()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/openapi/v1.json", UriKind.Relative));
        request.Headers.Host = "evil.example";
        using var first = await _collector.Client.SendAsync(request);
        using var second = await _collector.Client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));

        var text = await first.Content.ReadAsStringAsync();
        Assert.DoesNotContain("evil.example", text, StringComparison.Ordinal);
        Assert.Contains("/api/v1/sites/{site}/reports/{report}", text, StringComparison.Ordinal);
        Assert.Equal(text, await second.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/script.js")]
    [InlineData("/count.js")]
    [InlineData("/matomo.js")]
    public async Task A_script_of_another_tracker_is_not_found(string path)
    {
        using var answer = await _collector.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Broken_json_is_answered_with_where_it_breaks()
    {
        using var answer = await _collector.SendAsync("{\"s\":\"example.com\",");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("byte", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pixel_with_rubbish_is_served_and_says_why_it_was_not_stored()
    {
        using var pixel = await _collector.Client.GetAsync(new Uri("/p.gif?s=example.com&u=javascript:alert(1)&%00=%ff&v=x", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, 43L), (pixel.StatusCode, pixel.Content.Headers.ContentLength));
        Assert.Equal("dropped;bad_url", pixel.Headers.GetValues("X-Collect").Single());
    }

    [Fact]
    public async Task An_event_id_is_counted_once()
    {
        var outcomes = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await _collector.SendAsync("""{"s":"example.com","u":"https://example.com/once","i":"the-same"}""");
            outcomes.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal("""{"accepted":1,"dropped":[]}""", outcomes[0]);
        Assert.All(outcomes[1..], outcome => Assert.Equal("""{"accepted":0,"dropped":[{"index":0,"reason":"duplicate"}]}""", outcome));
    }

    [Fact]
    public async Task A_keyed_server_sends_past_events_that_form_visits_by_their_own_times()
    {
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).Date;
        var events = new[] { 10, 15, 55 }.Select(minute => new
        {
            s = "other.example",
            n = "pageview",
            u = $"https://other.example/{minute}",
            ts = yesterday.AddHours(10).AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ip = "93.184.216.34",
            ua = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
        });
        using var answer = await _collector.Client.PostAsync(new Uri("/api/v1/events", UriKind.Relative), new StringContent(JsonSerializer.Serialize(events), null, "application/json"));
        var report = await _collector.ReportUntilAsync(Patience, rows => rows.GetProperty("rows")[0].GetProperty("pageviews").GetInt64() == 3, "overview", site: "other.example");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var row = report.GetProperty("rows")[0];
        Assert.Equal((1, 2, 3), (row.GetProperty("visitors").GetInt64(), row.GetProperty("visits").GetInt64(), row.GetProperty("pageviews").GetInt64()));
    }

    [Fact]
    public async Task Without_a_key_the_server_api_answers_401()
    {
        using var client = new HttpClient { BaseAddress = _collector.Client.BaseAddress };
        using var answer = await client.PostAsync(new Uri("/api/v1/events", UriKind.Relative), new StringContent("[]", null, "application/json"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_sign_in_link_opens_the_dashboard_once()
    {
        var link = _collector.Output().Split('\n').Single(line => line.Contains("/sign-in?token=", StringComparison.Ordinal)).Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal));
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });
        using var preview = await browser.GetAsync(new Uri(link));
        using var first = await SignInAsync(browser, link);
        using var other = new HttpClient();
        using var second = await SignInAsync(other, link);

        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        Assert.False(preview.Headers.Contains("Set-Cookie"));
        Assert.Equal((HttpStatusCode.OK, "/"), (first.StatusCode, first.RequestMessage?.RequestUri?.AbsolutePath));
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);

        static Task<HttpResponseMessage> SignInAsync(HttpClient client, string link)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, link.Trim());
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
            return client.SendAsync(request);
        }
    }

    [Fact]
    public async Task After_a_mixed_run_the_counters_add_up()
    {
        await _collector.SendAsync("""[{"s":"example.com","u":"https://example.com/"},{"s":"no.example","u":"https://no.example/"},{"s":"example.com","n":"","u":"x"}]""");
        var metrics = await _collector.MetricsAsync();
        double Sum(string name) => metrics.Where(metric => metric.Key.StartsWith(name, StringComparison.Ordinal)).Sum(metric => metric.Value);

        Assert.Equal(
            Sum("collector_hits_received_total"),
            Sum("collector_hits_stored_total") + Sum("collector_hits_dropped_total") + Sum("collector_hits_rejected_total") + Sum("collector_hits_refused_total"));
        Assert.Equal(Sum("collector_hits_stored_total"), metrics["collector_journal_records_total"]);
    }

    private static bool HasPageviews(JsonElement report) =>
        report.GetProperty("rows").GetArrayLength() > 0 && report.GetProperty("rows")[0].GetProperty("pageviews").GetInt64() > 0;
}
