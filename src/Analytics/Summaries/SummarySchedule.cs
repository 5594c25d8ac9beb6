using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Summaries;

/// <summary>When a summary is due, by the site's clock, and which days it is about.</summary>
internal static class SummarySchedule
{
    /// <summary>The last time at or before an instant at which it was due.</summary>
    public static DateTimeOffset Last(Summary summary, TimeZoneInfo zone, DateTimeOffset now)
    {
        var day = First(summary.Rhythm, LocalDay.Of(now, zone));
        var due = At(day, summary.Hour, zone);
        return due <= now ? due : At(First(summary.Rhythm, day.AddDays(-1)), summary.Hour, zone);
    }

    /// <summary>The first time after an instant at which it is due.</summary>
    public static DateTimeOffset Next(Summary summary, TimeZoneInfo zone, DateTimeOffset now)
    {
        var day = First(summary.Rhythm, LocalDay.Of(now, zone));
        var due = At(day, summary.Hour, zone);

        // More than one step where a day is left out (a move across the date line).
        for (; due <= now; due = At(day, summary.Hour, zone))
        {
            day = After(summary.Rhythm, day);
        }

        return due;
    }

    /// <summary>The whole days that the summary due at an instant is about: the day, week or month before.</summary>
    public static Period Days(Summary summary, TimeZoneInfo zone, DateTimeOffset due)
    {
        var day = First(summary.Rhythm, LocalDay.Of(due, zone));
        return new Period(First(summary.Rhythm, day.AddDays(-1)), day.AddDays(-1), zone);
    }

    // The day of the rhythm on or before a day: itself, its Monday, the first of its month.
    private static DateOnly First(SummaryRhythm rhythm, DateOnly day) => rhythm switch
    {
        SummaryRhythm.Daily => day,
        SummaryRhythm.Weekly => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        _ => new DateOnly(day.Year, day.Month, 1),
    };

    private static DateOnly After(SummaryRhythm rhythm, DateOnly first) => rhythm switch
    {
        SummaryRhythm.Daily => first.AddDays(1),
        SummaryRhythm.Weekly => first.AddDays(7),
        _ => first.AddMonths(1),
    };

    // An hour that a clock change leaves out is the first instant after it; one that comes twice is the first of the two.
    private static DateTimeOffset At(DateOnly day, int hour, TimeZoneInfo zone)
    {
        const int LongestGapMinutes = 24 * 60;
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        for (var minute = 0; zone.IsInvalidTime(local) && minute < LongestGapMinutes; minute++)
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
