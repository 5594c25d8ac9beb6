using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/keys</c>, for admins: those of some sites see and make keys of these sites.</summary>
internal sealed class KeysApi(Access access, CatalogStore catalog)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").WithTags("Keys").ProducesProblem(401).ProducesProblem(403);
        keys.MapGet("", (HttpContext context, KeysApi api) => api.List(context)).Produces<KeyBody[]>().WithSummary("All keys, without their secrets");
        keys.MapPost("", (HttpContext context, KeysApi api) => api.AddAsync(context)).Accepts<KeyBody>("application/json").Produces<KeyBody>(201).ProducesProblem(400).ProducesProblem(404).WithSummary("Makes a key; the secret is shown once");
        keys.MapDelete("{id:long}", (long id, HttpContext context, KeysApi api) => api.Revoke(id, context)).Produces(204).ProducesProblem(404).WithSummary("Revokes a key");
    }

    private Ok<KeyBody[]> List(HttpContext context)
    {
        var names = catalog.Sites().ToDictionary(site => site.Id, site => site.Name);
        return TypedResults.Ok(catalog.Keys()
            .Where(key => May(context, key.SiteId))
            .Select(key => KeyBody.Of(key, key.SiteId is { } id ? names.GetValueOrDefault(id) : null)).ToArray());
    }

    private async Task<IResult> AddAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync<KeyBody>(context.Request, context.RequestAborted);
        var site = body.Site is null ? null : catalog.FindSite(body.Site) ?? throw ProblemException.NotFound("site");
        if (!May(context, site?.Id))
        {
            throw site is null
                ? new ProblemException(403, "forbidden", "Not allowed", "This needs a role or key that is not bound to single sites: name a site.")
                : ProblemException.NotFound("site");
        }

        var (secret, key) = catalog.CreateKey(body.Label ?? "", site?.Id, body.ParseRights());
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/keys/{key.Id}", KeyBody.Of(key, site?.Name) with { Secret = secret });
    }

    private NoContent Revoke(long id, HttpContext context)
    {
        if (!catalog.Keys().Any(key => key.Id == id && May(context, key.SiteId)))
        {
            throw ProblemException.NotFound("key");
        }

        catalog.RevokeKey(id);
        return TypedResults.NoContent();
    }

    // A key of all sites is as much as an owner.
    private bool May(HttpContext context, uint? siteId)
    {
        var caller = access.Require(context, KeyRights.Admin);
        return siteId is { } id ? caller.RoleFor(id) >= UserRole.Admin : caller.Role == UserRole.Owner;
    }
}
