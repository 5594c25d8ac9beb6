using Analytics.Querying;
using Analytics.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Http;

/// <summary>The one place where failures become answers: RFC 9457 problem details with stable types, never a stack trace.</summary>
internal sealed partial class ProblemFilter(ILogger<ProblemFilter> logger) : IEndpointFilter
{
    private const string RetryAfterSeconds = "5";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception failure) when (!context.HttpContext.Response.HasStarted
            && !(failure is OperationCanceledException && context.HttpContext.RequestAborted.IsCancellationRequested))
        {
            return Answer(failure, context.HttpContext);
        }
    }

    private ProblemHttpResult Answer(Exception failure, HttpContext context)
    {
        switch (failure)
        {
            case ProblemException problem:
                if (problem.Status == StatusCodes.Status401Unauthorized)
                {
                    context.Response.Headers.WWWAuthenticate = "Bearer";
                }

                return Problem(problem.Status, problem.Type, problem.Title, problem.Message);
            case QueryProblemException problem:
                return Problem(400, "bad-parameter", "A parameter is wrong", problem.Message, new Dictionary<string, object?>
                {
                    ["parameter"] = problem.Parameter,
                    ["value"] = problem.Value,

                    // The site's segments have names; who has a shared link is not to learn them.
                    ["allowed"] = context.Features.Get<Caller>()?.Share is null ? problem.Allowed : [],
                });
            case CatalogException refused:
                return Refused(refused, context);
            case BadHttpRequestException bad:
                return Problem(bad.StatusCode, "bad-request", "The request cannot be read", "The body is too large or broken.");
            case ClickHouseException database:
                return Database(database, context);
            default:
                LogUnexpected(failure.GetType().Name, failure);
                return Problem(500, "internal", "Something went wrong here", "The collector's log says what. Please try again.");
        }
    }

    private static ProblemHttpResult Refused(CatalogException refused, HttpContext context)
    {
        switch (refused.Failure)
        {
            case CatalogFailure.Invalid:
                return Problem(400, "invalid", "A value is not allowed", refused.Message);
            case CatalogFailure.Conflict:
                return Problem(409, "conflict", "It exists already", refused.Message);
            case CatalogFailure.NotFound:
                return Problem(404, "not-found", "Not found", refused.Message);
            default:
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return Problem(503, "catalog-unavailable", "The settings cannot be read now", refused.Message);
        }
    }

    private ProblemHttpResult Database(ClickHouseException failure, HttpContext context)
    {
        switch (failure.Code)
        {
            case DatabaseErrors.Timeout:
                return Problem(504, "query-timeout", "The report took too long", "Ask for a shorter range or fewer filters.");
            case DatabaseErrors.OutOfMemory:
                return Problem(503, "query-too-large", "The report needs too much memory", "Ask for a shorter range or fewer filters.");
            case QuestionRoom.TooManyQueries:
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return Problem(503, "too-many-questions", "Too many questions at once", "The database is busy with other reports. Try again in a few seconds.");
        }

        if (failure.IsRetryable)
        {
            LogUnavailable(failure.Code);
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Problem(503, "database-unavailable", "The database does not answer now",
                "Events are still collected. Try again in a few seconds.");
        }

        LogRefused(failure.Code, failure);
        return Problem(500, "internal", "Something went wrong here", "The collector's log says what.");
    }

    private static ProblemHttpResult Problem(int status, string type, string title, string detail, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, null, status, title, $"/problems/{type}", extensions);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "A report request failed unexpectedly with {Kind}")]
    private partial void LogUnexpected(string kind, Exception failure);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "The database did not answer a report (code {Code})")]
    private partial void LogUnavailable(int code);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "The database refused a report's query (code {Code})")]
    private partial void LogRefused(int code, Exception failure);
}
