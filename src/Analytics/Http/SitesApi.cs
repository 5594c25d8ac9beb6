using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites</c></summary>
internal sealed class SitesApi(Access access, CatalogStore catalog, NetworkKey networks)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var sites = routes.MapGroup("/sites").WithTags("Sites");
        sites.MapGet("", (HttpContext context, SitesApi api) => api.List(context)).Produces<SiteBody[]>();
        sites.MapPost("", (HttpContext context, SitesApi api) => api.AddAsync(context)).Accepts<SiteBody>("application/json").Produces<SiteBody>(201);
        sites.MapGet("{site}", (string site, HttpContext context, SitesApi api) => api.Get(site, context)).Produces<SiteBody>();
        sites.MapPut("{site}", (string site, HttpContext context, SitesApi api) => api.ChangeAsync(site, context))
            .Accepts<SiteBody>("application/json").Produces<SiteBody>();
        sites.MapDelete("{site}", (string site, HttpContext context, SitesApi api) => api.Remove(site, context)).Produces(204);
    }

    private Ok<SiteBody[]> List(HttpContext context)
    {
        var caller = access.Require(context, KeyRights.Read);
        return TypedResults.Ok(catalog.Sites().Where(site => caller.SiteId is null || caller.SiteId == site.Id).Select(SiteBody.Of).ToArray());
    }

    private Ok<SiteBody> Get(string name, HttpContext context) => TypedResults.Ok(SiteBody.Of(access.RequireSite(context, name, KeyRights.Read)));

    private async Task<IResult> AddAsync(HttpContext context)
    {
        access.RequireEverywhere(context, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<SiteBody>(context.Request, context.RequestAborted);
        var site = catalog.AddSite(body.Name ?? "", body.TimeZone ?? "UTC", body.Currency ?? "EUR");
        try
        {
            site = catalog.UpdateSite(body.ApplyTo(site, networks));
        }
        catch (CatalogException)
        {
            catalog.RemoveSite(site.Id);
            throw;
        }

        return TypedResults.Created($"/api/v1/sites/{Uri.EscapeDataString(site.Name)}", SiteBody.Of(site));
    }

    private async Task<IResult> ChangeAsync(string name, HttpContext context)
    {
        var site = access.RequireSite(context, name, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<SiteBody>(context.Request, context.RequestAborted);
        return TypedResults.Ok(SiteBody.Of(catalog.UpdateSite(body.ApplyTo(site, networks))));
    }

    private NoContent Remove(string name, HttpContext context)
    {
        access.RequireEverywhere(context, KeyRights.Admin);
        catalog.RemoveSite(access.RequireSite(context, name, KeyRights.Admin).Id);
        return TypedResults.NoContent();
    }
}
