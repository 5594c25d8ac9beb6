using System.Text;
using Analytics.Querying;
using Analytics.Reports.Costs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites/{site}/costs</c>: campaign costs, imported as CSV.</summary>
internal sealed class CostsApi(Access access, CatalogStore catalog, TimeProvider clock)
{
    private const int MaxListed = 10_000;
    private const int MaxOffset = 1_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var costs = routes.MapGroup("/sites/{site}/costs").WithTags("Campaign costs").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        costs.MapGet("", (string site, string? from, string? to, string? period, HttpContext context, CostsApi api) => api.List(site, context)).Produces<CostBody[]>().WithSummary("The campaign costs of a range");
        costs.MapPost("", (string site, HttpContext context, CostsApi api) => api.ImportAsync(site, context))
            .Accepts<string>("text/csv").Produces<CostsImported>().WithSummary("Stores campaign costs from CSV");
        costs.MapDelete("", (string site, string? from, string? to, HttpContext context, CostsApi api) => api.Remove(site, context)).Produces<CostsRemoved>().WithSummary("Removes the campaign costs of a range");
    }

    private Ok<CostBody[]> List(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        var values = new QueryValues(QueryLookup.Of(context.Request.Query));
        var period = Period.Parse(values, site.TimeZone, clock.GetUtcNow());
        var (limit, offset) = (values.Number("limit", MaxListed, 1, MaxListed), values.Number("offset", 0, 0, MaxOffset));
        return TypedResults.Ok(catalog.Costs(site.Id, period.From, period.To, limit, offset).Select(CostBody.Of).ToArray());
    }

    private async Task<Ok<CostsImported>> ImportAsync(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var (rows, errors) = CostCsv.Read(await TextAsync(context), site.Currency);
        if (errors.Count > 0)
        {
            throw new ProblemException(400, "invalid", "The file cannot be read; nothing was stored", string.Join(' ', errors));
        }

        var (added, replaced) = catalog.PutCosts(site.Id, rows);
        return TypedResults.Ok(new CostsImported(added, replaced));
    }

    private Ok<CostsRemoved> Remove(string siteName, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Admin);
        var values = new QueryValues(QueryLookup.Of(context.Request.Query));
        foreach (var needed in new[] { "from", "to" })
        {
            _ = values.Single(needed) ?? throw new QueryProblemException(needed, null, "Say which days to remove: from and to, dates such as 2026-11-01.");
        }

        var period = Period.Parse(values, site.TimeZone, clock.GetUtcNow());
        return TypedResults.Ok(new CostsRemoved(catalog.RemoveCosts(site.Id, period.From, period.To)));
    }

    private static async Task<string> TextAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // One more than allowed, so that the answer can say what is.
            size.MaxRequestBodySize = CostCsv.MaxBytes + 1;
        }

        var body = new MemoryStream();
        var part = new byte[64 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(part, context.RequestAborted)) > 0;)
        {
            body.Write(part, 0, read);
            if (body.Length > CostCsv.MaxBytes)
            {
                throw new ProblemException(413, "too-large", "The file is too large", $"At most {CostCsv.MaxBytes} bytes and {CostCsv.MaxRows} rows: split it.");
            }
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }
}
