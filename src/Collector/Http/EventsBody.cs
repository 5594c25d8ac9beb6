using Collector.Parsing;

namespace Collector.Http;

/// <summary>Reads the events of a POST: checks type and encoding, takes the body within its limit, parses it.</summary>
internal static class EventsBody
{
    /// <summary>The events, or the problem of the request as a whole.</summary>
    public static async ValueTask<(HitBatch? Batch, Problem? Problem)> ReadAsync(
        HttpContext context, RequestFacts facts, string referer, int maxBytes, int maxEvents)
    {
        var request = context.Request;
        if (!IsEventsType(request.ContentType))
        {
            return (null, Problems.MediaType);
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            return (null, Problems.Encoding);
        }

        using var body = await RequestBody.ReadAsync(context, maxBytes);
        return body is { } read ? Parse(read.Bytes, facts, referer, maxEvents) : (null, Problems.BodyTooLarge);
    }

    private static (HitBatch? Batch, Problem? Problem) Parse(ReadOnlySpan<byte> body, RequestFacts facts, string referer, int maxEvents)
    {
        var batch = new HitBatch();
        var fault = JsonHitParser.Parse(body, facts, referer, maxEvents, batch);
        return fault.Kind == JsonFaultKind.None ? (batch, null) : (null, Problems.Unreadable(fault, maxEvents));
    }

    // text/plain is what makes a page's POST need no preflight.
    private static bool IsEventsType(string? contentType)
    {
        var type = contentType.AsSpan();
        var parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        return type.Equals("text/plain", StringComparison.OrdinalIgnoreCase) || type.Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }
}
