using System.Net;
using Analytics.Alerts;
using Analytics.Http;
using Analytics.Http.SignIn;
using Analytics.Reclassing;
using Analytics.Reports;
using Analytics.Summaries;
using Analytics.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;
using Storage.ClickHouse;

namespace Analytics;

/// <summary>Adds the report side to an application.</summary>
public static class AnalyticsExtensions
{
    /// <summary>
    /// Registers reports and report API. Expects singletons of <c>ClickHouseClient</c> and <c>CatalogStore</c>; takes the system's
    /// clock where no <see cref="TimeProvider"/> is registered.
    /// </summary>
    public static IServiceCollection AddAnalytics(this IServiceCollection services, AnalyticsOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOpenApi("v1", description => description.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Collector";

            // Not the address that the request named: anybody could name any.
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Info.Description = "Collection, reports and settings. Keys go into the header Authorization: Bearer KEY.";
            return Task.CompletedTask;
        }));
        return services
            .AddSingleton(options)
            .AddSingleton(all => QuestionRoom.For(all.GetRequiredService<ClickHouseClient>()))
            .AddSingleton<ReportRunner>()
            .AddSingleton<EventExport>()
            .AddSingleton<Access>()
            .AddSignIn()
            .AddSingleton<DashboardFiles>()
            .AddSingleton<DashboardPages>()
            .AddSingleton<ReportsApi>()
            .AddSingleton<ExportApi>()
            .AddSingleton<VisitorExport>()
            .AddSingleton<VisitorsApi>()
            .AddSingleton<ClassHistory>()
            .AddSingleton<ReclassApi>()
            .AddSingleton<SitesApi>()
            .AddSingleton<GoalsApi>()
            .AddSingleton<FunnelsApi>()
            .AddSingleton<SegmentsApi>()
            .AddSingleton<CostsApi>()
            .AddSiteJobs(options)
            .AddSingleton<KeysApi>();
    }

    private static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .AddSingleton<SessionCookies>()
        .AddSingleton<ShareTickets>()
        .AddSingleton<Passwords>()
        .AddSingleton<SignInDelays>()
        .AddSingleton<SignInDesk>()
        .AddSingleton<SessionApi>()
        .AddSingleton<AccountApi>()
        .AddSingleton<UsersApi>()
        .AddSingleton<SiteUsersApi>()
        .AddSingleton<SharesApi>()
        .AddSingleton<AuditApi>();

    /// <summary>Maps report API, its description and the dashboard.</summary>
    public static IEndpointRouteBuilder MapAnalytics(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(RouteRules.Root).AddEndpointFilter<ProblemFilter>().AddEndpointFilter<AccessFilter>();
        SessionApi.Map(api);
        AccountApi.Map(api);
        UsersApi.Map(api);
        SiteUsersApi.Map(api);
        SharesApi.Map(api);
        AuditApi.Map(api);
        ReportsApi.Map(api);
        ExportApi.Map(api);
        VisitorsApi.Map(api);
        ReclassApi.Map(api);
        SitesApi.Map(api);
        routes.ServiceProvider.GetRequiredService<GoalsApi>().Map(api);
        routes.ServiceProvider.GetRequiredService<FunnelsApi>().Map(api);
        routes.ServiceProvider.GetRequiredService<SegmentsApi>().Map(api);
        CostsApi.Map(api);
        AnnotationsApi.Map(api);
        routes.ServiceProvider.GetRequiredService<AlertsApi>().Map(api);
        AlertActionsApi.Map(api);
        routes.ServiceProvider.GetRequiredService<SummariesApi>().Map(api);
        SummaryEditionsApi.Map(api);
        KeysApi.Map(api);
        routes.MapOpenApi("/openapi/v1.json").KeepAnswer();
        DashboardPages.Map(routes);
        return routes;
    }

    // Annotations, alerts, summaries: their API and what they do by themselves.
    private static IServiceCollection AddSiteJobs(this IServiceCollection services, AnalyticsOptions options) => services
        .AddSingleton(new WebhookGuard(options.WebhookNetworks, (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken)))
        .AddSingleton<WebhookSender>()
        .AddSingleton<DeliveryJob>()
        .AddSingleton<AlertMeasure>()
        .AddSingleton<AlertJob>()
        .AddSingleton<SummaryMaker>()
        .AddSingleton<SummaryJob>()
        .AddSingleton(all => new SiteJobs(
            all.GetRequiredService<AlertJob>(), all.GetRequiredService<DeliveryJob>(), all.GetRequiredService<SummaryJob>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<SiteJobs>>()))
        .AddSingleton<AnnotationsApi>()
        .AddSingleton<AlertsApi>()
        .AddSingleton<AlertActionsApi>()
        .AddSingleton<SummariesApi>()
        .AddSingleton<SummaryEditionsApi>();
}
