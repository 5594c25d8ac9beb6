using Collector.Parsing;

namespace Collector.Http;

/// <summary>
/// <c>GET /p.gif</c>: one hit in the query, always answered with the same 43 bytes and 200, whatever becomes of the hit; the
/// header X-Collect tells. HEAD gets the headers and never counts.
/// </summary>
internal sealed class PixelEndpoint(PixelIntake pixels, HitIntake intake)
{
    /// <summary>A transparent GIF of one pixel.</summary>
    public static readonly byte[] Gif =
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
        var request = context.Request;
        if (HttpMethods.IsHead(request.Method))
        {
            SetHeaders(context.Response, intake.Settle(RejectReason.Head));
            return;
        }

        var peer = context.Connection.RemoteIpAddress;
        SetHeaders(context.Response, await pixels.TakeAsync(request.QueryString.Value, FactHeaders.From(request.Headers), peer, request.IsHttps));
        await context.Response.BodyWriter.WriteAsync(Gif);
    }

    /// <summary>All headers of the answer, but for those that the server itself sets.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="outcome">What became of the hit; null: under way.</param>
    public static void SetHeaders(HttpResponse response, RejectReason? outcome)
    {
        CollectHeaders.AllowAnyOrigin(response);
        CollectHeaders.ForbidStoring(response);
        response.ContentType = "image/gif";
        response.ContentLength = Gif.Length;
        response.Headers[CollectHeaders.Name] = outcome is { } reason ? CollectHeaders.Outcome(reason) : CollectHeaders.Queued;
    }
}
