using Analytics.Reclassing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>POST /api/v1/sites/{site}/reclass</c></summary>
internal sealed class ReclassApi(Access access, ClassHistory history)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sites/{site}/reclass", (string site, HttpContext context, ReclassApi api) => api.RunAsync(site, context))
            .WithTags("Classes").WithSummary("Gives kept hits another class by a rule")
            .Accepts<ReclassBody>("application/json")
            .Produces<ReclassResult>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(503);

    private async Task<Ok<ReclassResult>> RunAsync(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<ReclassBody>(context.Request, context.RequestAborted);
        return TypedResults.Ok(await history.RunAsync(site, body.ToQuery(), body.Apply, context.RequestAborted));
    }
}
