using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shared;

namespace Integration.Tests;

/// <summary>Consent, privacy signals, internal networks and the public statement, through the whole program.</summary>
public sealed class ConsentTests
{
    private const string Id = "first-party-id-of-22ch";

    [Fact]
    public async Task A_visitor_goes_up_and_down_the_levels_and_the_site_has_its_say()
    {
        await using var collector = await RunningCollector.StartAsync(environment: new Dictionary<string, string> { ["COLLECTOR_TRUSTEDPROXIES"] = "127.0.0.1" });
        await PutAsync(collector, """{"internal_networks":["203.0.113.0/24"],"retention_months":13}""");

        // Up inside the visit, then down.
        await SendAsync(collector, "/first");
        await SendAsync(collector, "/asked", $",\"k\":3,\"f\":\"{Id}\"");
        await SendAsync(collector, "/declined", $",\"k\":2,\"f\":\"{Id}\",\"id\":\"anna\"");
        await SendAsync(collector, "/counted", $",\"k\":1,\"f\":\"{Id}\",\"id\":\"anna\",\"o\":\"A-1\"");
        await SendAsync(collector, "/own", address: "203.0.113.9");
        await SendAsync(collector, "/signal", ",\"k\":3,\"id\":\"anna\"", address: "198.51.100.2", signal: true);
        Assert.Equal("dropped;consent", await PixelAsync(collector, "&k=0"));
        Assert.Equal("dropped;bad_event", await PixelAsync(collector, "&k=9"));
        Assert.Equal("stored", await PixelAsync(collector, "&k=2"));

        var overview = await collector.ReportUntilAsync(TimeSpan.FromSeconds(10), report => Count(report, "pageviews") == 5, "overview");
        Assert.Equal((5, 4), (Count(overview, "pageviews"), Count(overview, "visits")));
        var notes = overview.GetProperty("notes").EnumerateArray().ToDictionary(note => note.GetProperty("code").GetString()!, note => note.GetProperty("text").GetString()!);
        Assert.StartsWith("1 event came with Global Privacy Control", notes["privacy_control"], StringComparison.Ordinal);
        Assert.StartsWith("1 event was counted", notes["aggregate"], StringComparison.Ordinal);

        Assert.Equal("cookieless 3 4, consented 1 1, none 1 0", await BreakdownAsync(collector, "identity"));
        Assert.Equal("cookieless 3 4, aggregate 1 0, full 1 1", await BreakdownAsync(collector, "consent"));
        Assert.Equal("off 4 3, on 1 1", await BreakdownAsync(collector, "privacy_control"));
        var consented = await collector.ReportAsync("overview", "&filter=identity==consented");
        Assert.Equal((1, 1, 2.0), (Count(consented, "pageviews"), Count(consented, "visits"), consented.GetProperty("rows")[0].GetProperty("views_per_visit").GetDouble()));
        var funnel = await collector.ReportAsync("funnel", "&step=page:/counted&step=page:/first&unit=visit");
        Assert.Equal(0, Count(funnel, "entered"));

        var rows = await ExportAsync(collector);
        Assert.Equal(("cookieless", "consented", "cookieless", "none"), (Who("/first"), Who("/asked"), Who("/declined"), Who("/counted")));
        Assert.Equal(Visit("/first"), Visit("/asked"));
        Assert.NotEqual(Visit("/asked"), Visit("/declined"));
        Assert.Equal("", rows["/counted"].GetProperty("order_id").GetString());
        Assert.Equal(("internal", "internal-network"), (rows["/own"].GetProperty("class").GetString(), rows["/own"].GetProperty("class_reasons").GetString()));
        Assert.Equal("cookieless", Who("/signal"));

        await PutAsync(collector, """{"consent":"none","privacy_control":"drop"}""");
        Assert.Equal("dropped;consent", await PixelAsync(collector, ""));
        Assert.Equal("dropped;privacy_control", await PixelAsync(collector, "&k=3", signal: true));
        Assert.Equal("stored", await PixelAsync(collector, "&k=1"));
        var metrics = await collector.MetricsAsync();
        Assert.Equal(2, metrics["collector_privacy_control_hits_total"]);
        Assert.Equal(1, metrics["collector_hits_dropped_total{reason=\"privacy_control\"}"]);
        Assert.Equal(2, metrics["collector_hits_dropped_total{reason=\"consent\"}"]);

        string Who(string path) => rows[path].GetProperty("identity").GetString()!;
        string Visit(string path) => rows[path].GetProperty("visit").GetString()!;
    }

    [Fact]
    public async Task The_public_statement_tells_a_sites_choices_and_no_sites()
    {
        await using var collector = await RunningCollector.StartAsync("example.com,secret-project.example");
        await PutAsync(collector, """{"consent":"aggregate","privacy_control":"drop","retention_months":25,"internal_networks":["203.0.113.7"]}""");

        var site = await StatementAsync(collector, "?site=example.com");
        var choices = site.GetProperty("site");
        Assert.Equal(("aggregate", "drop", 25), (choices.GetProperty("consent_default").GetString(), choices.GetProperty("global_privacy_control").GetString(), choices.GetProperty("retention_months").GetInt32()));
        var whole = await StatementAsync(collector, "");
        Assert.Equal(JsonValueKind.Null, whole.GetProperty("site").ValueKind);
        Assert.Equal(4, whole.GetProperty("consent_levels").GetArrayLength());
        Assert.Equal((await StatementAsync(collector, "?site=secret-project.example")).GetRawText(), (await StatementAsync(collector, "?site=nowhere.example")).GetRawText());
        Assert.DoesNotContain("secret-project", whole.GetRawText() + site.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("#4/", site.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_is_changed_on_the_command_line_beside_a_running_collector()
    {
        await using var collector = await RunningCollector.StartAsync();
        var (code, shown) = await SetAsync(collector, "example.com", "--consent", "full", "--privacy-control", "off", "--internal-networks", "203.0.113.7,2001:db8::/48", "--excluded-referrers", "pay.example.net,-paypal.com", "--retention-months", "13");
        Assert.True(code == 0, shown);
        Assert.Matches("internal-networks +#4/32:[0-9a-f]{16},#6/48:[0-9a-f]{16}", shown);
        Assert.Contains("pay.example.net,-paypal.com", shown, StringComparison.Ordinal);
        await ChoicesUntilAsync(collector, choices => choices.GetProperty("retention_months").ValueKind == JsonValueKind.Number);
        using var stored = await collector.Client.GetAsync(new Uri("/api/v1/sites/example.com", UriKind.Relative));
        Assert.Contains("\"consent\":\"full\",\"privacy_control\":\"off\"", await stored.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var (refused, message) = await SetAsync(collector, "example.com", "--consent", "maybe");
        Assert.Equal(2, refused);
        Assert.Contains("none, aggregate, cookieless, full", message, StringComparison.Ordinal);
        Assert.Equal(2, (await SetAsync(collector, "nowhere.example", "--consent", "full")).Code);
    }

    private static async Task<(int Code, string Output)> SetAsync(RunningCollector collector, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo(RunningCollector.Executable, ["site", "set", .. arguments, "--data", collector.Data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Changes the site and waits until hits see it: the housekeeping takes a second.</summary>
    private static async Task PutAsync(RunningCollector collector, string body)
    {
        using var answer = await collector.Client.PutAsync(new Uri("/api/v1/sites/example.com", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var site = await answer.Content.ReadFromJsonAsync<JsonElement>();
        await ChoicesUntilAsync(collector, choices =>
            choices.GetProperty("consent_default").GetString() == site.GetProperty("consent").GetString()
            && choices.GetProperty("global_privacy_control").GetString() == site.GetProperty("privacy_control").GetString()
            && choices.GetProperty("retention_months").GetInt32() == site.GetProperty("retention_months").GetInt32());
    }

    private static async Task ChoicesUntilAsync(RunningCollector collector, Func<JsonElement, bool> satisfies)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var choices = (await StatementAsync(collector, "?site=example.com")).GetProperty("site");
            if (choices.GetProperty("retention_months").ValueKind == JsonValueKind.Number && satisfies(choices))
            {
                return;
            }

            Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), choices.GetRawText());
            await Task.Delay(50);
        }
    }

    private static async Task<JsonElement> StatementAsync(RunningCollector collector, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/privacy.json" + query, UriKind.Relative));
        request.Headers.Authorization = null;
        using var answer = await collector.Client.SendAsync(request);
        Assert.Equal(("application/json", "*"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task SendAsync(RunningCollector collector, string path, string more = "", string address = "198.51.100.1", bool signal = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/e", UriKind.Relative))
        {
            Content = new StringContent($$"""{"s":"example.com","u":"https://example.com{{path}}"{{more}}}""", Encoding.UTF8, "text/plain"),
        };
        using var answer = await SendAsync(collector, request, address, signal);
        Assert.Equal((HttpStatusCode.Accepted, "stored"), (answer.StatusCode, answer.Headers.GetValues("X-Collect").Single()));
    }

    private static async Task<string> PixelAsync(RunningCollector collector, string more, bool signal = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/p.gif?s=example.com&n=Event&u=https://example.com/pixel" + more, UriKind.Relative));
        using var answer = await SendAsync(collector, request, "198.51.100.3", signal);
        return answer.Headers.GetValues("X-Collect").Single();
    }

    private static Task<HttpResponseMessage> SendAsync(RunningCollector collector, HttpRequestMessage request, string address, bool signal)
    {
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", address);
        if (signal)
        {
            request.Headers.TryAddWithoutValidation("Sec-GPC", "1");
        }

        return collector.Client.SendAsync(request);
    }

    /// <summary>Each value with its page views and visits, most page views first, then by name.</summary>
    private static async Task<string> BreakdownAsync(RunningCollector collector, string by)
    {
        var report = await collector.ReportAsync("breakdown", $"&by={by}");
        return string.Join(", ", report.GetProperty("rows").EnumerateArray()
            .Select(row => (Value: row.GetProperty("value").GetString(), Pageviews: row.GetProperty("pageviews").GetInt64(), Visits: row.GetProperty("visits").GetInt64()))
            .OrderByDescending(row => row.Pageviews).ThenBy(row => row.Value, StringComparer.Ordinal)
            .Select(row => $"{row.Value} {row.Pageviews} {row.Visits}"));
    }

    private static async Task<Dictionary<string, JsonElement>> ExportAsync(RunningCollector collector)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var lines = await collector.Client.GetStringAsync(new Uri($"/api/v1/sites/example.com/export/events?format=jsonl&from={today.AddDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}", UriKind.Relative));
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(row => row.GetProperty("path").GetString()!);
    }

    private static long Count(JsonElement overview, string metric) => overview.GetProperty("rows")[0].GetProperty(metric).GetInt64();
}
