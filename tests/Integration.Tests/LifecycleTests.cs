using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Shared;

namespace Integration.Tests;

/// <summary>Starts, stops, kills and outages of the whole program.</summary>
public sealed class LifecycleTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_visit_and_an_event_id_survive_kill_9_of_the_collector()
    {
        await using var collector = await RunningCollector.StartAsync();
        await collector.SendAsync("""{"s":"example.com","u":"https://example.com/a","i":"first"}""");
        await collector.KillAsync();
        await collector.StartAgainAsync();
        using var again = await collector.SendAsync("""[{"s":"example.com","u":"https://example.com/a","i":"first"},{"s":"example.com","u":"https://example.com/b","i":"second"}]""");
        var row = (await collector.ReportUntilAsync(TenSeconds, Pageviews(2), "overview")).GetProperty("rows")[0];

        Assert.Contains("duplicate", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((1, 2, 0.0), (row.GetProperty("visits").GetInt64(), row.GetProperty("pageviews").GetInt64(), row.GetProperty("bounce_rate").GetDouble()));
    }

    [Theory]
    [InlineData("-KILL")]
    [InlineData("-SEGV")]
    public async Task A_dead_engine_is_back_within_five_seconds_and_no_hit_is_lost_meanwhile(string signal)
    {
        await using var collector = await RunningCollector.StartAsync();
        var before = collector.EnginePid();
        var sent = 0;
        var since = Stopwatch.StartNew();
        // The runtime's handler steps aside for a first sent SIGSEGV; the next takes the default action, as a real fault does. Two that
        // are sent before the first is taken are one.
        while (collector.EnginePid() == before && since.Elapsed < TimeSpan.FromSeconds(3))
        {
            using var kill = Process.Start("kill", [signal, before.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await Task.Delay(50);
        }

        while (since.Elapsed < TimeSpan.FromSeconds(6))
        {
            using var answer = await collector.SendAsync("""{"s":"example.com","u":"https://example.com/a"}""");
            sent += answer.StatusCode == HttpStatusCode.Accepted ? 1 : 0;
            await Task.Delay(20);
        }

        using var ready = await collector.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var row = (await collector.ReportUntilAsync(TenSeconds, Pageviews(sent), "overview")).GetProperty("rows")[0];

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.NotEqual(before, collector.EnginePid());
        Assert.Equal(sent, row.GetProperty("pageviews").GetInt64());
    }

    [Fact]
    public async Task Without_its_database_the_collector_takes_hits_and_says_what_is_missing()
    {
        await using var collector = await RunningCollector.StartCollectingOnlyAsync(new Dictionary<string, string> { ["COLLECTOR_CLICKHOUSE"] = "http://127.0.0.1:9/nowhere" });
        using var hit = await collector.SendAsync("""{"s":"example.com","u":"https://example.com/a"}""");
        using var ready = await collector.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        using var report = await collector.Client.GetAsync(new Uri("/api/v1/sites/example.com/reports/overview?period=today", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Accepted, hit.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("\"name\":\"database\",\"ready\":false", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, report.StatusCode);
        Assert.Contains("/problems/database-unavailable", await report.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_too_little_free_space_hits_are_refused_and_pixels_are_served_and_say_so()
    {
        await using var collector = await RunningCollector.StartCollectingOnlyAsync(new Dictionary<string, string> { ["COLLECTOR_MINFREEMIB"] = "900000000" });
        using var post = await collector.SendAsync("""{"s":"example.com","u":"https://example.com/a"}""");
        using var pixel = await collector.Client.GetAsync(new Uri("/p.gif?s=example.com&u=https://example.com/a", UriKind.Relative));
        using var ready = await collector.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (post.StatusCode, post.Headers.RetryAfter is not null));
        Assert.Equal((HttpStatusCode.OK, "dropped;disk_full"), (pixel.StatusCode, pixel.Headers.GetValues("X-Collect").Single()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }

    [Fact]
    public async Task A_second_collector_on_the_folder_ends_with_code_3_and_names_the_first()
    {
        await using var collector = await RunningCollector.StartAsync();
        var (code, error) = await RunAsync(["run", "--data", collector.Data, "--urls", "http://127.0.0.1:0"]);

        Assert.Equal(3, code);
        Assert.Contains($"process id {collector.Pid}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_of_the_settings_are_named_at_once_with_code_2()
    {
        var (code, error) = await RunAsync(["run", "--data", "/dev/null/folder", "--roles", "sing", "--enginememory", "lots", "--urls", "localhost"]);

        Assert.Equal(2, code);
        Assert.All(["COLLECTOR_ROLES", "COLLECTOR_ENGINEMEMORY", "COLLECTOR_URLS"], name => Assert.Contains(name, error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_with_code_2_and_says_so()
    {
        var (code, error) = await RunAsync(["run", "--data", "/dev/null/folder", "--urls", "http://127.0.0.1:0"]);

        Assert.Equal(2, code);
        Assert.Contains("cannot be written", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graceful_stop_under_load_ends_with_code_0_and_keeps_every_acknowledged_hit()
    {
        await using var collector = await RunningCollector.StartAsync();
        var acknowledged = 0;
        var senders = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    using var answer = await collector.SendAsync("""{"s":"example.com","u":"https://example.com/a"}""");
                    if (answer.StatusCode != HttpStatusCode.Accepted)
                    {
                        return;
                    }

                    Interlocked.Increment(ref acknowledged);
                }
            }
            catch (HttpRequestException)
            {
                // It has stopped.
            }
        })).ToArray();
        await Task.Delay(500);
        var code = await collector.StopAsync();
        await Task.WhenAll(senders);
        await collector.StartAgainAsync();
        var row = (await collector.ReportUntilAsync(TenSeconds, Pageviews(acknowledged), "overview")).GetProperty("rows")[0];

        Assert.Equal(0, code);
        Assert.InRange(row.GetProperty("pageviews").GetInt64(), acknowledged, acknowledged + 4);
    }

    [Fact]
    public async Task The_command_line_lists_sites_makes_keys_and_prints_a_report_beside_the_running_collector()
    {
        await using var collector = await RunningCollector.StartAsync();
        await collector.SendAsync("""{"s":"example.com","u":"https://example.com/a"}""");
        await collector.ReportUntilAsync(TenSeconds, Pageviews(1), "overview");
        var sites = await RunAsync(["site", "list", "--data", collector.Data], output: true);
        var key = await RunAsync(["key", "create", "shop", "--data", collector.Data], output: true);
        var report = await RunAsync(["report", "overview", "--site", "example.com", "--period", "today", "--data", collector.Data], output: true);
        var json = await RunAsync(["report", "overview", "--site", "example.com", "--json", "--data", collector.Data], output: true);
        var doctor = await RunAsync(["doctor", "--data", collector.Data], output: true);

        Assert.Contains("example.com", sites.Text, StringComparison.Ordinal);
        Assert.StartsWith("ck_", key.Text, StringComparison.Ordinal);
        Assert.Matches(@"Page views\s+1", report.Text);
        Assert.Equal("overview", JsonDocument.Parse(json.Text).RootElement.GetProperty("report").GetString());
        Assert.Contains("ClickHouse 26.", doctor.Text, StringComparison.Ordinal);
    }

    private static Func<JsonElement, bool> Pageviews(int count) =>
        report => report.GetProperty("rows")[0].GetProperty("pageviews").GetInt64() >= count;

    private static async Task<(int Code, string Text)> RunAsync(string[] args, bool output = false)
    {
        using var process = Process.Start(new ProcessStartInfo(RunningCollector.Executable, args) { RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The collector could not be started.");
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, output ? texts[0] : texts[1]);
    }
}
