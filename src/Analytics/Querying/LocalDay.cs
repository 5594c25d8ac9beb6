namespace Analytics.Querying;

/// <summary>Local days and hours of a time zone as instants; days have 23 or 25 hours where the clock is changed.</summary>
internal static class LocalDay
{
    /// <summary>Furthest steps, in minutes, to look for the end of a gap at midnight (the longest known gap is one day).</summary>
    private const int LongestGapMinutes = 24 * 60;

    /// <summary>The first instant of a local day; where midnight does not exist, the first instant that does.</summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        for (var minute = 0; zone.IsInvalidTime(local) && minute < LongestGapMinutes; minute++)
        {
            local = local.AddMinutes(1);
        }

        // An ambiguous midnight happens twice: the day starts at the first, which has the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The local day of an instant.</summary>
    public static DateOnly Of(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
