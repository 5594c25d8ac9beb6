using Analytics.Http;
using Analytics.Reclassing;
using Analytics.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
            document.Info.Description = "Collection, reports and settings. Keys go into the header Authorization: Bearer KEY.";
            return Task.CompletedTask;
        }));
        return services
            .AddSingleton(options)
            .AddSingleton<ReportRunner>()
            .AddSingleton<EventExport>()
            .AddSingleton<Access>()
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
            .AddSingleton<KeysApi>();
    }

    /// <summary>Maps report API, its description and the dashboard.</summary>
    public static IEndpointRouteBuilder MapAnalytics(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").AddEndpointFilter<ProblemFilter>();
        ReportsApi.Map(api);
        ExportApi.Map(api);
        VisitorsApi.Map(api);
        ReclassApi.Map(api);
        SitesApi.Map(api);
        routes.ServiceProvider.GetRequiredService<GoalsApi>().Map(api);
        routes.ServiceProvider.GetRequiredService<FunnelsApi>().Map(api);
        routes.ServiceProvider.GetRequiredService<SegmentsApi>().Map(api);
        CostsApi.Map(api);
        KeysApi.Map(api);
        routes.MapOpenApi("/openapi/{documentName}.json");
        DashboardPages.Map(routes);
        return routes;
    }
}
