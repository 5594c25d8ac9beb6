using System.Text;
using Analytics.Http.SignIn;
using Analytics.Querying;
using Analytics.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>GET /api/v1/sites/{site}/reports/{report}</c></summary>
internal sealed class ReportsApi(Access access, ReportRunner runner)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sites/{site}/reports/{report}", (string site, string report, HttpContext context, ReportsApi api) => api.RunAsync(site, report, context))
            .WithTags("Reports")
            .Produces(200, contentType: "application/json", additionalContentTypes: "text/csv")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(503).ProducesProblem(504)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ParameterDescriptions.DescribeReport(operation);
                return Task.CompletedTask;
            });

    private async Task<IResult> RunAsync(string siteName, string report, HttpContext context)
    {
        var site = access.RequireSite(context, siteName, KeyRights.Read);
        if (!ReportRunner.Names.Contains(report, StringComparer.Ordinal))
        {
            throw new ProblemException(404, "not-found", "Not found", $"The reports are: {string.Join(", ", ReportRunner.Names)}.");
        }

        var query = SharedReports.Limit(access.Find(context)?.Share, report, context.Request.Query);
        var isCsv = IsCsv(new QueryValues(query), context.Request);
        var result = await runner.RunAsync(site, report, query, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return isCsv ? Csv(result, context) : Json(result);
    }

    internal static bool IsCsv(QueryValues values, HttpRequest request) =>
        (values.OneOf("format", ["json", "csv"]) ?? (request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase) ? "csv" : "json"))
            == "csv";

    private static FileContentHttpResult Json(ReportResult result)
    {
        var body = new MemoryStream();
        ReportJson.Write(result, body);
        return TypedResults.Bytes(body.ToArray(), "application/json");
    }

    internal static FileContentHttpResult Csv(ReportResult result, HttpContext context)
    {
        var text = new StringWriter();
        ReportCsv.Write(result, text);
        var file = $"{FileName.Of(result.Site)}-{result.Report}.csv";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8");
    }
}
