using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Analytics.Http;

/// <summary>
/// Keeps the answer of a public route that is the same for everybody, so that it is made once for the life of the process and asking for
/// it again costs nothing. Only for routes whose answer depends on nothing in the request.
/// </summary>
internal static class AnswerOnce
{
    /// <summary>Wraps a route whose answer is made from nothing but the program.</summary>
    public static T KeepAnswer<T>(this T routes)
        where T : IEndpointConventionBuilder
    {
        routes.Finally(endpoint =>
        {
            // The framework gives every endpoint its delegate before this.
            var make = endpoint.RequestDelegate!;
            var making = new SemaphoreSlim(1);
            Kept? kept = null;
            endpoint.RequestDelegate = async context =>
            {
                if (kept is null)
                {
                    await making.WaitAsync(context.RequestAborted);
                    try
                    {
                        kept ??= await MakeAsync(make, context);
                    }
                    finally
                    {
                        making.Release();
                    }
                }

                context.Response.ContentType = kept.ContentType;
                context.Response.ContentLength = kept.Body.Length;
                context.Response.Headers.CacheControl = "no-cache";
                context.Response.Headers.XContentTypeOptions = "nosniff";
                await context.Response.Body.WriteAsync(kept.Body, context.RequestAborted);
            };
        });
        return routes;
    }

    private static async Task<Kept> MakeAsync(RequestDelegate make, HttpContext context)
    {
        var target = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        try
        {
            await make(context);
            await context.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            context.Response.Body = target;
        }

        return new Kept(context.Response.ContentType, body.ToArray());
    }

    /// <summary>An answer with status 200.</summary>
    private sealed record Kept(string? ContentType, byte[] Body);
}
