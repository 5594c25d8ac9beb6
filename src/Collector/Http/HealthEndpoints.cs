using System.Buffers;
using System.Text;
using System.Text.Json;
using Collector.Telemetry;

namespace Collector.Http;

/// <summary>For the operator: whether the process lives (<c>/health/live</c>), takes hits (<c>/health/collect</c>), all of it works (<c>/health/ready</c>), and its numbers (<c>/metrics</c>).</summary>
internal sealed class HealthEndpoints(IEnumerable<IReadinessCheck> checks, CollectorMetrics metrics, MetricSources sources)
{
    private readonly IReadinessCheck[] _checks = [.. checks];

    public static Task ServeLiveAsync(HttpContext context) => WriteAsync(context, "application/json", "{\"status\":\"live\"}"u8.ToArray());

    public Task ServeReadyAsync(HttpContext context) => ServeAsync(context, _checks);

    /// <summary>Only what taking a hit needs: a balancer that asks this leaves a collector in whose database does not answer.</summary>
    public Task ServeCollectAsync(HttpContext context) => ServeAsync(context, Array.FindAll(_checks, check => check.IsForCollecting));

    private static Task ServeAsync(HttpContext context, IReadinessCheck[] checks)
    {
        var answers = Array.ConvertAll(checks, check => (check.Name, Readiness: check.Check()));
        var isReady = Array.TrueForAll(answers, answer => answer.Readiness.IsReady);
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("status", isReady ? "ready" : "not ready");
            json.WriteStartArray("checks");
            foreach (var (name, readiness) in answers)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteBoolean("ready", readiness.IsReady);
                json.WriteString("detail", readiness.Detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return WriteAsync(context, "application/json", body.WrittenMemory);
    }

    public Task ServeMetricsAsync(HttpContext context)
    {
        var page = MetricsWriter.Write(metrics.Samples().Concat(sources.Samples()));
        return WriteAsync(context, MetricsWriter.ContentType, Encoding.UTF8.GetBytes(page));
    }

    private static async Task WriteAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        await response.BodyWriter.WriteAsync(body);
    }
}
