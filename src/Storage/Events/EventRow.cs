namespace Storage.Events;

/// <summary>
/// One event as stored: a row of the <c>events</c> table. The enrichment steps fill it, <see cref="EventRowWriter"/> turns it
/// into RowBinary, <see cref="EventRowReader"/> back. Column names, types and their order are in <see cref="EventColumns"/>.
/// Text that is not known is "" (ClickHouse's LowCardinality has no cheap null); numbers that are not known are null.
/// <c>node</c> and <c>seq</c> are not here: the journal gives them when the row is written.
/// </summary>
public sealed class EventRow
{
    /// <summary>Catalog id of the site.</summary>
    public uint Site { get; set; }

    /// <summary>When it happened, UTC, stored in milliseconds: server time less the client's stated age, or <c>ts</c> of a keyed event.</summary>
    public DateTimeOffset Time { get; set; }

    /// <summary>When the collector received it, UTC, stored in milliseconds.</summary>
    public DateTimeOffset Received { get; set; }

    /// <summary><c>pageview</c>, <c>engagement</c> or the custom event's name; at most 120 characters.</summary>
    public string Name { get; set; } = "";

    public HitClass Class { get; set; } = HitClass.Human;

    /// <summary>Kind of bot when <see cref="Class"/> is bot: crawler, ai-agent, monitor, headless, scanner, library, prefetch; otherwise "".</summary>
    public string BotKind { get; set; } = "";

    /// <summary>Why the class was given: comma-separated reason words; "" for plain humans.</summary>
    public string ClassReasons { get; set; } = "";

    /// <summary>64-bit visitor key; 0 when the visitor is not to be identified.</summary>
    public ulong Visitor { get; set; }

    /// <summary>What the key was made from, hence how long it lives.</summary>
    public IdentityKind Identity { get; set; }

    /// <summary>The visit this event belongs to; unique for ever.</summary>
    public ulong Visit { get; set; }

    /// <summary>1 on the first event of a visit, otherwise 0: visits = sum.</summary>
    public byte Visits { get; set; }

    /// <summary>+1 when the visit becomes a bounce, −1 when it stops being one: bounces = sum.</summary>
    public sbyte Bounces { get; set; }

    /// <summary>1 on the event that makes the visit's duration known (its second event), otherwise 0.</summary>
    public byte Timed { get; set; }

    /// <summary>Milliseconds by which this event lengthens its visit: visit duration = sum ÷ sum of <see cref="Timed"/>.</summary>
    public uint Duration { get; set; }

    /// <summary>1 for a page view, otherwise 0.</summary>
    public byte Pageviews { get; set; }

    /// <summary>Engaged milliseconds reported by this event (engagement beacons).</summary>
    public uint Engaged { get; set; }

    /// <summary>Deepest scroll of the view in percent, 0–100.</summary>
    public byte Scroll { get; set; }

    /// <summary>The page view this event belongs to; 0 when there is none.</summary>
    public ulong View { get; set; }

    /// <summary>Which page view of its visit this is: 1 on the entry page; 0 on other events.</summary>
    public ushort ViewNumber { get; set; }

    public string Hostname { get; set; } = "";

    /// <summary>Path of the page, scrubbed: no query string but for the allow-list, no fragment.</summary>
    public string Path { get; set; } = "";

    public string Title { get; set; } = "";

    /// <summary>Path of the visit's first page; "" until it has one.</summary>
    public string EntryPath { get; set; } = "";

    /// <summary>On a page view: path of the page view before it in the visit; "" on the first and on other events.</summary>
    public string PreviousPath { get; set; } = "";

    /// <summary>Referrer of the visit as host and path, without query; "" for none.</summary>
    public string Referrer { get; set; } = "";

    /// <summary>Source of the visit by name (Google) or domain; "" for direct.</summary>
    public string Source { get; set; } = "";

    public string Channel { get; set; } = "";

    public string UtmSource { get; set; } = "";

    public string UtmMedium { get; set; } = "";

    public string UtmCampaign { get; set; } = "";

    public string UtmContent { get; set; } = "";

    public string UtmTerm { get; set; } = "";

    /// <summary>Kind of the click id that was in the address (gclid, msclkid, …); the id itself is not kept.</summary>
    public string ClickId { get; set; } = "";

    /// <summary>1 when this event brought a source of its own (the visit's first, or a new campaign inside it), otherwise 0.</summary>
    public byte Touch { get; set; }

    /// <summary>Source of this touch; "" when <see cref="Touch"/> is 0 or the touch is direct.</summary>
    public string TouchSource { get; set; } = "";

    public string TouchMedium { get; set; } = "";

    public string TouchCampaign { get; set; } = "";

    public string TouchChannel { get; set; } = "";

    /// <summary>ISO 3166-1 alpha-2, upper case; "" for unknown.</summary>
    public string Country { get; set; } = "";

    /// <summary>ISO 3166-2 code with the country (DE-BE), or ""</summary>
    public string Region { get; set; } = "";

    public string City { get; set; } = "";

    /// <summary>Which source gave the country: header, mmdb, ranges, timezone; "" for none.</summary>
    public string GeoSource { get; set; } = "";

    public string Browser { get; set; } = "";

    public string BrowserVersion { get; set; } = "";

    public string Os { get; set; } = "";

    public string OsVersion { get; set; } = "";

    /// <summary>desktop, mobile, tablet, tv, console, wearable, car, bot; "" for unknown.</summary>
    public string Device { get; set; } = "";

    public string DeviceBrand { get; set; } = "";

    public string DeviceModel { get; set; } = "";

    /// <summary>Screen width in CSS pixels; 0 for unknown.</summary>
    public ushort ScreenWidth { get; set; }

    /// <summary>First language of Accept-Language, lower case tag (de, pt-br); "" for unknown.</summary>
    public string Language { get; set; } = "";

    /// <summary>Revenue of the event in <see cref="Currency"/>, at most four decimals, |value| ≤ 10⁹; null when it carries none.</summary>
    public decimal? Value { get; set; }

    /// <summary>ISO 4217, upper case; "" when <see cref="Value"/> is null or a plain number.</summary>
    public string Currency { get; set; } = "";

    public string OrderId { get; set; } = "";

    public EventFlags Flags { get; set; }

    /// <summary>Custom properties in the order given; at most 30, keys ≤ 64 and values ≤ 512 characters.</summary>
    public List<KeyValuePair<string, string>> Properties { get; } = [];
}
