using Collector.Parsing;
using Collector.Telemetry;

namespace Collector.Http;

/// <summary>
/// <c>GET /p.gif</c>: one hit in the query, always answered with the same 43 bytes and 200, whatever becomes of the hit; the
/// header X-Collect tells. HEAD gets the headers and never counts.
/// </summary>
internal sealed class PixelEndpoint(RequestFactsReader facts, HitIntake intake, CommitWaits waits, CollectorMetrics metrics)
{
    /// <summary>A transparent GIF of one pixel.</summary>
    private static readonly byte[] Gif =
    [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, // GIF89a
        0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, // 1 × 1, a palette of two
        0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, // black, white
        0x21, 0xF9, 0x04, 0x01, 0x00, 0x00, 0x00, 0x00, // colour 0 is transparent
        0x2C, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, // the image
        0x02, 0x02, 0x44, 0x01, 0x00, // its one pixel
        0x3B, // end
    ];

    public async Task ServeAsync(HttpContext context)
    {
        var response = context.Response;
        CollectHeaders.AllowAnyOrigin(response);
        CollectHeaders.ForbidStoring(response);
        response.ContentType = "image/gif";
        response.ContentLength = Gif.Length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            response.Headers[CollectHeaders.Name] = CollectHeaders.Outcome(intake.Settle(RejectReason.Head));
            return;
        }

        var outcome = await waits.WaitAsync(CollectAsync(context));
        if (outcome is null)
        {
            metrics.CountQueued();
        }

        response.Headers[CollectHeaders.Name] = outcome is { } reason ? CollectHeaders.Outcome(reason) : CollectHeaders.Queued;
        await response.BodyWriter.WriteAsync(Gif);
    }

    private ValueTask<RejectReason> CollectAsync(HttpContext context)
    {
        var request = context.Request;
        var fact = facts.Read(request.Headers, context.Connection.RemoteIpAddress);
        var referer = HeaderText.Clean(request.Headers.Referer.ToString(), HitLimits.Url);
        var reason = QueryHitParser.Parse(request.QueryString.Value, fact, referer, out var hit);
        return reason == RejectReason.None ? intake.SubmitAsync(hit) : ValueTask.FromResult(intake.Settle(reason));
    }
}
