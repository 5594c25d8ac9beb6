using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Analytics;
using Analytics.Reports;
using Collector.Demo;
using Collector.Enrichment.Visitors;
using Collector.Http;
using Collector.Http.Demo;
using Collector.Http.FastLane;
using Collector.Journal;
using Collector.Parsing;
using Collector.Telemetry;
using Engine;
using Microsoft.Extensions.Logging.Console;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Expiry;

namespace Collector.Hosting;

/// <summary>
/// <c>collector run</c>: opens the parts in the order in which they need each other, serves until told to stop, and closes them
/// in the reverse order: no more hits, commit, seal, load what ten seconds allow, stop the engine.
/// </summary>
internal static class CollectorHost
{
    private static readonly TimeSpan LastLoad = TimeSpan.FromSeconds(10);

    /// <summary>How long the start waits to hear that the engine can never start.</summary>
    private static readonly TimeSpan EnginePatience = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(CollectorOptions options, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var time = TimeProvider.System;
        using var folder = DataFolder.Own(options.Data);

        // A quarter of a second's work, beside the rest of the start.
        var agents = options.Collects ? Task.Run(() => Ingestion.LoadAgents(time), CancellationToken.None) : null;
        var reserve = new SpaceReserve(folder.Path);
        reserve.Keep();
        if (FolderParts.Problems(folder).ToList() is { Count: > 0 } problems)
        {
            throw new ExitException(ExitCode.Unusable, string.Join(Environment.NewLine, problems));
        }

        using var catalog = CatalogStore.Open(folder.Catalog, time);
        CreateSites(catalog, options);
        var sites = new SiteDirectory(catalog);

        var builder = NewBuilder(options);
        using var logs = LoggerFactory.Create(logging => AddLogging(logging, builder.Configuration));
        await using var engine = options.ClickHouse.Length > 0 ? null : new EngineProcess(EngineOptions(options, folder), logs.CreateLogger<EngineProcess>(), time);
        using var database = new ClickHouseClient(engine is null ? ClickHouseEndpoint.Parse(options.ClickHouse) : ClickHouseEndpoint.Embedded(engine.SocketPath));
        var link = new DatabaseLink(database, catalog.Installation, time, logs.CreateLogger<DatabaseLink>());
        var secret = InstallationSecret.LoadOrCreate(folder.Secrets, new PosixFiles().SyncFolder);
        await using var ingestion = agents is null ? null : Ingestion.Open(options, folder, secret, sites, database, await agents, time, logs);

        builder.Services.AddSingleton(new NetworkKey(secret)).AddSingleton(SnippetScripts.In(folder.Snippets));
        AddParts(builder.Services, options, time, catalog, sites, database, link, () => engine?.LastProblem, ingestion);
        await using var app = builder.Build();
        Map(app, options, ingestion, sites);
        app.Services.GetRequiredService<MetricSources>().Add(() => ProcessMetrics.Samples(folder, link, engine));

        using var stop = new CancellationTokenSource();
        var background = Task.WhenAll(
            link.RunAsync(stop.Token),
            LoadAsync(link, ingestion, stop.Token),
            ingestion?.Checkpoints.RunAsync(stop.Token) ?? Task.CompletedTask,
            JobsAsync(app, options, link, sites, ingestion, time, logs, stop.Token),
            ExpireAsync(sites, catalog, database, link, folder, ingestion, time, logs, stop.Token),
            Housekeeping.RunAsync(sites, ingestion, reserve, time, logs.CreateLogger("Collector.Housekeeping"), stop.Token));
        await ListenAsync(app, options, cancellationToken);

        if (ingestion is not null)
        {
            await ingestion.Replayed;
        }

        // Only now, for it needs a processor of its own for a second: hits are collected without it.
        var engineStart = engine?.StartAsync(cancellationToken) ?? Task.CompletedTask;

        // What can never start ends the program now; what may start later is waited for by the link.
        if (await Task.WhenAny(engineStart, Task.Delay(EnginePatience, cancellationToken)) == engineStart)
        {
            await engineStart;
        }

        var demo = options.Demo && ingestion is not null
            ? DemoFill.RunAsync(ingestion, link, database, catalog, folder, time, stop.Token)
            : Task.CompletedTask;
        await Banner.WriteAsync(app, options, catalog, link, begun, app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync(cancellationToken);
        await StopAsync(ingestion, link, stop, background, demo);
        return ExitCode.Ok;
    }

    private static async Task ListenAsync(WebApplication app, CollectorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new ExitException(ExitCode.Unusable, $"Cannot listen on {options.Urls} ({exception.Message.TrimEnd('.')}): free the port, or choose another address (--urls).");
        }
        catch (SocketException exception)
        {
            throw new ExitException(ExitCode.Unusable, $"Cannot listen on {options.Urls} ({exception.Message}): give an address of this machine (--urls).");
        }
        catch (InvalidOperationException exception) when (options.Urls.Contains("https:", StringComparison.OrdinalIgnoreCase))
        {
            throw new ExitException(
                ExitCode.Unusable, $"Cannot listen on {options.Urls}: https needs a certificate, see docs/operations.md, 'TLS' ({exception.Message.Split('\n')[0].TrimEnd('.')}).");
        }
    }

    private static void CreateSites(CatalogStore catalog, CollectorOptions options)
    {
        foreach (var name in options.Demo ? [.. options.Sites, DemoTraffic.Site] : options.Sites)
        {
            if (catalog.FindSite(name) is null)
            {
                catalog.AddSite(name, "UTC", "EUR");
            }
        }

        if (options.Demo)
        {
            DemoFill.Configure(catalog);
        }
    }

    private static WebApplicationBuilder NewBuilder(CollectorOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(KestrelLimits.Apply);
        if (options.Collects && LaneRegistration.Suits(builder.Configuration))
        {
            builder.Services.AddFastLane();
        }

        builder.Logging.ClearProviders();
        AddLogging(builder.Logging, builder.Configuration);
        return builder;
    }

    /// <summary>Lines for a person at a terminal, JSON for everything else.</summary>
    private static void AddLogging(ILoggingBuilder logging, ConfigurationManager configuration)
    {
        // Logging__LogLevel__… of the environment comes last and wins.
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddConfiguration(configuration.GetSection("Logging"));
        if (Console.IsOutputRedirected)
        {
            logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        }
        else
        {
            logging.AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior, console.TimestampFormat) = (true, LoggerColorBehavior.Enabled, "HH:mm:ss "));
        }
    }

    private static EngineProcessOptions EngineOptions(CollectorOptions options, DataFolder folder) => new()
    {
        DataFolder = folder.Path,
        MemoryBytes = (long)options.EngineMemoryMiB << 20,
        TcpPort = options.EnginePort == 0 ? null : options.EnginePort,
        TcpPassword = options.EnginePassword.Length == 0 ? null : options.EnginePassword,
    };

    internal static void AddParts(
        IServiceCollection services, CollectorOptions options, TimeProvider time, CatalogStore catalog, SiteDirectory sites,
        ClickHouseClient database, DatabaseLink link, Func<string?> engineProblem, Ingestion? ingestion)
    {
        services.AddSingleton(time).AddSingleton(catalog).AddSingleton(sites).AddSingleton(database);
        services.AddSingleton<IReadinessCheck>(new DatabaseCheck(link, engineProblem));
        services.AddCollection();

        // The settings were checked at start.
        _ = TrustedProxies.TryParse(string.Join(',', options.TrustedProxies), out var parsed, out _);
        var proxies = parsed ?? TrustedProxies.None;
        if (options.Reports)
        {
            var client = new ClientFacts(proxies);
            services.AddAnalytics(new AnalyticsOptions
            {
                AdminKey = options.AdminKey,
                WebhookNetworks = [.. options.WebhookNetworks.Select(IPNetwork.Parse)],
                ClientAddress = client.Address,
                IsHttps = client.IsHttps,
            });
        }

        if (ingestion is not null)
        {
            services.AddSingleton(proxies)
                .AddSingleton<IHitSink>(ingestion.Pipeline)
                .AddSingleton<IRefusedHits>(ingestion.Rates)
                .AddSingleton<IVisitorDesk>(new VisitorDesk(ingestion.Erasures, ingestion.KnownVisitors))
                .AddSingleton<IScriptPaths>(new ScriptPaths(sites))
                .AddSingleton<IKeyVerifier>(new KeyVerifier(catalog, sites, options.AdminKey))
                .AddSingleton<IReadinessCheck>(new JournalCheck(ingestion))
                .AddSingleton<IReadinessCheck>(new LoaderCheck(ingestion, time));
        }
    }

    internal static void Map(WebApplication app, CollectorOptions options, Ingestion? ingestion, SiteDirectory sites)
    {
        app.UseCollectionGuards();
        app.MapHealth();
        if (options.Reports)
        {
            app.MapAnalytics();
        }

        if (ingestion is not null)
        {
            app.Services.GetRequiredService<MetricSources>().Add(() => HostMetrics.Samples(ingestion));
            app.MapCollection();
            app.MapPrivacy(sites);
            if (sites.Find(DemoTraffic.Site) is not null)
            {
                app.MapDemoShop();
            }
        }
    }

    /// <summary>What the role report does by itself.</summary>
    private static Task JobsAsync(
        WebApplication app, CollectorOptions options, DatabaseLink link, SiteDirectory sites, Ingestion? ingestion, TimeProvider time, ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        if (!options.Reports)
        {
            return Task.CompletedTask;
        }

        var loader = ingestion is null ? null : new LoaderCheck(ingestion, time);
        return Task.WhenAll(
            new RollupJob(app.Services.GetRequiredService<ReportRunner>(), sites, time, logs.CreateLogger<RollupJob>()).RunAsync(link.Migrated, cancellationToken),
            app.Services.GetRequiredService<SiteJobs>().RunAsync(link.Migrated, () => link.IsReady && (loader?.Check().IsReady ?? true), cancellationToken));
    }

    private static Task ExpireAsync(
        SiteDirectory sites, CatalogStore catalog, ClickHouseClient database, DatabaseLink link, DataFolder folder, Ingestion? ingestion, TimeProvider time,
        ILoggerFactory logs, CancellationToken cancellationToken)
    {
        Action syncDisks = database.Endpoint.IsEmbedded ? PosixFiles.SyncAll : () => { };
        var removed = new RemovedSitesJob(
            new RemovedSites(database, catalog, syncDisks, time), () => ingestion is not { Loader.Status.PendingSegments: > 0 }, time, logs.CreateLogger<RemovedSitesJob>());
        var quarantine = Path.Combine(folder.Journal, JournalQuarantine.FolderName);
        return Task.WhenAll(
            removed.RunAsync(link.Migrated, cancellationToken),
            ingestion is null
                ? Task.CompletedTask
                : new NightlyExpiry(sites, catalog, new RowExpiry(database, syncDisks, time), quarantine, time, logs.CreateLogger<NightlyExpiry>()).RunAsync(link.Migrated, cancellationToken));
    }

    private static async Task LoadAsync(DatabaseLink link, Ingestion? ingestion, CancellationToken cancellationToken)
    {
        if (ingestion is null)
        {
            return;
        }

        try
        {
            await link.Migrated;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await Task.WhenAll(ingestion.Loader.RunAsync(cancellationToken), ingestion.Erasures.RunAsync(cancellationToken));
    }

    private static async Task StopAsync(Ingestion? ingestion, DatabaseLink link, CancellationTokenSource stop, Task background, Task demo)
    {
        await stop.CancelAsync();
        await background;
        await demo;
        if (ingestion is not null)
        {
            await ingestion.Writer.StopAsync();
            ingestion.Checkpoints.SaveLast(ingestion.Writer.LastSeq);
            if (link.Migrated.IsCompletedSuccessfully)
            {
                using var limit = new CancellationTokenSource(LastLoad);
                try
                {
                    await ingestion.Loader.LoadPendingAsync(limit.Token);
                }
                catch (OperationCanceledException)
                {
                    // What is left is loaded at the next start.
                }
            }
        }
    }
}
