using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary><c>/api/v1/session</c>: signing in, who is signed in, signing out.</summary>
internal sealed class SessionApi(Access access, CatalogStore catalog, SignInDesk desk)
{
    private const int MaxName = 120;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/session").WithTags("Signing in").ProducesProblem(401);
        session.MapPost("", (HttpContext context, SessionApi api) => api.SignInAsync(context))
            .Accepts<SignInBody>("application/json").Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(429)
            .WithSummary("Signs a browser in: sets the session's cookie")
            .WithDescription("Problems: sign-in-refused (401), code-needed (401: send the same with a code), too-many-attempts (429 with Retry-After). From the dashboard's own pages only, with the header X-Collector.");
        session.MapGet("", (HttpContext context, SessionApi api) => api.Show(context))
            .Produces<SessionBody>().WithSummary("Who asks, and what they may do");
        session.MapDelete("", (HttpContext context, SessionApi api) => api.SignOut(context))
            .Produces(204).ProducesProblem(403).WithSummary("Signs the browser out");
    }

    private async Task<NoContent> SignInAsync(HttpContext context)
    {
        OwnPage.Require(context.Request);
        var body = await JsonBody.ReadAsync<SignInBody>(context.Request, context.RequestAborted);
        var name = (body.Name ?? "").Trim().ToLowerInvariant();
        name = name.Length > MaxName ? name[..MaxName] : name;
        var user = catalog.FindUser(name);
        var needsCode = false;
        await desk.RequirePasswordAsync(context, name, user is null ? null : catalog.PasswordOf(user.Id), body.Password, () =>
        {
            needsCode = user!.HasSecondFactor && string.IsNullOrWhiteSpace(body.Code); // a password was right: there is a user
            return needsCode ? null : !user.HasSecondFactor || desk.IsCodeRight(user.Id, body.Code!);
        });
        if (needsCode)
        {
            throw new ProblemException(401, "code-needed", "A code is needed", "Send a code of the authenticator app, or a recovery code, with name and password.");
        }

        desk.Open(context, user!); // as above
        catalog.Audit(user!.Name, "signed in", "");
        return TypedResults.NoContent();
    }

    private Ok<SessionBody> Show(HttpContext context)
    {
        var caller = access.Find(context)!; // the route's rule has found one
        var names = catalog.Sites().ToDictionary(site => site.Id, site => site.Name);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SessionBody
        {
            Name = caller.Name,
            Kind = caller.Share is not null ? "share" : caller.Session is null ? "key" : caller.Session.User is null ? "operator" : "user",
            Role = caller.Role is { } role ? CatalogWords.Of(role) : null,
            Sites = caller.SiteRoles.Where(pair => names.ContainsKey(pair.Key)).ToDictionary(pair => names[pair.Key], pair => CatalogWords.Of(pair.Value)),
            NeedsPassword = caller.Session is not null && caller.Session.User is not { HasPassword: true },
            Codes = caller.Session?.User?.HasSecondFactor ?? false,
        });
    }

    private NoContent SignOut(HttpContext context)
    {
        desk.End(context);
        return TypedResults.NoContent();
    }
}
