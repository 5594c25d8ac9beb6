using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>
/// The five routes of what a site's owner keeps (goals, funnels, segments, alerts, summaries): list, add, get, change, remove. A derived class says
/// where it is kept and how it is shown.
/// </summary>
internal abstract class SettingApi<TItem, TBody>(Access access, string word)
    where TItem : class
    where TBody : class
{
    private string Plural => word.EndsWith('y') ? $"{word[..^1]}ies" : $"{word}s";

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup($"/sites/{{site}}/{Plural}").WithTags($"{char.ToUpperInvariant(Plural[0])}{Plural[1..]}")
            .ProducesProblem(401).ProducesProblem(404);
        group.MapGet("", (string site, HttpContext context) => List(site, context))
            .Produces<TBody[]>().WithSummary($"The {Plural} of a site");
        group.MapPost("", (string site, HttpContext context) => AddAsync(site, context))
            .Accepts<TBody>("application/json").Produces<TBody>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).WithSummary($"Adds a {word}");
        group.MapGet("{id:long}", (string site, long id, HttpContext context) => Get(site, id, context))
            .Produces<TBody>().WithSummary($"One {word}");
        group.MapPut("{id:long}", (string site, long id, HttpContext context) => ChangeAsync(site, id, context))
            .Accepts<TBody>("application/json").Produces<TBody>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).WithSummary($"Replaces a {word}");
        group.MapDelete("{id:long}", (string site, long id, HttpContext context) => Remove(site, id, context))
            .Produces(204).ProducesProblem(403).WithSummary($"Removes a {word}");
    }

    protected abstract IReadOnlyList<TItem> All(uint siteId);

    protected abstract TItem? Find(uint siteId, long id);

    /// <summary>Adds it and returns it with its id.</summary>
    protected abstract TItem Add(TItem item);

    protected abstract TItem Update(TItem item);

    protected abstract void Remove(uint siteId, long id);

    /// <summary>What was sent, checked; <paramref name="id"/> is 0 for a new one.</summary>
    protected abstract TItem Read(TBody body, Site site, long id);

    protected abstract TBody Show(TItem item);

    protected abstract long Id(TItem item);

    private Ok<TBody[]> List(string siteName, HttpContext context) =>
        TypedResults.Ok(All(access.RequireSite(context, siteName, KeyRights.Read).Id).Select(Show).ToArray());

    private Ok<TBody> Get(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        return TypedResults.Ok(Show(Find(site.Id, id) ?? throw ProblemException.NotFound(word)));
    }

    private async Task<IResult> AddAsync(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<TBody>(context.Request, context.RequestAborted);
        var added = Add(Read(body, site, 0));
        return TypedResults.Created($"/api/v1/sites/{Uri.EscapeDataString(site.Name)}/{Plural}/{Id(added)}", Show(added));
    }

    private async Task<IResult> ChangeAsync(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<TBody>(context.Request, context.RequestAborted);
        return TypedResults.Ok(Show(Update(Read(body, site, id))));
    }

    private NoContent Remove(string siteName, long id, HttpContext context)
    {
        Remove(access.RequireSite(context, siteName, KeyRights.Admin).Id, id);
        return TypedResults.NoContent();
    }
}
