using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites</c>. What it changes holds at once, also for collection and the public statement.</summary>
internal sealed class SitesApi(Access access, CatalogStore catalog, SiteDirectory directory, NetworkKey networks)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var sites = routes.MapGroup("/sites").WithTags("Sites").ProducesProblem(401).ProducesProblem(403);
        sites.MapGet("", (HttpContext context, SitesApi api) => api.List(context)).Produces<SiteBody[]>().WithSummary("The sites the key may see");
        sites.MapPost("", (HttpContext context, SitesApi api) => api.AddAsync(context)).Accepts<SiteBody>("application/json").Produces<SiteBody>(201).ProducesProblem(400).ProducesProblem(409).WithSummary("Adds a site");
        sites.MapGet("{site}", (string site, HttpContext context, SitesApi api) => api.Get(site, context)).Produces<SiteBody>().ProducesProblem(404).WithSummary("One site");
        sites.MapPut("{site}", (string site, HttpContext context, SitesApi api) => api.ChangeAsync(site, context))
            .Accepts<SiteBody>("application/json").Produces<SiteBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("Changes what is given of a site");
        sites.MapDelete("{site}", (string site, HttpContext context, SitesApi api) => api.Remove(site, context)).Produces(204).ProducesProblem(404).WithSummary("Removes a site");
    }

    private Ok<SiteBody[]> List(HttpContext context)
    {
        var caller = access.Require(context, KeyRights.Read);
        return TypedResults.Ok(catalog.Sites().Where(site => caller.RoleFor(site.Id) is not null).Select(site => Show(site, caller)).ToArray());
    }

    private Ok<SiteBody> Get(string name, HttpContext context) =>
        TypedResults.Ok(Show(access.RequireSite(context, name, KeyRights.Read), access.Require(context, KeyRights.Read)));

    // A shared link needs no more than the dashboard draws with.
    private static SiteBody Show(Site site, Caller caller) => caller.Share is null
        ? SiteBody.Of(site)
        : new SiteBody { Name = site.Name, TimeZone = site.TimeZone, Currency = site.Currency };

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

        directory.Refresh();
        return TypedResults.Created($"/api/v1/sites/{Uri.EscapeDataString(site.Name)}", SiteBody.Of(site));
    }

    private async Task<IResult> ChangeAsync(string name, HttpContext context)
    {
        var site = access.RequireSite(context, name, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<SiteBody>(context.Request, context.RequestAborted);
        var changed = catalog.UpdateSite(body.ApplyTo(site, networks));
        directory.Refresh();
        return TypedResults.Ok(SiteBody.Of(changed));
    }

    private NoContent Remove(string name, HttpContext context)
    {
        catalog.RemoveSite(access.RequireSite(context, name, KeyRights.Admin).Id);
        directory.Refresh();
        return TypedResults.NoContent();
    }
}
