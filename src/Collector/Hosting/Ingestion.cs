using Collector.Checkpoints;
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
using Collector.Http;
using Collector.Journal;
using Collector.Loading;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Collector.Hosting;

/// <summary>
/// The rooms that take hits, put together: enrichment, journal, loader. Opening it recovers the journal and rebuilds open
/// visits and known event ids from it; no database is needed for that.
/// </summary>
internal sealed partial class Ingestion : IAsyncDisposable
{
    /// <summary>Visits held in memory at most: 131,072, about 60 MB when full.</summary>
    private const int MaxOpenVisits = 131_072;

    /// <summary>Event ids of either kind held in memory at most, about 50 MB when full.</summary>
    private const int MaxEventIds = 2_000_000;

    /// <summary>Where Debian's tor-geoipdb puts its country ranges.</summary>
    private const string CountryRangesFolder = "/usr/share/tor";

    /// <summary>Where tzdata puts the table of zones and countries.</summary>
    private const string ZoneTable = "/usr/share/zoneinfo/zone.tab";

    /// <summary>How long an event id is known: a client that repeats a batch does so within a day.</summary>
    private static readonly TimeSpan EventIdTime = TimeSpan.FromHours(24);

    private readonly SaltStore _salts;
    private readonly PlaceDatabase _places;
    private readonly PlaceDatabase? _networks;
    private readonly UserAgentRulesWatch? _rules;
    private readonly SiteDirectory _sites;

    private Ingestion(
        SiteDirectory sites, ConsentStep consent, SaltStore salts, UserAgentParser agents, PlaceDatabase places, PlaceDatabase? networks, UserAgentRulesWatch? rules,
        EventRecorder recorder, HitEnricher enricher, JournalWriter<HitSubmission> writer, BatchLoader loader, CheckpointJob checkpoints, ErasureDesk erasures, KnownVisitors known, RateLimits rates, TimeProvider time)
    {
        _sites = sites;
        Rates = rates;
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
        Checkpoints = checkpoints;
        Erasures = erasures;
        KnownVisitors = known;
        Pipeline = new HitPipeline(sites, enricher, writer, rates, time);
    }

    /// <summary>Completes when the recorder knows what it knew before the last stop. Hits are taken meanwhile, and answered after it.</summary>
    public required Task Replayed { get; init; }

    public RateLimits Rates { get; }

    public ConsentStep Consent { get; }

    public UserAgentParser Agents { get; }

    public EventRecorder Recorder { get; }

    public HitEnricher Enricher { get; }

    public JournalWriter<HitSubmission> Writer { get; }

    public BatchLoader Loader { get; }

    public CheckpointJob Checkpoints { get; }

    public ErasureDesk Erasures { get; }

    public KnownVisitors KnownVisitors { get; }

    public HitPipeline Pipeline { get; }

    public static UserAgentParser LoadAgents(TimeProvider time)
    {
        var agents = UserAgentParser.LoadEmbedded(time);
        agents.WarmUp();
        return agents;
    }

    /// <exception cref="ExitException">The journal is of a newer version or cannot be read; nothing was touched.</exception>
    public static Ingestion Open(
        CollectorOptions options, DataFolder folder, byte[] secret, SiteDirectory sites, ClickHouseClient database, UserAgentParser agents, TimeProvider time, ILoggerFactory logs)
    {
        var files = new PosixFiles();
        var salts = new SaltStore(folder.Secrets, time, files.SyncFolder, logs.CreateLogger<SaltStore>());
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

        var seen = new SeenEventIds(MaxEventIds, EventIdTime);
        var recorder = new EventRecorder(journal.Node, new VisitTable(MaxOpenVisits, hold), seen);
        var checkpoints = new CheckpointStore(files, folder.Checkpoints);
        var replayed = Task.Run(() =>
        {
            var begun = time.GetTimestamp();
            var checkpoint = Load(checkpoints, seen, time.GetUtcNow(), log);
            var loaded = time.GetElapsedTime(begun);
            Replay(recorder, checkpoint, new JournalReplay(files, folder.Journal, journal.Index, log), time.GetUtcNow() - hold);
            LogReplayed(log, recorder.OpenVisits, recorder.KnownEventIds, loaded.TotalMilliseconds, recorder.RecordsSinceCheckpoint, time.GetElapsedTime(begun).TotalMilliseconds);
        });

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
        var writer = new JournalWriter<HitSubmission>(files, journalOptions, journal, recorder, time, log, replayed);
        var job = new CheckpointJob(checkpoints, journal.Node, recorder, writer, EventIdTime, budget.HasRoom, time, logs.CreateLogger<CheckpointJob>());
        var requests = new ErasureFolder(folder.Erasures, files.SyncFolder);
        var events = new EventEraser(database, database.Endpoint.IsEmbedded ? PosixFiles.SyncAll : () => { }, time);
        var erasure = new VisitorErasure(files, folder.Journal, journal.Node, journal.Index, writer, recorder, checkpoints, loader, events, requests, time);
        var erasures = new ErasureDesk(requests, erasure, secret, time, logs.CreateLogger("Collector.Erasure"));
        return new Ingestion(sites, consent, salts, agents, places, networks, rules, recorder, enricher, writer, loader, job, erasures, new KnownVisitors(secret),
            new RateLimits(options.RateNetwork, options.RateSite, time), time)
        { Replayed = replayed };
    }

    private static VisitCheckpoint? Load(CheckpointStore checkpoints, SeenEventIds seen, DateTimeOffset now, ILogger log)
    {
        try
        {
            return checkpoints.Load(seen, now);
        }
        catch (JournalIoException exception)
        {
            LogUnread(log, exception);
            return null;
        }
    }

    private static void Replay(EventRecorder recorder, VisitCheckpoint? checkpoint, JournalReplay journal, DateTimeOffset since)
    {
        if (checkpoint is not null && journal.HasAllAfter(checkpoint.Node, checkpoint.LastSeq))
        {
            var rest = recorder.Replay(checkpoint.Visits);
            journal.ReplayAfter(checkpoint.Node, checkpoint.LastSeq, record => rest.Add(record.Bytes.Span, record.RowVersion));
            recorder.Replayed(rest);
            return;
        }

        var all = recorder.Replay();
        journal.Replay(since, record => all.Add(record.Bytes.Span, record.RowVersion));
        recorder.Replayed(all);
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

    [LoggerMessage(1, LogLevel.Information, "Going on with {Visits} open visits and {Ids} known event ids: checkpoint read in {Loaded:F0} ms, {Records} records of the journal after it, {All:F0} ms in all.")]
    private static partial void LogReplayed(ILogger log, int visits, int ids, double loaded, long records, double all);

    [LoggerMessage(2, LogLevel.Warning, "The checkpoint could not be read: the start reads all that the journal keeps, and event ids of before are not known.")]
    private static partial void LogUnread(ILogger log, Exception exception);

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Loader.Dispose();
        _salts.Dispose();
        Agents.Dispose();
    }
}
