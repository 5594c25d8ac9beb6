using Collector.Enrichment;
using Collector.Enrichment.Bots;
using Collector.Enrichment.Campaigns;
using Collector.Enrichment.Pages;
using Collector.Enrichment.Places;
using Collector.Enrichment.Referrers;
using Collector.Enrichment.UserAgents;
using Collector.Enrichment.Visitors;
using Collector.Enrichment.Visits;
using Collector.Erasure;
using Collector.Journal;
using Collector.Loading;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Collector.Hosting;

/// <summary>
/// The rooms that take hits, put together: enrichment, journal, loader. Opening it recovers the journal and rebuilds open
/// visits and known event ids from it; no database is needed for that.
/// </summary>
internal sealed class Ingestion : IAsyncDisposable
{
    /// <summary>Visits held in memory at most: 131,072, about 60 MB when full.</summary>
    private const int MaxOpenVisits = 131_072;

    /// <summary>Event ids per generation.</summary>
    private const int EventIdsPerGeneration = 500_000;

    /// <summary>Where Debian's tor-geoipdb puts its country ranges.</summary>
    private const string CountryRangesFolder = "/usr/share/tor";

    /// <summary>Where tzdata puts the table of zones and countries.</summary>
    private const string ZoneTable = "/usr/share/zoneinfo/zone.tab";

    private static readonly TimeSpan EventIdGeneration = TimeSpan.FromHours(12);

    private readonly SaltStore _salts;
    private readonly PlaceDatabase _places;
    private readonly PlaceDatabase? _networks;
    private readonly UserAgentRulesWatch? _rules;
    private readonly SiteDirectory _sites;

    private Ingestion(
        SiteDirectory sites, ConsentStep consent, SaltStore salts, UserAgentParser agents, PlaceDatabase places, PlaceDatabase? networks, UserAgentRulesWatch? rules,
        EventRecorder recorder, HitEnricher enricher, JournalWriter<HitSubmission> writer, BatchLoader loader, ErasureDesk erasures, KnownVisitors known, TimeProvider time)
    {
        _sites = sites;
        Consent = consent;
        _salts = salts;
        Agents = agents;
        _places = places;
        _networks = networks;
        _rules = rules;
        Recorder = recorder;
        Enricher = enricher;
        Writer = writer;
        Loader = loader;
        Erasures = erasures;
        KnownVisitors = known;
        Pipeline = new HitPipeline(sites, enricher, writer, time);
    }

    public ConsentStep Consent { get; }

    public UserAgentParser Agents { get; }

    public EventRecorder Recorder { get; }

    public HitEnricher Enricher { get; }

    public JournalWriter<HitSubmission> Writer { get; }

    public BatchLoader Loader { get; }

    public ErasureDesk Erasures { get; }

    public KnownVisitors KnownVisitors { get; }

    public HitPipeline Pipeline { get; }

    /// <exception cref="ExitException">The journal is of a newer version or cannot be read; nothing was touched.</exception>
    public static Ingestion Open(
        CollectorOptions options, DataFolder folder, byte[] secret, SiteDirectory sites, ClickHouseClient database, TimeProvider time, ILoggerFactory logs)
    {
        var files = new PosixFiles();
        var salts = new SaltStore(folder.Secrets, time, files.SyncFolder, logs.CreateLogger<SaltStore>());
        var agents = UserAgentParser.LoadEmbedded(time);
        agents.WarmUp();
        var rules = options.UaRegexes.Length > 0 ? new UserAgentRulesWatch(agents, options.UaRegexes) : null;
        var places = new PlaceDatabase(options.GeoIp, logs.CreateLogger<PlaceDatabase>());
        places.Refresh();
        var networks = options.Asn.Length > 0 ? new PlaceDatabase(options.Asn, logs.CreateLogger<PlaceDatabase>()) : null;
        networks?.Refresh();
        var consent = new ConsentStep();
        var enricher = new HitEnricher(HitEnricher.Steps(
            consent,
            new PageStep(),
            new ClientStep(),
            new PlaceStep(places, CountryRanges.Load(CountryRangesFolder), ZoneCountries.Load(ZoneTable)),
            new CampaignStep(SourceTable.Load()),
            new VisitorStep(salts, secret),
            new InternalStep(new NetworkKey(secret)),
            new UserAgentStep(agents),
            new BotStep(agents, networks)));

        var hold = TimeSpan.FromTicks(Math.Max(TimeSpan.FromHours(1).Ticks, 2 * sites.LongestGap.Ticks));
        var journalOptions = new JournalOptions
        {
            Folder = folder.Journal,
            MaxBytes = options.JournalMaxMiB > 0 ? options.JournalMaxMiB << 20 : null,
            MinFreeBytes = options.MinFreeMiB >= 0 ? options.MinFreeMiB << 20 : null,
        };
        var log = logs.CreateLogger("Collector.Journal");
        RecoveredJournal journal;
        try
        {
            journal = new JournalRecovery(files, journalOptions, log).Open();
        }
        catch (Exception exception) when (exception is JournalFormatException or JournalIoException)
        {
            throw new ExitException(ExitCode.Unusable, exception.Message);
        }

        var recorder = new EventRecorder(journal.Node, new VisitTable(MaxOpenVisits, hold), new SeenEventIds(EventIdsPerGeneration, EventIdGeneration));
        var replay = recorder.Replay();
        new JournalReplay(files, folder.Journal, journal.Index, log).Replay(time.GetUtcNow() - hold, record => replay.Add(record.Bytes.Span, record.RowVersion));

        var budget = new JournalBudget(files, journalOptions);
        if (database.Endpoint.IsEmbedded)
        {
            database.HasRoom = budget.HasRoom;
        }

        var loader = new BatchLoader(
            files,
            journal,
            budget,
            new ClickHouseEventStore(database),
            new LoadBackoff(new Random(Environment.ProcessId)),
            new LoaderOptions { Folder = folder.Journal, Retention = hold },
            time,
            logs.CreateLogger("Collector.Loading"));
        var writer = new JournalWriter<HitSubmission>(files, journalOptions, journal, recorder, time, log);
        var requests = new ErasureFolder(folder.Erasures, files.SyncFolder);
        var events = new EventEraser(database, database.Endpoint.IsEmbedded ? PosixFiles.SyncAll : () => { }, time);
        var erasure = new VisitorErasure(files, folder.Journal, journal.Node, journal.Index, writer, recorder, loader, events, requests, time);
        var erasures = new ErasureDesk(requests, erasure, secret, time, logs.CreateLogger("Collector.Erasure"));
        return new Ingestion(sites, consent, salts, agents, places, networks, rules, recorder, enricher, writer, loader, erasures, new KnownVisitors(secret), time);
    }

    /// <summary>What changes by the clock or by the operator's files; called every few seconds.</summary>
    /// <returns>What an operator should read; "" when all is well.</returns>
    public string Maintain()
    {
        _salts.Maintain(_sites.All);
        _places.Refresh();
        _networks?.Refresh();
        return _rules?.Refresh() ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Loader.Dispose();
        _salts.Dispose();
        Agents.Dispose();
    }
}
