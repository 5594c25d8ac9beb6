using System.Globalization;
using Collector.Parsing;

namespace Collector.Http;

/// <summary>The errors of collection, all of them; docs/collection-api.md lists the same.</summary>
internal static class Problems
{
    public static readonly Problem BadRequest = new(400, "bad-request", "Bad request", "The request could not be read as HTTP; check the client.");
    public static readonly Problem Smuggling = new(400, "ambiguous-length", "Ambiguous length", "Send either Content-Length or Transfer-Encoding, not both.");
    public static readonly Problem MissingKey = new(401, "missing-key", "Key missing", "Send the header Authorization: Bearer KEY with a key made by 'collector key create'.");
    public static readonly Problem UnknownKey = new(401, "unknown-key", "Key unknown", "The key does not exist or was revoked; make one with 'collector key create'.");
    public static readonly Problem KeyMayNotSend = new(403, "key-may-not-send", "Key may not send events", "Use a key with the right to send.");
    public static readonly Problem KeyNotForSite = new(403, "key-not-for-site", "Key not for this site", "Use a key whose scope covers the site of every event.");
    public static readonly Problem NotFound = new(404, "not-found", "Not found", "There is nothing at this address.");
    public static readonly Problem MethodNotAllowed = new(405, "method-not-allowed", "Method not allowed", "See the header Allow for the methods of this address.");
    public static readonly Problem Timeout = new(408, "timeout", "Too slow", "The request did not arrive in time; send it again.");
    public static readonly Problem BodyTooLarge = new(413, "body-too-large", "Body too large", "Send fewer events at once: 64 KiB from pages, 1 MiB with a key.");
    public static readonly Problem MediaType = new(415, "unsupported-media-type", "Unsupported media type", "Send the events as application/json or text/plain.");
    public static readonly Problem Encoding = new(415, "unsupported-encoding", "Unsupported content encoding", "Send the body without Content-Encoding.");
    public static readonly Problem Rate = new(429, "rate", "Too many hits", "Too many hits came from this network or for this site; send them again after Retry-After.");
    public static readonly Problem HeadersTooLarge = new(431, "headers-too-large", "Headers too large", "Send less than 32 KiB and 100 headers.");
    public static readonly Problem Internal = new(500, "internal", "Internal error", "Something went wrong here; the log of the collector says more.");
    public static readonly Problem Busy = new(503, "busy", "Busy", "More hits came than can be stored; send them again after Retry-After.");
    public static readonly Problem DiskFull = new(503, "disk-full", "Disk full", "There is no space for new hits; send them again after Retry-After.");
    public static readonly Problem StorageFault = new(503, "storage-fault", "Storage fault", "Hits cannot be stored now; send them again after Retry-After.");
    public static readonly Problem Stopping = new(503, "stopping", "Stopping", "The collector is stopping; send the hits again after Retry-After.");

    /// <summary>The problem of a refused submission.</summary>
    public static Problem Refused(RejectReason reason) => reason switch
    {
        RejectReason.Rate => Rate,
        RejectReason.Busy => Busy,
        RejectReason.DiskFull => DiskFull,
        RejectReason.Stopping => Stopping,
        _ => StorageFault,
    };

    /// <summary>The problem of a body that cannot be read, with its place.</summary>
    public static Problem Unreadable(JsonFault fault, int maxEvents)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"line {fault.Line}, byte {fault.Position}");
        return fault.Kind switch
        {
            JsonFaultKind.DuplicateKey => new(400, "duplicate-key", "Key given twice", $"A key stands twice in one object: {place}. Nothing was counted."),
            JsonFaultKind.NoEvents => new(400, "no-events", "No events", $"The body must be an event (an object) or an array of events: {place}."),
            JsonFaultKind.TooManyEvents => new(400, "too-many-events", "Too many events", $"Send at most {maxEvents} events at once: {place}. Nothing was counted."),
            _ => new(400, "bad-json", "Bad JSON", $"The body is no JSON, or nested deeper than {HitLimits.JsonDepth}: {place}. Nothing was counted."),
        };
    }

    /// <summary>The problem of a bare status, as the server or routing set it; null when we have none for it.</summary>
    public static Problem? OfStatus(int status) => status switch
    {
        400 => BadRequest,
        404 => NotFound,
        405 => MethodNotAllowed,
        408 => Timeout,
        413 => BodyTooLarge,
        415 => MediaType,
        431 => HeadersTooLarge,
        500 => Internal,
        _ => null,
    };
}
