using Analytics.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>POST /api/v1/sites/{site}/visitors/export|erase</c>: POST, because a name of a person has no place in an address.</summary>
internal sealed class VisitorsApi(Access access, VisitorExport export, IVisitorDesk? desk = null)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var visitors = routes.MapGroup("/sites/{site}/visitors").WithTags("Visitors");
        visitors.MapPost("export", (string site, HttpContext context, VisitorsApi api) => api.ExportAsync(site, context))
            .Accepts<VisitorBody>("application/json")
            .Produces(200, contentType: "application/x-ndjson").WithSummary("Exports one visitor's data")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(503);
        visitors.MapPost("erase", (string site, HttpContext context, VisitorsApi api) => api.EraseAsync(site, context))
            .Accepts<VisitorBody>("application/json")
            .Produces(200, contentType: "application/json").WithSummary("Erases one visitor's data")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(503);
    }

    private async Task<IResult> ExportAsync(string siteName, HttpContext context)
    {
        var (site, visitor) = await FindAsync(siteName, context);
        SlowReaders.Cut(context);
        var stream = await export.OpenAsync(site, visitor, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"visitor.jsonl\"";
        return TypedResults.Stream(stream, "application/x-ndjson");
    }

    private async Task<IResult> EraseAsync(string siteName, HttpContext context)
    {
        var (site, visitor) = await FindAsync(siteName, context);
        return TypedResults.Bytes(await Desk().EraseAsync(site, visitor, context.RequestAborted), "application/json");
    }

    private async Task<(Site Site, ulong Visitor)> FindAsync(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<VisitorBody>(context.Request, context.RequestAborted);
        return (site, Desk().KeyOf(site, body.ToName()));
    }

    private IVisitorDesk Desk() => desk
        ?? throw new ProblemException(503, "not-collecting", "Not here", "This process only reports: ask the collector that takes the hits (COLLECTOR_ROLES with collect).");
}
