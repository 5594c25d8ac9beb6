using Analytics.Querying;
using Analytics.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites/{site}/annotations</c>: what happened, to be shown beside time series of the same range.</summary>
internal sealed class AnnotationsApi(Access access, CatalogStore catalog, TimeProvider clock)
{
    private const int MaxListed = 1_000;

    private static readonly IReadOnlyList<ReportColumn> Columns =
        [.. new[] { "id", "date", "time", "kind", "text" }.Select(name => new ReportColumn(name, name, "text"))];

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sites/{site}/annotations").WithTags("Annotations").ProducesProblem(401).ProducesProblem(404);
        group.MapGet("", (string site, string? from, string? to, string? period, string? kind, string? format, string? limit, string? offset, HttpContext context, AnnotationsApi api) => api.List(site, context))
            .Produces<AnnotationBody[]>(200, "application/json", "text/csv").ProducesProblem(400).WithSummary("The annotations of a range of local days, oldest first");
        group.MapPost("", (string site, HttpContext context, AnnotationsApi api) => api.AddAsync(site, context))
            .Accepts<AnnotationBody>("application/json").Produces<AnnotationBody>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409)
            .WithSummary("Adds an annotation; a key with the right send may do so");
        group.MapGet("{id:long}", (string site, long id, HttpContext context, AnnotationsApi api) => api.Get(site, id, context))
            .Produces<AnnotationBody>().WithSummary("One annotation");
        group.MapPut("{id:long}", (string site, long id, HttpContext context, AnnotationsApi api) => api.ChangeAsync(site, id, context))
            .Accepts<AnnotationBody>("application/json").Produces<AnnotationBody>().ProducesProblem(400).ProducesProblem(403).WithSummary("Replaces an annotation");
        group.MapDelete("{id:long}", (string site, long id, HttpContext context, AnnotationsApi api) => api.Remove(site, id, context))
            .Produces(204).ProducesProblem(403).WithSummary("Removes an annotation");
    }

    private IResult List(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        var values = new QueryValues(QueryLookup.Of(context.Request.Query));
        var period = Period.Parse(values, site.TimeZone, clock.GetUtcNow(), Earliest);
        AnnotationKind? kind = values.Single("kind") is { } word ? BodyWords.Read<AnnotationKind>(word, "kind") : null;
        var (limit, offset) = (values.Number("limit", MaxListed, 1, MaxListed), values.Number("offset", 0, 0, int.MaxValue));
        var isCsv = ReportsApi.IsCsv(values, context.Request);
        var zone = Zone(site);
        var list = catalog.Annotations(site.Id, period.From, period.To, kind, limit, offset).Select(one => AnnotationBody.Of(one, zone)).ToArray();
        return isCsv ? ReportsApi.Csv(Table(site, period, list), context) : TypedResults.Ok(list);
    }

    private Ok<AnnotationBody> Get(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        return TypedResults.Ok(AnnotationBody.Of(Find(site, id), Zone(site)));
    }

    private async Task<IResult> AddAsync(string siteName, HttpContext context)
    {
        // What may send events may also say that something happened: a deployment needs no more than a key to send.
        var site = access.RequireSite(context, siteName, access.Holds(context, KeyRights.Send) ? KeyRights.Send : KeyRights.Admin);
        var body = await JsonBody.ReadAsync<AnnotationBody>(context.Request, context.RequestAborted);
        var added = catalog.AddAnnotation(body.ToAnnotation(site.Id, Zone(site), clock.GetUtcNow()));
        return TypedResults.Created($"/api/v1/sites/{Uri.EscapeDataString(site.Name)}/annotations/{added.Id}", AnnotationBody.Of(added, Zone(site)));
    }

    private async Task<Ok<AnnotationBody>> ChangeAsync(string siteName, long id, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var body = await JsonBody.ReadAsync<AnnotationBody>(context.Request, context.RequestAborted);
        var changed = catalog.UpdateAnnotation(body.ToAnnotation(site.Id, Zone(site), clock.GetUtcNow(), Find(site, id)));
        return TypedResults.Ok(AnnotationBody.Of(changed, Zone(site)));
    }

    private NoContent Remove(string siteName, long id, HttpContext context)
    {
        catalog.RemoveAnnotation(access.RequireSite(context, siteName, KeyRights.Admin).Id, id);
        return TypedResults.NoContent();
    }

    private Annotation Find(Site site, long id) => catalog.FindAnnotation(site.Id, id) ?? throw ProblemException.NotFound("annotation");

    private static TimeZoneInfo Zone(Site site) => TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    private static ReportResult Table(Site site, Period period, IEnumerable<AnnotationBody> list) => new()
    {
        Report = "annotations",
        Site = site.Name,
        Period = period,
        Columns = Columns,
        Rows = [.. list.Select(one => new ReportRow([one.Id, one.Date, one.Time, one.Kind, one.Text]))],
    };
}
