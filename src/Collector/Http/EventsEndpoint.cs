using Collector.Parsing;

namespace Collector.Http;

/// <summary><c>POST /e</c>: events from pages, up to 100 in 64 KiB; answered when they are durable.</summary>
internal sealed class EventsEndpoint(RequestFactsReader facts, HitIntake intake, ProblemResponses problems)
{
    public async Task ServeAsync(HttpContext context)
    {
        CollectHeaders.AllowAnyOrigin(context.Response);
        var headers = context.Request.Headers;
        var fact = facts.Read(headers, context.Connection.RemoteIpAddress, context.Request.IsHttps);
        var referer = HeaderText.Clean(headers.Referer.ToString(), HitLimits.Url);
        var (batch, problem) = await EventsBody.ReadAsync(context, fact, referer, HitLimits.BodyBytes, HitLimits.Events);
        if (batch is null)
        {
            await problems.WriteAsync(context, problem ?? Problems.BadRequest);
            return;
        }

        await intake.SubmitAsync(batch);
        await EventsAnswer.WriteAsync(context, problems, batch.Reasons, withResults: false);
    }

    /// <summary>Answers a preflight: none is needed, but some clients ask all the same.</summary>
    public static Task ServePreflightAsync(HttpContext context)
    {
        CollectHeaders.AllowAnyOrigin(context.Response);
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, HEAD, POST";
        headers.AccessControlAllowHeaders = "Content-Type";
        headers.AccessControlMaxAge = "86400";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
