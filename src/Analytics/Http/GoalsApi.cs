using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites/{site}/goals</c></summary>
internal sealed class GoalsApi(Access access, CatalogStore catalog)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var goals = routes.MapGroup("/sites/{site}/goals").WithTags("Goals");
        goals.MapGet("", (string site, HttpContext context, GoalsApi api) => api.List(site, context)).Produces<GoalBody[]>();
        goals.MapPost("", (string site, HttpContext context, GoalsApi api) => api.AddAsync(site, context))
            .Accepts<GoalBody>("application/json").Produces<GoalBody>(201);
        goals.MapGet("{id:long}", (string site, long id, HttpContext context, GoalsApi api) => api.Get(site, id, context)).Produces<GoalBody>();
        goals.MapPut("{id:long}", (string site, long id, HttpContext context, GoalsApi api) => api.ChangeAsync(site, id, context))
            .Accepts<GoalBody>("application/json").Produces<GoalBody>();
        goals.MapDelete("{id:long}", (string site, long id, HttpContext context, GoalsApi api) => api.Remove(site, id, context)).Produces(204);
    }

    private Ok<GoalBody[]> List(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        return TypedResults.Ok(catalog.Goals(site.Id).Select(GoalBody.Of).ToArray());
    }

    private Ok<GoalBody> Get(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        return TypedResults.Ok(GoalBody.Of(catalog.FindGoal(site.Id, id) ?? throw ProblemException.NotFound("goal")));
    }

    private async Task<IResult> AddAsync(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<GoalBody>(context.Request, context.RequestAborted);
        var goal = catalog.AddGoal(body.ToGoal(site.Id, 0));
        return TypedResults.Created($"/api/v1/sites/{Uri.EscapeDataString(site.Name)}/goals/{goal.Id}", GoalBody.Of(goal));
    }

    private async Task<IResult> ChangeAsync(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<GoalBody>(context.Request, context.RequestAborted);
        return TypedResults.Ok(GoalBody.Of(catalog.UpdateGoal(body.ToGoal(site.Id, id))));
    }

    private NoContent Remove(string siteName, long id, HttpContext context)
    {
        catalog.RemoveGoal(access.RequireSite(context, siteName, KeyRights.Admin).Id, id);
        return TypedResults.NoContent();
    }
}
