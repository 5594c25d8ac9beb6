using Collector.Parsing;
using Microsoft.Extensions.Primitives;

namespace Collector.Http;

/// <summary>The headers of collection's answers, made once.</summary>
internal static class CollectHeaders
{
    /// <summary>The header that says what became of the hit.</summary>
    public const string Name = "X-Collect";

    /// <summary>The pixel was answered before its hit was durable.</summary>
    public static readonly StringValues Queued = "queued";

    private static readonly StringValues[] Outcomes =
        [.. RejectReasonWords.All.Select(reason => new StringValues(reason == RejectReason.None ? "stored" : $"dropped;{RejectReasonWords.Word(reason)}"))];

    private static readonly StringValues AnyOrigin = "*";
    private static readonly StringValues CrossOrigin = "cross-origin";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Exposed = "X-Collect, Retry-After";
    private static readonly StringValues NoStore = "no-store, no-cache, must-revalidate, max-age=0, private";
    private static readonly StringValues NoCache = "no-cache";
    private static readonly StringValues Zero = "0";

    /// <summary><c>stored</c> or <c>dropped;REASON</c>.</summary>
    public static StringValues Outcome(RejectReason reason) => Outcomes[(int)reason];

    /// <summary>Any page may ask and read the answer, without credentials.</summary>
    public static void AllowAnyOrigin(HttpResponse response)
    {
        var headers = response.Headers;
        headers.AccessControlAllowOrigin = AnyOrigin;
        headers.AccessControlExposeHeaders = Exposed;
        headers["Cross-Origin-Resource-Policy"] = CrossOrigin;
        headers.XContentTypeOptions = NoSniff;
    }

    /// <summary>Nobody on the way may keep the answer; no validators either, they could mark a visitor.</summary>
    public static void ForbidStoring(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = NoStore;
        headers.Pragma = NoCache;
        headers.Expires = Zero;
    }
}
