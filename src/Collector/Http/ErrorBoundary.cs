namespace Collector.Http;

/// <summary>
/// The outermost step: whatever escapes from the rest becomes a problem answer without a stack trace, and an empty error answer
/// (404 and 405 of routing) gets its body.
/// </summary>
internal sealed partial class ErrorBoundary(RequestDelegate next, ProblemResponses problems, ILogger<ErrorBoundary> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        Problem? problem;
        try
        {
            await next(context);
            var response = context.Response;
            var isEmpty = !response.HasStarted && response.ContentLength is null && response.ContentType is null;
            problem = isEmpty ? Problems.OfStatus(response.StatusCode) : null;
        }
        catch (BadHttpRequestException e)
        {
            problem = Problems.OfStatus(e.StatusCode) ?? Problems.BadRequest;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: nobody to answer, nothing wrong here.
            return;
        }
        catch (Exception e)
        {
            LogUnexpected(e, context.GetEndpoint()?.DisplayName ?? "no route");
            problem = Problems.Internal;
        }

        if (problem is null)
        {
            return;
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        await problems.WriteAsync(context, problem);
    }

    [LoggerMessage(1101, LogLevel.Error, "A request failed unexpectedly ({Route}); it was answered with 500.")]
    private partial void LogUnexpected(Exception exception, string route);
}
