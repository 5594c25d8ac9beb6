using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary><c>/api/v1/users</c>: all users, for owners.</summary>
internal sealed class UsersApi(CatalogStore catalog)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("Users").ProducesProblem(401).ProducesProblem(403);
        users.MapGet("", (UsersApi api) => api.List())
            .Produces<UserBody[]>().WithSummary("All users with their roles");
        users.MapPost("", (HttpContext context, UsersApi api) => api.AddAsync(context))
            .Accepts<UserBody>("application/json").Produces<UserBody>(201).ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Adds a user; answers with a one-time sign-in link");
        users.MapPut("{id:long}", (long id, HttpContext context, UsersApi api) => api.ChangeAsync(id, context))
            .Accepts<UserBody>("application/json").Produces<UserBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Replaces a user's roles");
        users.MapDelete("{id:long}", (long id, UsersApi api) => api.Remove(id))
            .Produces(204).ProducesProblem(404).ProducesProblem(409).WithSummary("Removes a user, but not the last owner");
        users.MapPost("{id:long}/reset", (long id, HttpContext context, UsersApi api) => api.Reset(id, context))
            .Produces<UserBody>().ProducesProblem(404).WithSummary("Takes password and codes away; answers with a one-time sign-in link");
    }

    private Ok<UserBody[]> List() => TypedResults.Ok(Shown(catalog.Users()).ToArray());

    private async Task<Created<UserBody>> AddAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync<UserBody>(context.Request, context.RequestAborted);
        var (role, sites) = (body.ParseRole(), SitesOf(body));
        var user = catalog.AddUser(body.Name ?? "", role);
        user = SetSites(user, sites);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/users/{user.Id}", Show(user) with { Link = UserLinks.Make(catalog, user.Id) });
    }

    private async Task<Ok<UserBody>> ChangeAsync(long id, HttpContext context)
    {
        var body = await JsonBody.ReadAsync<UserBody>(context.Request, context.RequestAborted);
        var (role, sites) = (body.ParseRole(), SitesOf(body));
        return TypedResults.Ok(Show(SetSites(catalog.SetRole(id, role), sites)));
    }

    private NoContent Remove(long id)
    {
        catalog.RemoveUser(id);
        return TypedResults.NoContent();
    }

    private Ok<UserBody> Reset(long id, HttpContext context)
    {
        catalog.ResetUser(id);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(Show(catalog.FindUser(id)!) with { Link = UserLinks.Make(catalog, id) }); // just reset
    }

    private Dictionary<uint, UserRole> SitesOf(UserBody body) => (body.Sites ?? new Dictionary<string, string>()).ToDictionary(
        pair => (catalog.FindSite(pair.Key) ?? throw ProblemException.NotFound($"site as {pair.Key}")).Id,
        pair => CatalogWords.Read<UserRole>(pair.Value, "A role"));

    private User SetSites(User user, Dictionary<uint, UserRole> sites)
    {
        foreach (var gone in user.SiteRoles.Keys.Where(site => !sites.ContainsKey(site)))
        {
            user = catalog.SetSiteRole(user.Id, gone, null);
        }

        foreach (var (site, role) in sites)
        {
            user = catalog.SetSiteRole(user.Id, site, role);
        }

        return user;
    }

    private UserBody Show(User user) => Shown([user]).Single();

    private IEnumerable<UserBody> Shown(IEnumerable<User> users)
    {
        var names = catalog.Sites().ToDictionary(site => site.Id, site => site.Name);
        return users.Select(user => UserBody.Of(user, user.Role) with { Sites = user.SiteRoles.ToDictionary(pair => names[pair.Key], pair => CatalogWords.Of(pair.Value)) });
    }
}
