using Analytics.Querying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites/{site}/funnels</c></summary>
internal sealed class FunnelsApi(Access access, CatalogStore catalog)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var funnels = routes.MapGroup("/sites/{site}/funnels").WithTags("Funnels");
        funnels.MapGet("", (string site, HttpContext context, FunnelsApi api) => api.List(site, context)).Produces<FunnelBody[]>();
        funnels.MapPost("", (string site, HttpContext context, FunnelsApi api) => api.AddAsync(site, context))
            .Accepts<FunnelBody>("application/json").Produces<FunnelBody>(201);
        funnels.MapGet("{id:long}", (string site, long id, HttpContext context, FunnelsApi api) => api.Get(site, id, context)).Produces<FunnelBody>();
        funnels.MapPut("{id:long}", (string site, long id, HttpContext context, FunnelsApi api) => api.ChangeAsync(site, id, context))
            .Accepts<FunnelBody>("application/json").Produces<FunnelBody>();
        funnels.MapDelete("{id:long}", (string site, long id, HttpContext context, FunnelsApi api) => api.Remove(site, id, context)).Produces(204);
    }

    private Ok<FunnelBody[]> List(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        return TypedResults.Ok(catalog.Funnels(site.Id).Select(FunnelBody.Of).ToArray());
    }

    private Ok<FunnelBody> Get(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        return TypedResults.Ok(FunnelBody.Of(catalog.FindFunnel(site.Id, id) ?? throw ProblemException.NotFound("funnel")));
    }

    private async Task<IResult> AddAsync(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<FunnelBody>(context.Request, context.RequestAborted);
        var funnel = catalog.AddFunnel(body.ToFunnel(site.Id, 0, Goals(site)));
        return TypedResults.Created($"/api/v1/sites/{Uri.EscapeDataString(site.Name)}/funnels/{funnel.Id}", FunnelBody.Of(funnel));
    }

    private async Task<IResult> ChangeAsync(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<FunnelBody>(context.Request, context.RequestAborted);
        return TypedResults.Ok(FunnelBody.Of(catalog.UpdateFunnel(body.ToFunnel(site.Id, id, Goals(site)))));
    }

    private NoContent Remove(string siteName, long id, HttpContext context)
    {
        catalog.RemoveFunnel(access.RequireSite(context, siteName, KeyRights.Admin).Id, id);
        return TypedResults.NoContent();
    }

    private List<NamedGoal> Goals(Site site) => [.. catalog.Goals(site.Id).Select(NamedGoal.Of)];
}
