using System.Globalization;
using Analytics.Summaries;
using Storage.Catalog;

namespace Analytics.Tests.Summaries;

/// <summary>When summaries are due, around clock changes too.</summary>
public sealed class SummaryScheduleTests
{
    [Theory]
    [InlineData("Europe/Berlin", SummaryRhythm.Daily, 8, "2026-11-22T06:59:59Z", "2026-11-21T07:00:00Z", "2026-11-22T07:00:00Z")]
    [InlineData("Europe/Berlin", SummaryRhythm.Daily, 8, "2026-11-22T07:00:00Z", "2026-11-22T07:00:00Z", "2026-11-23T07:00:00Z")]
    [InlineData("Europe/Berlin", SummaryRhythm.Weekly, 8, "2026-11-22T12:00:00Z", "2026-11-16T07:00:00Z", "2026-11-23T07:00:00Z")]
    [InlineData("Europe/Berlin", SummaryRhythm.Monthly, 8, "2026-11-01T06:00:00Z", "2026-10-01T06:00:00Z", "2026-11-01T07:00:00Z")]
    [InlineData("Europe/Berlin", SummaryRhythm.Monthly, 0, "2026-12-31T23:30:00Z", "2026-12-31T23:00:00Z", "2027-01-31T23:00:00Z")]
    // The night of 29 March 2026 has no 2:00–3:00 in Berlin: due at 3:00 summer time.
    [InlineData("Europe/Berlin", SummaryRhythm.Daily, 2, "2026-03-28T12:00:00Z", "2026-03-28T01:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", SummaryRhythm.Daily, 2, "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z")]
    // The night of 25 October 2026 has 2:00 twice: due at the first, once.
    [InlineData("Europe/Berlin", SummaryRhythm.Daily, 2, "2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z")]
    [InlineData("Europe/Berlin", SummaryRhythm.Daily, 2, "2026-10-25T01:30:00Z", "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z")]
    // Weeks across a clock change keep the local hour.
    [InlineData("America/New_York", SummaryRhythm.Weekly, 9, "2026-03-04T00:00:00Z", "2026-03-02T14:00:00Z", "2026-03-09T13:00:00Z")]
    // Samoa had no 30 December 2011.
    [InlineData("Pacific/Apia", SummaryRhythm.Daily, 8, "2011-12-30T09:00:00Z", "2011-12-29T18:00:00Z", "2011-12-30T18:00:00Z")]
    public void It_is_due_by_the_sites_clock(string zone, SummaryRhythm rhythm, int hour, string now, string last, string next)
    {
        var summary = new Summary { SiteId = 1, Name = "x", Rhythm = rhythm, Hour = hour };
        var local = TimeZoneInfo.FindSystemTimeZoneById(zone);

        Assert.Equal((At(last), At(next)), (SummarySchedule.Last(summary, local, At(now)), SummarySchedule.Next(summary, local, At(now))));
    }

    [Theory]
    [InlineData(SummaryRhythm.Daily, "2026-11-22T07:00:00Z", "2026-11-21", "2026-11-21")]
    [InlineData(SummaryRhythm.Weekly, "2026-11-16T07:00:00Z", "2026-11-09", "2026-11-15")]
    [InlineData(SummaryRhythm.Monthly, "2026-03-01T07:00:00Z", "2026-02-01", "2026-02-28")]
    public void It_is_about_the_whole_days_before(SummaryRhythm rhythm, string due, string from, string to)
    {
        var days = SummarySchedule.Days(new Summary { SiteId = 1, Name = "x", Rhythm = rhythm }, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), At(due));

        Assert.Equal((from, to), (days.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), days.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
