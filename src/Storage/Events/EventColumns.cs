namespace Storage.Events;

/// <summary>A column of the events table.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Type">ClickHouse type, as in the schema.</param>
public sealed record EventColumn(string Name, string Type);

/// <summary>
/// The columns of an event as the journal and the loader write them, in order. The first two are given by the journal; the
/// rest is what <c>EventRowWriter</c> writes. A test holds this table and the schema equal. A change of this list is a new
/// <see cref="Version"/>: segments say which version they hold, and the lists of old versions stay readable.
/// </summary>
public static class EventColumns
{
    /// <summary>Version of the row's layout, written in each segment's header.</summary>
    public const uint Version = 1;

    public static IReadOnlyList<EventColumn> All { get; } =
    [
        new("node", "UInt64"),
        new("seq", "UInt64"),
        new("site", "UInt32"),
        new("time", "DateTime64(3, 'UTC')"),
        new("received", "DateTime64(3, 'UTC')"),
        new("name", "LowCardinality(String)"),
        new("class", "Enum8('human' = 1, 'suspected' = 2, 'bot' = 3, 'machine-open' = 4, 'internal' = 5)"),
        new("bot_kind", "LowCardinality(String)"),
        new("class_reasons", "LowCardinality(String)"),
        new("visitor", "UInt64"),
        new("identity", "Enum8('none' = 0, 'cookieless' = 1, 'consented' = 2, 'user' = 3)"),
        new("visit", "UInt64"),
        new("visits", "UInt8"),
        new("bounces", "Int8"),
        new("timed", "UInt8"),
        new("duration", "UInt32"),
        new("pageviews", "UInt8"),
        new("engaged", "UInt32"),
        new("scroll", "UInt8"),
        new("view", "UInt64"),
        new("view_number", "UInt16"),
        new("hostname", "LowCardinality(String)"),
        new("path", "String"),
        new("title", "String"),
        new("entry_path", "String"),
        new("previous_path", "String"),
        new("referrer", "String"),
        new("source", "LowCardinality(String)"),
        new("channel", "LowCardinality(String)"),
        new("utm_source", "LowCardinality(String)"),
        new("utm_medium", "LowCardinality(String)"),
        new("utm_campaign", "LowCardinality(String)"),
        new("utm_content", "LowCardinality(String)"),
        new("utm_term", "LowCardinality(String)"),
        new("click_id", "LowCardinality(String)"),
        new("touch", "UInt8"),
        new("touch_source", "LowCardinality(String)"),
        new("touch_medium", "LowCardinality(String)"),
        new("touch_campaign", "LowCardinality(String)"),
        new("touch_channel", "LowCardinality(String)"),
        new("country", "LowCardinality(String)"),
        new("region", "LowCardinality(String)"),
        new("city", "LowCardinality(String)"),
        new("geo_source", "LowCardinality(String)"),
        new("browser", "LowCardinality(String)"),
        new("browser_version", "LowCardinality(String)"),
        new("os", "LowCardinality(String)"),
        new("os_version", "LowCardinality(String)"),
        new("device", "LowCardinality(String)"),
        new("device_brand", "LowCardinality(String)"),
        new("device_model", "LowCardinality(String)"),
        new("screen_width", "UInt16"),
        new("language", "LowCardinality(String)"),
        new("value", "Nullable(Decimal(18, 4))"),
        new("currency", "LowCardinality(String)"),
        new("order_id", "String"),
        new("flags", "UInt16"),
        new("properties", "Map(LowCardinality(String), String)"),
    ];
}
