using Collector.Http;
using Collector.Parsing;
using Collector.Telemetry;

namespace Collector.Tests.Http;

public class HealthEndpointsTests
{
    [Fact]
    public async Task The_process_says_that_it_lives()
    {
        await using var host = await CollectionHost.StartAsync();
        var answer = await host.GetAsync("/health/live");
        Assert.Equal((200, """{"status":"live"}"""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task It_is_ready_when_every_room_is()
    {
        var journal = new FakeCheck("journal");
        var engine = new FakeCheck("engine");
        await using var host = await CollectionHost.StartAsync(journal, engine);
        var ready = await host.GetAsync("/health/ready");
        Assert.Equal(200, ready.Status);
        engine.Answer = new Readiness(false, "The engine is starting.");
        var notReady = await host.GetAsync("/health/ready");
        Assert.Equal(503, notReady.Status);
        Assert.Equal(
            """{"status":"not ready","checks":[{"name":"journal","ready":true,"detail":""},{"name":"engine","ready":false,"detail":"The engine is starting."}]}""",
            notReady.Text);
    }

    [Fact]
    public async Task After_a_mixed_run_every_received_hit_is_accounted_for()
    {
        await using var host = await CollectionHost.StartAsync();
        host.Sources.Add(() => [new("collector_journal_bytes", MetricKind.Gauge, "Bytes.", 42)]);
        host.Sink.Answer = hit => hit.Site switch
        {
            "unknown" => RejectReason.UnknownSite,
            "full" => RejectReason.DiskFull,
            _ => RejectReason.None,
        };
        await host.GetAsync("/p.gif?s=a&u=http://a/");                                           // stored
        await host.GetAsync("/p.gif?s=unknown&u=http://a/");                                     // dropped
        await host.GetAsync("/p.gif?s=full&u=http://a/");                                        // refused
        await host.GetAsync("/p.gif");                                                           // rejected
        await host.SendAsync("HEAD /p.gif HTTP/1.1\r\nHost: localhost\r\n\r\n");                 // dropped
        await host.PostAsync("/e", """[{"s":"a","u":"http://a/"},{"s":"b","u":"http://b/"},{}]"""); // 2 stored, 1 rejected
        await host.PostAsync("/e", """{"s":"full","u":"http://a/"}""");                          // refused
        await host.PostAsync("/e", "{");                                                         // no hit at all
        var page = (await host.GetAsync("/metrics")).Text;
        foreach (var line in new[]
        {
            "collector_hits_received_total 9",
            "collector_hits_pending 0",
            "collector_hits_stored_total 3",
            "collector_hits_dropped_total{reason=\"unknown_site\"} 1",
            "collector_hits_dropped_total{reason=\"head\"} 1",
            "collector_hits_dropped_total{reason=\"host\"} 0",
            "collector_hits_rejected_total{reason=\"missing_site\"} 2",
            "collector_hits_refused_total{reason=\"disk_full\"} 2",
            "collector_problems_total{type=\"bad-json\"} 1",
            "collector_problems_total{type=\"disk-full\"} 1",
            "collector_journal_bytes 42",
        })
        {
            Assert.Contains($"\n{line}\n", page, StringComparison.Ordinal);
        }

        var m = host.Metrics;
        Assert.Equal(m.HitsReceived, m.Stored + m.Dropped + m.Rejected + m.Refused);
    }

    private sealed class FakeCheck(string name) : IReadinessCheck
    {
        public string Name => name;

        public Readiness Answer { get; set; } = new(true);

        public Readiness Check() => Answer;
    }
}
