using System.Buffers;
using System.Text.Json;
using Collector.Telemetry;

namespace Collector.Http;

/// <summary>Writes problems as answers: the one place where errors become HTTP.</summary>
internal sealed class ProblemResponses(CollectorMetrics metrics)
{
    public async Task WriteAsync(HttpContext context, Problem problem)
    {
        metrics.CountProblem(problem.Type);
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", $"/problems/{problem.Type}");
            json.WriteString("title", problem.Title);
            json.WriteNumber("status", problem.Status);
            json.WriteString("detail", problem.Detail);
            json.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.WrittenCount;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            response.Headers.RetryAfter = "5";
        }

        // As the server reads it: "head" is no HEAD, and its answer needs the body.
        if (context.Request.Method != HttpMethods.Head)
        {
            await response.Body.WriteAsync(body.WrittenMemory);
        }
    }
}
