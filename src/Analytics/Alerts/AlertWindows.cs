using Storage.Catalog;

namespace Analytics.Alerts;

/// <summary>The stretches of time an alert looks at: the one that ends now, and the same by weekday and local clock in the weeks before.</summary>
/// <param name="Starts">First instants; the first is that of now, then one week before, and so on.</param>
/// <param name="Length">How long each is.</param>
internal sealed record AlertWindows(IReadOnlyList<DateTimeOffset> Starts, TimeSpan Length)
{
    /// <summary>Weeks that are compared with.</summary>
    public const int Weeks = 4;

    private const int DaysOfWeek = 7;

    /// <summary>The windows of an alert at a time, which is cut to the whole minute; with a fixed threshold only the first.</summary>
    public static AlertWindows Of(Alert alert, TimeZoneInfo zone, DateTimeOffset now)
    {
        var end = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var weeks = alert.Threshold is null ? Weeks : 0;
        return new AlertWindows([.. Enumerable.Range(0, weeks + 1).Select(week => Earlier(end, week, zone) - alert.Window)], alert.Window);
    }

    // The same local clock: across a clock change an hour more or less than whole weeks. A time that the change left out is the
    // same stretch after the change, one that came twice is the first.
    private static DateTimeOffset Earlier(DateTimeOffset end, int week, TimeZoneInfo zone)
    {
        if (week == 0)
        {
            return end;
        }

        var local = TimeZoneInfo.ConvertTime(end, zone).DateTime.AddDays(-DaysOfWeek * week);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
