using Analytics.Dimensions;
using Analytics.Querying;
using Analytics.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>GET /api/v1/sites/{site}/export/events</c>: raw events, streamed from the database.</summary>
internal sealed class ExportApi(Access access, EventExport export)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sites/{site}/export/events", (string site, HttpContext context, ExportApi api) => api.ExportAsync(site, context))
            .WithTags("Export")
            .Produces(200, contentType: "application/x-ndjson", additionalContentTypes: ["text/csv", "application/vnd.apache.parquet"])
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(503)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ParameterDescriptions.DescribeExport(operation);
                return Task.CompletedTask;
            });

    private async Task<IResult> ExportAsync(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        var values = new QueryValues(QueryLookup.Of(context.Request.Query));
        var format = values.OneOf("format", EventExport.Formats) ?? EventExport.Formats[0];
        SlowReaders.Cut(context);
        var stream = await export.OpenAsync(site, values, format, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName.Of(site.Name)}-events.{format}\"";
        return TypedResults.Stream(stream, EventExport.ContentType(format));
    }
}
