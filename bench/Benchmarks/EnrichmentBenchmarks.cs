using System.Net;
using BenchmarkDotNet.Attributes;
using Collector.Enrichment;
using Collector.Enrichment.Bots;
using Collector.Enrichment.Campaigns;
using Collector.Enrichment.Pages;
using Collector.Enrichment.Places;
using Collector.Enrichment.Referrers;
using Collector.Enrichment.UserAgents;
using Collector.Enrichment.Visitors;
using Collector.Parsing;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Catalog;
using Storage.Events;

namespace Benchmarks;

/// <summary>The whole list of enrichment steps on a usual page view, user agent known, and each step alone; the baseline is the row alone.</summary>
[MemoryDiagnoser]
public class EnrichmentBenchmarks
{
    private static readonly Site Site = new() { Id = 1, Name = "example.com" };

    private readonly string _folder = Directory.CreateTempSubdirectory("bench-").FullName;
    private SaltStore _salts = null!; // made by Setup
    private UserAgentParser _agents = null!; // made by Setup
    private HitEnricher _enricher = null!; // made by Setup
    private IReadOnlyList<IHitStep> _steps = null!; // made by Setup
    private RawHit _hit = null!; // made by Setup
    private EventRow _row = null!; // made by Setup
    private RequestFacts _request = null!; // made by Setup

    [GlobalSetup]
    public void Setup()
    {
        _salts = new SaltStore(_folder, TimeProvider.System, _ => { }, NullLogger<SaltStore>.Instance);
        _agents = UserAgentParser.LoadEmbedded(TimeProvider.System);
        var secret = InstallationSecret.LoadOrCreate(_folder, _ => { });
        _steps = HitEnricher.Steps(
            new ConsentStep(),
            new PageStep(),
            new ClientStep(),
            new PlaceStep(new PlaceDatabase("", NullLogger<PlaceDatabase>.Instance), CountryRanges.Load("/usr/share/tor"), ZoneCountries.Load("/usr/share/zoneinfo/zone.tab")),
            new CampaignStep(SourceTable.Load()),
            new VisitorStep(_salts, secret),
            new InternalStep(new NetworkKey(secret)),
            new UserAgentStep(_agents),
            new BotStep(_agents));
        _enricher = new HitEnricher(_steps);
        _request = new RequestFacts
        {
            Received = TimeProvider.System.GetUtcNow(),
            Address = IPAddress.Parse("93.184.216.34"),
            UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
            AcceptLanguage = "en-US,en;q=0.9",
        };
        _hit = Hit();
        _row = new EventRow();
        _enricher.Enrich(_hit, Site, _row);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _salts.Dispose();
        _agents.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public object RowAlone() => new EventRow();

    [Benchmark]
    public object AllSteps()
    {
        var row = new EventRow();
        _enricher.Enrich(Hit(), Site, row);
        return row;
    }

    [Benchmark]
    public object Consent() => Step(0);

    [Benchmark]
    public object Page() => Step(1);

    [Benchmark]
    public object Client() => Step(2);

    [Benchmark]
    public object PlaceByRanges() => Step(3);

    [Benchmark]
    public object Campaign() => Step(4);

    [Benchmark]
    public object Visitor() => Step(5);

    [Benchmark]
    public object Own() => Step(6);

    [Benchmark]
    public object UserAgent() => Step(7);

    [Benchmark]
    public object Bot() => Step(8);

    private object Step(int number) => _steps[number].Apply(_hit, Site, _row);

    private RawHit Hit() =>
        new() { Site = "example.com", Url = "https://example.com/pricing?utm_source=x", Referrer = "https://www.google.com/", Title = "Pricing", Request = _request };
}
