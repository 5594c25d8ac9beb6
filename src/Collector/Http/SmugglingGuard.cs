namespace Collector.Http;

/// <summary>
/// Refuses requests that state their length twice, by Content-Length and by Transfer-Encoding: a proxy in front may believe the
/// other one, and what follows would be read as a request of somebody else. Kestrel alone accepts them.
/// </summary>
internal sealed class SmugglingGuard(RequestDelegate next, ProblemResponses problems)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        // Kestrel moves the Content-Length it ignored to X-Content-Length.
        var isAmbiguous = headers.TransferEncoding.Count > 0
            && (headers.ContentLength is not null || headers.ContainsKey("X-Content-Length"));
        if (!isAmbiguous)
        {
            return next(context);
        }

        context.Response.Headers.Connection = "close";
        return problems.WriteAsync(context, Problems.Smuggling);
    }
}
