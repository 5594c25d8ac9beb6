using System.Buffers;
using System.Text;
using System.Text.Json;
using Collector.Parsing;

namespace Collector.Http;

/// <summary>Writes the answer to a POST of events: 202 with what became of them, or 503 when they were refused.</summary>
internal static class EventsAnswer
{
    // A body of one event is the common case: its answers are made once.
    private static readonly byte[][] OfOne = [.. RejectReasonWords.All.Select(reason => Encoding.UTF8.GetBytes(reason == RejectReason.None
        ? """{"accepted":1,"dropped":[]}"""
        : $$"""{"accepted":0,"dropped":[{"index":0,"reason":"{{RejectReasonWords.Word(reason)}}"}]}"""))];

    /// <param name="context">The request to answer.</param>
    /// <param name="problems">Writes the refusal.</param>
    /// <param name="reasons">What became of each item.</param>
    /// <param name="withResults">Whether to add one word per item (<c>results</c>), for the server API.</param>
    public static async Task WriteAsync(HttpContext context, ProblemResponses problems, List<RejectReason> reasons, bool withResults)
    {
        var response = context.Response;
        var refused = reasons.FindIndex(reason => RejectReasonWords.Category(reason) == RejectCategory.Refused);
        if (refused >= 0)
        {
            response.Headers[CollectHeaders.Name] = CollectHeaders.Outcome(reasons[refused]);
            await problems.WriteAsync(context, Problems.Refused(reasons[refused]));
            return;
        }

        var accepted = reasons.Count(reason => reason == RejectReason.None);
        if (reasons.Count > 0)
        {
            // An empty array stores nothing, and nothing was dropped.
            response.Headers[CollectHeaders.Name] = CollectHeaders.Outcome(accepted > 0 ? RejectReason.None : reasons[0]);
        }

        response.Headers.CacheControl = "no-store";
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        var body = reasons.Count == 1 && !withResults ? OfOne[(int)reasons[0]] : Compose(reasons, accepted, withResults);
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body);
    }

    private static ReadOnlyMemory<byte> Compose(List<RejectReason> reasons, int accepted, bool withResults)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteNumber("accepted", accepted);
        json.WriteStartArray("dropped");
        for (var i = 0; i < reasons.Count; i++)
        {
            if (reasons[i] != RejectReason.None)
            {
                json.WriteStartObject();
                json.WriteNumber("index", i);
                json.WriteString("reason", RejectReasonWords.Word(reasons[i]));
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        if (withResults)
        {
            json.WriteStartArray("results");
            foreach (var reason in reasons)
            {
                json.WriteStringValue(reason == RejectReason.None ? "stored" : RejectReasonWords.Word(reason));
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }
}
