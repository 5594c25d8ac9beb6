using Analytics.Dimensions;
using Analytics.Querying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary><c>/api/v1/sites/{site}/shares</c>, and <c>POST /api/v1/share</c> for the password of one.</summary>
internal sealed class SharesApi(Access access, CatalogStore catalog, SignInDesk desk, Passwords passwords, ShareTickets tickets, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var shares = routes.MapGroup("/sites/{site}/shares").WithTags("Shared links").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        shares.MapGet("", (string site, HttpContext context, SharesApi api) => api.List(site, context))
            .Produces<ShareBody[]>().WithSummary("The shared links of a site, without their addresses");
        shares.MapPost("", (string site, HttpContext context, SharesApi api) => api.AddAsync(site, context))
            .Accepts<ShareBody>("application/json").Produces<ShareBody>(201).ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Makes a shared link; its address is shown this once");
        shares.MapDelete("{id:long}", (string site, long id, HttpContext context, SharesApi api) => api.Remove(site, id, context))
            .Produces(204).WithSummary("Removes a shared link: it shows nothing any more");
        routes.MapPost("/share", (HttpContext context, SharesApi api) => api.OpenAsync(context))
            .WithTags("Shared links").Accepts<SharePasswordBody>("application/json").Produces<ShareTicketBody>()
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(429)
            .WithSummary("Gives the password of a shared link (Authorization: Share TOKEN); answers with a ticket");
    }

    private Ok<ShareBody[]> List(string siteName, HttpContext context) =>
        TypedResults.Ok(catalog.Shares(access.RequireSite(context, siteName, KeyRights.Admin).Id).Select(ShareBody.Of).ToArray());

    private async Task<Created<ShareBody>> AddAsync(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<ShareBody>(context.Request, context.RequestAborted);
        CheckFilters(site, body.Filters ?? []);
        var (token, share) = catalog.AddShare(new Share
        {
            SiteId = site.Id,
            Name = body.Name ?? "",
            Expires = body.ParseExpires(clock.GetUtcNow()),
            Filters = body.Filters ?? [],
            Origins = body.Origins ?? [],
            Password = string.IsNullOrEmpty(body.Password) ? null : await passwords.HashAsync(body.Password, context.RequestAborted),
        });
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created(
            $"/api/v1/sites/{Uri.EscapeDataString(site.Name)}/shares/{share.Id}",
            ShareBody.Of(share) with { Address = $"/{Uri.EscapeDataString(site.Name)}?share={token}" });
    }

    private NoContent Remove(string siteName, long id, HttpContext context)
    {
        catalog.RemoveShare(access.RequireSite(context, siteName, KeyRights.Admin).Id, id);
        return TypedResults.NoContent();
    }

    private async Task<Ok<ShareTicketBody>> OpenAsync(HttpContext context)
    {
        var share = access.FindShare(context) ?? throw ProblemException.NotFound("shared link");
        var body = await JsonBody.ReadAsync<SharePasswordBody>(context.Request, context.RequestAborted);
        await desk.RequirePasswordAsync(context, $"share {share.Id}", share.Password, body.Password);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ShareTicketBody(tickets.Make(share)));
    }

    // Read as a report would read them.
    private void CheckFilters(Site site, IReadOnlyList<string> filters)
    {
        var read = new FilterReader(catalog.Segments(site.Id)).Read(new QueryValues(filters.ToLookup(_ => "filter", StringComparer.Ordinal)));
        var day = new DateOnly(2026, 1, 1);
        _ = new QueryScope(site, new Period(day, day, TimeZoneInfo.Utc), HitClasses.All, read, [.. catalog.Goals(site.Id).Select(NamedGoal.Of)]);
    }
}
