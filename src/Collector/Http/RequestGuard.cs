using Microsoft.AspNetCore.Http;

namespace Collector.Http;

/// <summary>
/// Refuses what the server lets through and should not: requests that state their length twice (a proxy in front may believe the other
/// one, and what follows would be read as a request of somebody else), and methods in wrong case (routing takes <c>head</c> for HEAD,
/// the server does not, and the answer breaks). Bodies in chunks are read through <see cref="ChunkedBody"/>.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, ProblemResponses problems)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.GetCanonicalizedValue(request.Method) != request.Method)
        {
            return problems.WriteAsync(context, Problems.MethodNotAllowed);
        }

        var headers = request.Headers;
        if (headers.TransferEncoding.Count == 0)
        {
            return next(context);
        }

        // Kestrel moves the Content-Length it ignored to X-Content-Length.
        if (headers.ContentLength is not null || headers.ContainsKey("X-Content-Length"))
        {
            context.Response.Headers.Connection = "close";
            return problems.WriteAsync(context, Problems.Smuggling);
        }

        request.Body = new ChunkedBody(request.Body);
        return next(context);
    }
}
