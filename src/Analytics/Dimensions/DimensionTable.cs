using System.Collections.Frozen;
using Analytics.Querying;
using static Analytics.Dimensions.DimensionLevel;

namespace Analytics.Dimensions;

/// <summary>All dimensions, in one table.</summary>
internal static class DimensionTable
{
    public const string PropertyPrefix = "prop.";

    private const int MaxPropertyKey = 64;

    // Widths as Plausible and common style sheets cut them: phones below 576 px, tablets below 992, laptops below 1440.
    private const string ScreenSql =
        "multiIf(screen_width = 0, '', screen_width < 576, 'Mobile', screen_width < 992, 'Tablet', screen_width < 1440, 'Laptop', 'Desktop')";

    // Bits of EventFlags; neither means cookieless.
    private const string ConsentSql = "multiIf(bitTest(flags, 8), 'aggregate', bitTest(flags, 9), 'full', 'cookieless')";

    public static readonly IReadOnlyList<Dimension> All =
    [
        new("page", "Page", Event, "path") { Rows = "path != ''", SeenRows = "pageviews = 1" },
        new("entry_page", "Entry page", WholeVisit, "entry_path") { Rows = "entry_path != ''", WholeVisitSql = "max(entry_path)" },
        new("exit_page", "Exit page", WholeVisit, "''") { OnRows = false, WholeVisitSql = "argMaxIf(path, view_number, pageviews = 1)" },
        new("previous_page", "Previous page", Event, "previous_path") { Rows = "pageviews = 1" },
        new("hostname", "Hostname", Event, "hostname"),
        new("title", "Page title", Event, "title") { Rows = "pageviews = 1" },
        new("event", "Event", Event, "name") { Rows = "name != 'engagement'" },
        new("source", "Source", Visit, "if(source = '', 'Direct', source)"),
        new("channel", "Channel", Visit, "channel"),
        new("referrer", "Referrer", Visit, "referrer"),
        new("utm_source", "Campaign source", Visit, "utm_source"),
        new("utm_medium", "Campaign medium", Visit, "utm_medium"),
        new("utm_campaign", "Campaign", Visit, "utm_campaign"),
        new("utm_content", "Campaign content", Visit, "utm_content"),
        new("utm_term", "Campaign term", Visit, "utm_term"),
        new("click_id", "Click id kind", Visit, "click_id"),
        new("country", "Country", Visit, "country"),
        new("region", "Region", Visit, "region"),
        new("city", "City", Visit, "city"),
        new("geo_source", "Origin of the place", Visit, "geo_source"),
        new("browser", "Browser", Visit, "browser"),
        new("browser_version", "Browser version", Visit, "browser_version"),
        new("os", "Operating system", Visit, "os"),
        new("os_version", "Operating system version", Visit, "os_version"),
        new("device", "Device", Visit, "device"),
        new("device_brand", "Device brand", Visit, "device_brand"),
        new("device_model", "Device model", Visit, "device_model"),
        new("screen", "Screen size", Visit, ScreenSql),
        new("language", "Language", Visit, "language"),
        new("class", "Hit class", Visit, "toString(class)") { ShowsAllClasses = true },
        new("bot_kind", "Kind of bot", Visit, "bot_kind") { ShowsAllClasses = true },
        new("class_reasons", "Reasons for the class", Visit, "class_reasons") { ShowsAllClasses = true },
        new("property", "Property", Event, "''") { OnRows = false, Rows = "notEmpty(properties)", KeysSql = "mapKeys(properties)" },
        // Of the event: a visitor may consent or log in during a visit.
        new("identity", "Visitor key", Event, "toString(identity)"),
        new("consent", "Consent level", Event, ConsentSql),
        new("privacy_control", "Global Privacy Control", Event, "if(bitTest(flags, 5), 'on', 'off')"),
    ];

    /// <summary>Names for help texts and problem details.</summary>
    public static readonly IReadOnlyList<string> Names = [.. All.Select(dimension => dimension.Name), "prop.KEY"];

    /// <summary>Other words for a dimension.</summary>
    private static readonly (string Word, string Name)[] OtherWords = [("path", "page"), ("name", "event"), ("campaign", "utm_campaign")];

    private static readonly FrozenDictionary<string, Dimension> ByName = All
        .Concat(OtherWords.Select(other => All.First(dimension => dimension.Name == other.Name) with { Name = other.Word }))
        .ToFrozenDictionary(dimension => dimension.Name, StringComparer.Ordinal);

    /// <summary>The dimensions of <c>by</c>: one, or two with a comma between.</summary>
    public static IReadOnlyList<Dimension> Split(QueryValues values)
    {
        var text = values.Single("by") ?? throw new QueryProblemException("by", null, "Say what to split by.", Names);
        var parts = text.Split(',', StringSplitOptions.TrimEntries);

        // A comma may also be part of a property's name.
        if (parts.Length != 2 || !IsKnown(parts[0]) || !IsKnown(parts[1]))
        {
            return [Find("by", text)];
        }

        return parts[0] != parts[1]
            ? [Find("by", parts[0]), Find("by", parts[1])]
            : throw new QueryProblemException("by", text, "Two dimensions are different ones.", Names);
    }

    /// <summary>The dimension of a name; <c>path</c>, <c>name</c> and <c>campaign</c> are other words for page, event and utm_campaign.</summary>
    public static Dimension Find(string parameter, string name, IReadOnlyList<string>? allowed = null, string? shown = null)
    {
        if (ByName.TryGetValue(name, out var dimension))
        {
            return dimension;
        }

        if (name.StartsWith(PropertyPrefix, StringComparison.Ordinal) && name.Length > PropertyPrefix.Length
            && name.Length <= PropertyPrefix.Length + MaxPropertyKey)
        {
            var key = name[PropertyPrefix.Length..];
            return new Dimension(name, key, Event, "") { PropertyKey = key };
        }

        throw new QueryProblemException(parameter, shown ?? name, $"There is no dimension {(name.Length > 64 ? "of that name" : name)}.", allowed ?? Names);
    }

    private static bool IsKnown(string name) => ByName.ContainsKey(name) || name.StartsWith(PropertyPrefix, StringComparison.Ordinal);
}
