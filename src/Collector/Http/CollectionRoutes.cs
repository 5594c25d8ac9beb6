using Collector.Parsing;
using Collector.Telemetry;
using Microsoft.AspNetCore.OpenApi;

namespace Collector.Http;

/// <summary>
/// The table of contents of this room: what it registers, and which address leads where. The host registers the rest:
/// <see cref="IHitSink"/>, <see cref="IKeyVerifier"/>, <see cref="IScriptPaths"/>, <see cref="SnippetScripts"/>, <see cref="TrustedProxies"/>,
/// <see cref="IReadinessCheck"/>s and a TimeProvider.
/// </summary>
internal static class CollectionRoutes
{
    private static readonly string[] Read = ["GET", "HEAD"];
    private static readonly string[] Post = ["POST"];
    private static readonly string[] Options = ["OPTIONS"];

    public static IServiceCollection AddCollection(this IServiceCollection services) => services
        .AddSingleton<CollectorMetrics>()
        .AddSingleton<MetricSources>()
        .AddSingleton<ProblemResponses>()
        .AddSingleton<RequestFactsReader>()
        .AddSingleton<HitIntake>()
        .AddSingleton<CommitWaits>()
        .AddSingleton<PixelIntake>()
        .AddSingleton<PixelEndpoint>()
        .AddSingleton<EventsEndpoint>()
        .AddSingleton<ServerEventsEndpoint>()
        .AddSingleton<SnippetEndpoint>()
        .AddSingleton<HealthEndpoints>()
        .Configure<OpenApiOptions>("v1", options => options.AddDocumentTransformer(new CollectionDescription()));

    /// <summary>The steps before every endpoint; call it first.</summary>
    public static IApplicationBuilder UseCollectionGuards(this IApplicationBuilder app) => app
        .UseMiddleware<ErrorBoundary>()
        .UseMiddleware<SmugglingGuard>();

    public static void MapCollection(this IEndpointRouteBuilder routes)
    {
        var pixel = routes.ServiceProvider.GetRequiredService<PixelEndpoint>();
        var events = routes.ServiceProvider.GetRequiredService<EventsEndpoint>();
        var serverEvents = routes.ServiceProvider.GetRequiredService<ServerEventsEndpoint>();
        var snippet = routes.ServiceProvider.GetRequiredService<SnippetEndpoint>();
        routes.MapMethods("/p.gif", Read, pixel.ServeAsync);
        routes.MapMethods("/p.gif", Options, EventsEndpoint.ServePreflightAsync);
        routes.MapMethods("/e", Post, events.ServeAsync);
        routes.MapMethods("/e", Options, EventsEndpoint.ServePreflightAsync);
        routes.MapMethods("/api/v1/events", Post, serverEvents.ServeAsync);
        routes.MapMethods("/s.js", Read, snippet.ServeFullAsync);
        routes.MapMethods("/s.core.js", Read, snippet.ServeCoreAsync);
        routes.MapMethods("/s.{version:length(16)}.js", Read, snippet.ServeVersionAsync);
        routes.MapMethods("/snippet.json", Read, snippet.ServeListAsync);
        routes.MapMethods("/{word:length(16)}", Post, snippet.GuardSite(events.ServeAsync));
        routes.MapMethods("/{word:length(16)}", Options, snippet.GuardSite(EventsEndpoint.ServePreflightAsync));
        routes.MapMethods("/{word:length(16)}.js", Read, snippet.ServeSiteFullAsync);
        routes.MapMethods("/{word:length(16)}.core.js", Read, snippet.ServeSiteCoreAsync);
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.ServiceProvider.GetRequiredService<HealthEndpoints>();
        routes.MapMethods("/health/live", Read, HealthEndpoints.ServeLiveAsync);
        routes.MapMethods("/health/ready", Read, health.ServeReadyAsync);
        routes.MapMethods("/metrics", Read, health.ServeMetricsAsync);
    }
}
