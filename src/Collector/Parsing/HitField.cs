namespace Collector.Parsing;

/// <summary>The fields of a hit on the wire.</summary>
internal enum HitField
{
    /// <summary>No field of ours: ignored.</summary>
    Unknown = 0,
    Site,
    Name,
    Url,
    Referrer,
    Title,
    EventId,
    ViewId,
    Value,
    Currency,
    OrderId,
    ScreenWidth,
    UserId,
    Age,
    Engaged,
    Scroll,
    TimeZone,

    /// <summary>Consent level.</summary>
    Consent,

    /// <summary>First-party visitor id.</summary>
    FirstPartyId,

    /// <summary>The object of properties; JSON only (a query says <c>p.KEY</c>).</summary>
    Properties,

    /// <summary>Time of a keyed event.</summary>
    Timestamp,

    /// <summary>Visitor's address of a keyed event.</summary>
    Address,

    /// <summary>Visitor's user agent of a keyed event.</summary>
    UserAgent,
}

/// <summary>The wire names of the fields; upper and lower case differ.</summary>
internal static class HitFieldNames
{
    public static HitField Find(ReadOnlySpan<char> name) => name switch
    {
        "s" => HitField.Site,
        "n" => HitField.Name,
        "u" => HitField.Url,
        "r" => HitField.Referrer,
        "t" => HitField.Title,
        "i" => HitField.EventId,
        "pv" => HitField.ViewId,
        "v" => HitField.Value,
        "c" => HitField.Currency,
        "o" => HitField.OrderId,
        "w" => HitField.ScreenWidth,
        "id" => HitField.UserId,
        "a" => HitField.Age,
        "e" => HitField.Engaged,
        "d" => HitField.Scroll,
        "z" => HitField.TimeZone,
        "k" => HitField.Consent,
        "f" => HitField.FirstPartyId,
        "p" => HitField.Properties,
        "ts" => HitField.Timestamp,
        "ip" => HitField.Address,
        "ua" => HitField.UserAgent,
        _ => HitField.Unknown,
    };
}
