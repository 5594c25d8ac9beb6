using System.Globalization;

namespace Analytics.Querying;

/// <summary>A range of whole local days, both ends included, of at most ten years.</summary>
public sealed record Period(DateOnly From, DateOnly To, TimeZoneInfo Zone)
{
    /// <summary>Longest range, in days: ten years.</summary>
    private const int MaxDays = 3_660;

    internal static readonly IReadOnlyList<string> Words = ["today", "yesterday", "7d", "28d", "30d", "mtd", "12mo", "all"];

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    private static readonly DateOnly Latest = new(2100, 1, 1);

    /// <summary>First instant of the range.</summary>
    public DateTimeOffset Start => LocalDay.Start(From, Zone);

    /// <summary>Where the last day is cut, for a range beside one that is not over; null for whole days.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>First instant after the range.</summary>
    public DateTimeOffset End => Until ?? LocalDay.Start(To.AddDays(1), Zone);

    /// <summary>The range with the whole of its last day.</summary>
    internal Period Whole => this with { Until = null };

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Whether the question needs to know when the site's first event was.</summary>
    internal static bool IsAll(QueryValues values) => values.Single("period") == "all" && values.Single("from") is null;

    /// <summary>
    /// Reads <c>from</c> and <c>to</c>, or <c>period</c> (default 30d), and <c>timezone</c> (default the site's).
    /// <paramref name="firstEvent"/> is where <c>all</c> starts.
    /// </summary>
    internal static Period Parse(QueryValues values, string siteZone, DateTimeOffset now, DateTimeOffset? firstEvent = null)
    {
        var zone = ParseZone(values.Single("timezone"), siteZone);
        var today = LocalDay.Of(now, zone);
        var from = ParseDay(values, "from");
        var to = ParseDay(values, "to");
        var word = values.OneOf("period", Words);
        if (from is null && to is null)
        {
            return FromWord(word ?? "30d", today, firstEvent is { } first ? LocalDay.Of(first, zone) : today, zone);
        }

        if (word is not null)
        {
            throw new QueryProblemException("period", word, "Give either period, or from and to.");
        }

        if (from is null)
        {
            throw new QueryProblemException("from", null, "to needs from: a date such as 2026-11-01.");
        }

        return Checked(new Period(from.Value, to ?? today, zone), "from", "to");
    }

    private static Period FromWord(string word, DateOnly today, DateOnly first, TimeZoneInfo zone) => word switch
    {
        "today" => new Period(today, today, zone),
        "yesterday" => new Period(today.AddDays(-1), today.AddDays(-1), zone),
        "7d" => new Period(today.AddDays(-6), today, zone),
        "28d" => new Period(today.AddDays(-27), today, zone),
        "30d" => new Period(today.AddDays(-29), today, zone),
        "mtd" => new Period(new DateOnly(today.Year, today.Month, 1), today, zone),
        "12mo" => new Period(new DateOnly(today.Year, today.Month, 1).AddMonths(-11), today, zone),
        _ => new Period(first > today ? today : LaterOf(first, today.AddDays(1 - MaxDays)), today, zone),
    };

    private static DateOnly LaterOf(DateOnly a, DateOnly b) => a > b ? a : b;

    /// <summary>The range, when it is one and not too long; the names are those of its parameters.</summary>
    internal static Period Checked(Period period, string fromName, string toName)
    {
        if (period.To < period.From)
        {
            throw new QueryProblemException(toName, Text(period.To), $"{toName} is before {fromName} ({Text(period.From)}).");
        }

        return period.Days <= MaxDays
            ? period
            : throw new QueryProblemException(fromName, Text(period.From), $"A range has at most {MaxDays} days.");
    }

    /// <summary>A local day such as 2026-11-01; null when the parameter is absent.</summary>
    internal static DateOnly? ParseDay(QueryValues values, string name)
    {
        if (values.Single(name) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= Earliest && day < Latest
            ? day
            : throw new QueryProblemException(name, text, $"{name} is a date such as 2026-11-01, from 2000 to 2099.", ["YYYY-MM-DD"]);
    }

    private static TimeZoneInfo ParseZone(string? asked, string siteZone)
    {
        // Only names of the IANA database: TimeZoneInfo would read a file of any path.
        if (asked is not null && !asked.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+'))
        {
            throw BadZone(asked);
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(asked ?? siteZone, out var zone))
        {
            return zone;
        }

        return asked is null ? TimeZoneInfo.Utc : throw BadZone(asked);
    }

    private static QueryProblemException BadZone(string asked) =>
        new("timezone", asked, "timezone is a name of the IANA database such as Europe/Berlin or UTC.", ["UTC", "Europe/Berlin", "America/New_York", "…"]);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
