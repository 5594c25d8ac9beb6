using System.Text;
using System.Text.Json.Serialization;
using Analytics.Summaries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>Below <c>/api/v1/sites/{site}/summaries/{id}</c>: how it would look now, and those that were made.</summary>
internal sealed class SummaryEditionsApi(Access access, CatalogStore catalog, SummaryMaker maker, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sites/{site}/summaries/{id:long}").WithTags("Summaries").ProducesProblem(401).ProducesProblem(404);
        group.MapGet("preview", (string site, long id, HttpContext context, SummaryEditionsApi api) => api.PreviewAsync(site, id, context))
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(503).WithSummary("The figures of the last whole day, week or month; keeps nothing");
        group.MapGet("editions", (string site, long id, HttpContext context, SummaryEditionsApi api) => api.List(site, id, context))
            .Produces<EditionBody[]>().WithSummary("The editions that were made, the latest first");
        group.MapGet("editions/{edition:long}", (string site, long id, long edition, HttpContext context, SummaryEditionsApi api) => api.Get(site, id, edition, context))
            .Produces(200, contentType: "application/json").WithSummary("The figures of an edition");
    }

    private async Task<FileContentHttpResult> PreviewAsync(string siteName, long id, HttpContext context)
    {
        var (site, summary) = Find(siteName, id, context);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var due = SummarySchedule.Last(summary, zone, clock.GetUtcNow());
        return Json(await maker.MakeAsync(site, summary, due, context.RequestAborted));
    }

    private Ok<EditionBody[]> List(string siteName, long id, HttpContext context) =>
        TypedResults.Ok(catalog.Editions(Find(siteName, id, context).Summary.Id).Select(EditionBody.Of).ToArray());

    private FileContentHttpResult Get(string siteName, long id, long edition, HttpContext context)
    {
        var summary = Find(siteName, id, context).Summary;
        return Json((catalog.FindEdition(summary.Id, edition) ?? throw ProblemException.NotFound("edition")).Data);
    }

    private (Site Site, Summary Summary) Find(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        return (site, catalog.FindSummary(site.Id, id) ?? throw ProblemException.NotFound("summary"));
    }

    private static FileContentHttpResult Json(string data) => TypedResults.Bytes(Encoding.UTF8.GetBytes(data), "application/json");
}

/// <summary>An edition as listed.</summary>
internal sealed record EditionBody(
    [property: JsonPropertyName("id")] long Id, [property: JsonPropertyName("due")] string Due, [property: JsonPropertyName("made")] string Made)
{
    public static EditionBody Of(SummaryEdition edition) => new(edition.Id, TimeText.Of(edition.Due), TimeText.Of(edition.Made));
}
