namespace Collector.Parsing;

/// <summary>
/// How much of a hit is taken, in UTF-16 characters unless said otherwise. Longer text is cut at a character boundary and the
/// event flagged <c>Truncated</c>. Stated in docs/collection-api.md.
/// </summary>
internal static class HitLimits
{
    /// <summary>Site name: a host name has at most 253 characters.</summary>
    public const int Site = 253;

    /// <summary>Event name.</summary>
    public const int Name = 120;

    /// <summary>Page address; what the common browsers and proxies carry.</summary>
    public const int Url = 2048;

    /// <summary>Referrer address.</summary>
    public const int Referrer = 2048;

    /// <summary>Page title.</summary>
    public const int Title = 512;

    /// <summary>Event, view, order and user ids.</summary>
    public const int Id = 128;

    /// <summary>First-party visitor id: 192 bits in base64url.</summary>
    public const int FirstPartyId = 32;

    /// <summary>IANA time zone name; the longest has 32.</summary>
    public const int TimeZone = 64;

    /// <summary>User-Agent header: enough for every real browser, cheap for the rules that read it.</summary>
    public const int UserAgent = 512;

    /// <summary>Accept-Language and client hint headers.</summary>
    public const int Header = 256;

    /// <summary>Key of a property.</summary>
    public const int PropertyKey = 64;

    /// <summary>Value of a property.</summary>
    public const int PropertyValue = 512;

    /// <summary>Properties of one event; the rest is left out and flagged.</summary>
    public const int Properties = 30;

    /// <summary>Parameters of one query, or keys of one event and of its <c>p</c>; more is <see cref="RejectReason.TooManyParameters"/>.</summary>
    public const int Parameters = 64;

    /// <summary>Nesting of a JSON body.</summary>
    public const int JsonDepth = 8;

    /// <summary>Events in one body of <c>POST /e</c>.</summary>
    public const int Events = 100;

    /// <summary>Events in one body of the server API.</summary>
    public const int ServerEvents = 1000;

    /// <summary>Bytes of a body of <c>POST /e</c>: what browsers let sendBeacon carry.</summary>
    public const int BodyBytes = 64 * 1024;

    /// <summary>Bytes of a body of the server API.</summary>
    public const int ServerBodyBytes = 1024 * 1024;

    /// <summary>Largest revenue of one event, either sign.</summary>
    public const decimal Revenue = 1_000_000_000m;

    /// <summary>Oldest age an event may state: a day, as the snippet keeps unsent events no longer.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromHours(24);

    /// <summary>How far back a keyed event's time may lie, in months; older is clamped.</summary>
    public const int PastMonths = 25;

    /// <summary>How far ahead a keyed event's time may lie: clocks differ.</summary>
    public static readonly TimeSpan Future = TimeSpan.FromMinutes(5);
}
