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
        .UseMiddleware<RequestGuard>();

    public static void MapCollection(this IEndpointRouteBuilder routes)
    {
        var pixel = routes.ServiceProvider.GetRequiredService<PixelEndpoint>();
        var events = routes.ServiceProvider.GetRequiredService<EventsEndpoint>();
        var serverEvents = routes.ServiceProvider.GetRequiredService<ServerEventsEndpoint>();
        var snippet = routes.ServiceProvider.GetRequiredService<SnippetEndpoint>();
        routes.MapMethods("/p.gif", Read, Exactly(pixel.ServeAsync));
        routes.MapMethods("/p.gif", Options, Exactly(EventsEndpoint.ServePreflightAsync));
        routes.MapMethods("/e", Post, Exactly(events.ServeAsync));
        routes.MapMethods("/e", Options, Exactly(EventsEndpoint.ServePreflightAsync));
        routes.MapMethods("/api/v1/events", Post, Exactly(serverEvents.ServeAsync));
        routes.MapMethods("/s.js", Read, snippet.ServeFullAsync);
        routes.MapMethods("/s.core.js", Read, snippet.ServeCoreAsync);
        routes.MapMethods("/s.{version:length(16)}.js", Read, snippet.ServeVersionAsync);
        routes.MapMethods("/snippet.json", Read, snippet.ServeListAsync);
        routes.MapMethods("/{word:length(16)}", Post, snippet.GuardSite(events.ServeAsync));
        routes.MapMethods("/{word:length(16)}", Options, snippet.GuardSite(EventsEndpoint.ServePreflightAsync));
        routes.MapMethods("/{word:length(16)}.js", Read, snippet.ServeSiteFullAsync);
        routes.MapMethods("/{word:length(16)}.core.js", Read, snippet.ServeSiteCoreAsync);
    }

    // Routing takes "/e/" for "/e"; filters of proxies and our own documents do not.
    private static RequestDelegate Exactly(RequestDelegate serve) => context =>
    {
        if (!context.Request.Path.Value!.EndsWith('/')) // a path that was routed has a value
        {
            return serve(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    };

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.ServiceProvider.GetRequiredService<HealthEndpoints>();
        routes.MapMethods("/health/live", Read, HealthEndpoints.ServeLiveAsync);
        routes.MapMethods("/health/ready", Read, health.ServeReadyAsync);
        routes.MapMethods("/health/collect", Read, health.ServeCollectAsync);
        routes.MapMethods("/metrics", Read, health.ServeMetricsAsync);
    }
}
