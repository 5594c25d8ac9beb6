using System.Text.RegularExpressions;
using Collector.Demo;
using Collector.Hosting;
using Collector.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Integration.Tests.Privacy;

/// <summary>The routes that the program really has, from its own start, with nothing started.</summary>
internal static partial class RouteList
{
    public static async Task<IReadOnlyList<string>> ReadAsync()
    {
        var path = Directory.CreateTempSubdirectory("collector-routes-").FullName;
        try
        {
            var options = new CollectorOptions { Data = path };
            var time = TimeProvider.System;
            var secret = new byte[32];
            using var folder = DataFolder.Own(path);
            using var catalog = CatalogStore.Open(folder.Catalog, time);
            catalog.AddSite(DemoTraffic.Site, "UTC", "EUR");
            var sites = new SiteDirectory(catalog);
            using var database = new ClickHouseClient(ClickHouseEndpoint.Embedded(Path.Combine(path, "none.sock")));
            var link = new DatabaseLink(database, catalog.Installation, time, NullLogger<DatabaseLink>.Instance);
            await using var ingestion = Ingestion.Open(options, folder, secret, sites, database, Ingestion.LoadAgents(time), time, NullLoggerFactory.Instance);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Services.AddSingleton(new NetworkKey(secret)).AddSingleton(SnippetScripts.In(folder.Snippets));
            CollectorHost.AddParts(builder.Services, options, time, catalog, sites, database, link, () => null, ingestion);
            await using var app = builder.Build();
            CollectorHost.Map(app, options, ingestion, sites);

            return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().SelectMany(Names).Distinct()];
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>HEAD is GET without the body.</summary>
    private static IEnumerable<string> Names(RouteEndpoint endpoint)
    {
        var pattern = Constraint().Replace("/" + endpoint.RoutePattern.RawText!.Trim('/'), "");
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        return methods.Where(method => method != "HEAD").Select(method => $"{method} {pattern}");
    }

    [GeneratedRegex(@":[a-z]+(\([0-9]+\))?(?=\})", RegexOptions.CultureInvariant)]
    private static partial Regex Constraint();
}
