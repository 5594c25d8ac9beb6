using System.Net;
using Storage.Catalog;

namespace Collector.Parsing;

/// <summary>
/// One hit as received: what the query or body said, decoded once, cut to the limits of <c>HitLimits</c>, control characters
/// removed, and what the request's headers said. Lives in memory only; the address and the raw user agent are never written anywhere.
/// </summary>
internal sealed class RawHit
{
    /// <summary>Name of the site as the sender gave it (<c>s</c>).</summary>
    public string Site { get; set; } = "";

    /// <summary>Event name (<c>n</c>), default <c>pageview</c>.</summary>
    public string Name { get; set; } = "pageview";

    /// <summary>Page address (<c>u</c>), default the Referer header of a pixel.</summary>
    public string Url { get; set; } = "";

    /// <summary>Referrer (<c>r</c>).</summary>
    public string Referrer { get; set; } = "";

    public string Title { get; set; } = "";

    /// <summary>Idempotency id (<c>i</c>); "" when the sender gave none.</summary>
    public string EventId { get; set; } = "";

    /// <summary>Page-view id (<c>pv</c>); "" when the sender gave none.</summary>
    public string ViewId { get; set; } = "";

    /// <summary>Revenue (<c>v</c>) already checked: finite, |v| ≤ 10⁹; null when absent or rejected.</summary>
    public decimal? Value { get; set; }

    /// <summary>ISO 4217 (<c>c</c>), upper case, already checked; "" when absent.</summary>
    public string Currency { get; set; } = "";

    public string OrderId { get; set; } = "";

    public ushort ScreenWidth { get; set; }

    /// <summary>The site's user id (<c>id</c>); "" when absent. Hashed before anything is written.</summary>
    public string UserId { get; set; } = "";

    /// <summary>Consent level the visitor gave (<c>k</c>); null when the sender gave none.</summary>
    public ConsentLevel? Consent { get; set; }

    /// <summary>First-party visitor id (<c>f</c>); "" when absent or none. Hashed before anything is written.</summary>
    public string FirstPartyId { get; set; } = "";

    /// <summary>Whether the visitor gave a consent level below full, or Global Privacy Control says so for them; the consent step fills it.</summary>
    public bool HasDeclined { get; set; }

    /// <summary>Age of the event when sent (<c>a</c>), 0–24 h.</summary>
    public TimeSpan Age { get; set; }

    /// <summary>Time of a keyed server event (<c>ts</c>); null on public routes.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>Engaged time since the last report (<c>e</c>) of an engagement event.</summary>
    public TimeSpan Engaged { get; set; }

    /// <summary>Deepest scroll in percent (<c>d</c>), 0–100.</summary>
    public byte Scroll { get; set; }

    /// <summary>Browser's IANA time zone (<c>z</c>), the last fallback for the country; "" when absent.</summary>
    public string TimeZone { get; set; } = "";

    public List<KeyValuePair<string, string>> Properties { get; } = [];

    /// <summary>What parsing had to cut or leave out.</summary>
    public Storage.Events.EventFlags Flags { get; set; }

    /// <summary>The key of the first-party id beside that of the user id, 0 otherwise; the visitor step fills it, nothing stores it.</summary>
    public ulong ConsentedVisitor { get; set; }

    /// <summary>Today's cookieless key beside a durable one, 0 otherwise; the visitor step fills it, nothing stores it.</summary>
    public ulong CookielessVisitor { get; set; }

    /// <summary>The visitor's key of the day before while its salt lives, 0 otherwise; the visitor step fills it, nothing stores it.</summary>
    public ulong AlternateVisitor { get; set; }

    /// <summary>What the request itself said; shared by all hits of one body, but for keyed events that state <c>ip</c> or <c>ua</c>.</summary>
    public required RequestFacts Request { get; set; }
}

/// <summary>The facts of the request that a hit came with. In memory only.</summary>
internal sealed record RequestFacts
{
    /// <summary>Server time of arrival, UTC.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>Address of the visitor after the trusted-proxy rule (or <c>ip</c> of a keyed event).</summary>
    public required IPAddress Address { get; init; }

    /// <summary>User-Agent cut to 512 characters (or <c>ua</c> of a keyed event).</summary>
    public string UserAgent { get; init; } = "";

    public string AcceptLanguage { get; init; } = "";

    /// <summary>Whether an Accept header came at all: its absence is a bot signal.</summary>
    public bool HasAccept { get; init; } = true;

    /// <summary>Client hints: Sec-CH-UA, Sec-CH-UA-Platform, Sec-CH-UA-Mobile as sent; "" when absent.</summary>
    public string HintBrands { get; init; } = "";

    public string HintPlatform { get; init; } = "";

    public string HintMobile { get; init; } = "";

    /// <summary>Sec-Purpose, Purpose or X-Moz when it says prefetch; otherwise "".</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Origin, the page that the browser says the request came from; "" when absent.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Whether <c>Sec-GPC: 1</c> or <c>DNT: 1</c> was sent.</summary>
    public bool PrivacyControl { get; init; }

    /// <summary>Country of a trusted proxy's header (CF-IPCountry, CloudFront-Viewer-Country, X-Vercel-IP-Country); "" otherwise.</summary>
    public string ProxyCountry { get; init; } = "";

    /// <summary>Whether the browser spoke https, to us or by the word of a trusted proxy: only then it sends client hints.</summary>
    public bool IsHttps { get; init; }

    /// <summary>Whether the hit came through the keyed server API.</summary>
    public bool ServerSide { get; init; }
}
