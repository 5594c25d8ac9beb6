using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary><c>/api/v1/sites/{site}/users</c>: who may use one site, for its admins. Nobody gives or takes more than they have.</summary>
internal sealed class SiteUsersApi(Access access, CatalogStore catalog)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/sites/{site}/users").WithTags("Users").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        users.MapGet("", (string site, HttpContext context, SiteUsersApi api) => api.List(site, context))
            .Produces<UserBody[]>().WithSummary("Who may use the site");
        users.MapPut("", (string site, HttpContext context, SiteUsersApi api) => api.SetAsync(site, context))
            .Accepts<UserBody>("application/json").Produces<UserBody>().ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Gives a user, by name, a role for the site; a new user is added, and the answer has a one-time sign-in link");
        users.MapDelete("{id:long}", (string site, long id, HttpContext context, SiteUsersApi api) => api.Remove(site, id, context))
            .Produces(204).WithSummary("Takes a user's role for the site away");
    }

    private Ok<UserBody[]> List(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        return TypedResults.Ok(catalog.Users().Where(user => user.RoleFor(site.Id) is not null).Select(user => Show(user, site)).ToArray());
    }

    private async Task<Ok<UserBody>> SetAsync(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<UserBody>(context.Request, context.RequestAborted);
        var role = body.ParseRole() ?? throw new ProblemException(400, "invalid", "A value is not allowed", "A role is viewer, analyst, admin or owner.");
        RequireReach(context, site, role);
        var known = catalog.FindUser(body.Name ?? "");
        if (known is not null && known.SiteRoles.TryGetValue(site.Id, out var held))
        {
            RequireReach(context, site, held);
        }

        var user = catalog.SetSiteRole((known ?? catalog.AddUser(body.Name ?? "", null)).Id, site.Id, role);
        context.Response.Headers.CacheControl = "no-store";

        // A link for someone else's user would open their other sites.
        return TypedResults.Ok(Show(user, site) with { Link = known is null ? UserLinks.Make(catalog, user.Id) : null });
    }

    private NoContent Remove(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        if (catalog.FindUser(id) is not { } user || !user.SiteRoles.TryGetValue(site.Id, out var held))
        {
            throw ProblemException.NotFound("user of this site alone");
        }

        RequireReach(context, site, held);
        catalog.SetSiteRole(id, site.Id, null);
        return TypedResults.NoContent();
    }

    private void RequireReach(HttpContext context, Site site, UserRole role)
    {
        if (access.Find(context)!.RoleFor(site.Id) < role) // the route's rule has found a caller
        {
            throw new ProblemException(403, "forbidden", "Not allowed", $"Only an {CatalogWords.Of(role)} gives or takes the role {CatalogWords.Of(role)}.");
        }
    }

    private static UserBody Show(User user, Site site) => UserBody.Of(user, user.RoleFor(site.Id)) with { Everywhere = user.Role is not null };
}
