using Analytics.Querying;
using Analytics.Tests.Support;

namespace Analytics.Tests.Querying;

/// <summary>Local days, also those with 23 and 25 hours.</summary>
public sealed class PeriodTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("period=today", "UTC", "2026-11-22", "2026-11-22")]
    [InlineData("period=today", "Europe/Berlin", "2026-11-23", "2026-11-23")]
    [InlineData("period=yesterday", "Europe/Berlin", "2026-11-22", "2026-11-22")]
    [InlineData("period=7d", "UTC", "2026-11-16", "2026-11-22")]
    [InlineData("period=28d", "UTC", "2026-10-26", "2026-11-22")]
    [InlineData("", "UTC", "2026-10-24", "2026-11-22")]
    [InlineData("period=mtd", "UTC", "2026-11-01", "2026-11-22")]
    [InlineData("period=12mo", "UTC", "2025-12-01", "2026-11-22")]
    [InlineData("period=all", "UTC", "2026-02-03", "2026-11-22")]
    [InlineData("from=2026-11-01&to=2026-11-03", "UTC", "2026-11-01", "2026-11-03")]
    [InlineData("from=2026-11-01", "UTC", "2026-11-01", "2026-11-22")]
    [InlineData("period=today&timezone=Asia/Tokyo", "UTC", "2026-11-23", "2026-11-23")]
    public void A_period_is_whole_local_days(string query, string zone, string from, string to)
    {
        var period = Period.Parse(new QueryValues(Ask.Query(query)), zone, Now, new DateTimeOffset(2026, 2, 3, 4, 0, 0, TimeSpan.Zero));

        Assert.Equal($"{from} {to}", $"{period.From:yyyy-MM-dd} {period.To:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("2026-03-29", "Europe/Berlin", 23)]
    [InlineData("2026-10-25", "Europe/Berlin", 25)]
    [InlineData("2026-10-26", "Europe/Berlin", 24)]
    [InlineData("2026-03-29", "Asia/Beirut", 23)]
    [InlineData("2026-04-05", "Australia/Sydney", 25)]
    [InlineData("2026-11-01", "Asia/Kathmandu", 24)]
    public void A_day_has_the_hours_its_clock_shows(string day, string zone, int hours)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var period = new Period(date, date, TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(hours, Intervals.Of(period, Interval.Hour).Starts.Count);
        Assert.Equal(hours, (period.End - period.Start).TotalHours);
    }

    [Fact]
    public void An_hour_that_comes_twice_has_two_offsets()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var hours = Intervals.Of(new Period(new(2026, 10, 25), new(2026, 10, 25), berlin), Interval.Hour);

        Assert.Equal("2026-10-25T02:00:00+02:00", hours.Label(2, berlin));
        Assert.Equal("2026-10-25T02:00:00+01:00", hours.Label(3, berlin));
    }

    [Fact]
    public void Weeks_begin_on_Monday_and_the_first_is_cut_at_the_range()
    {
        var period = new Period(new(2026, 11, 4), new(2026, 11, 17), TimeZoneInfo.Utc);
        var weeks = Intervals.Of(period, Interval.Week);

        Assert.Equal("2026-11-04 2026-11-09 2026-11-16", string.Join(' ', weeks.Starts.Select((_, i) => weeks.Label(i, TimeZoneInfo.Utc))));
    }

    [Theory]
    [InlineData("previous", "2026-10-29 2026-10-31")]
    [InlineData("year", "2025-11-01 2025-11-03")]
    [InlineData("previous&compare_match=weekday", "2026-10-25 2026-10-27")]
    [InlineData("year&compare_match=weekday", "2025-11-02 2025-11-04")]
    [InlineData("custom&compare_from=2026-03-01", "2026-03-01 2026-03-03")]
    [InlineData("custom&compare_from=2026-03-02&compare_to=2026-03-31", "2026-03-02 2026-03-31")]
    [InlineData("custom&compare_from=2026-03-01&compare_match=weekday", "2026-03-01 2026-03-03")]
    public void A_comparison_looks_at_as_many_days(string compare, string expected)
    {
        var period = new Period(new(2026, 11, 1), new(2026, 11, 3), TimeZoneInfo.Utc);
        var other = Comparison.Parse(new QueryValues(Ask.Query($"compare={compare}")), period, period.End)!;

        Assert.Equal(expected, $"{other.From:yyyy-MM-dd} {other.To:yyyy-MM-dd}");
        Assert.Null(other.Until);
    }

    [Theory]
    [InlineData("previous", "2026-10-31T06:00")]
    [InlineData("year", "2025-11-03T06:00")]
    [InlineData("custom&compare_from=2026-03-01&compare_to=2026-03-31", "2026-03-03T06:00")]
    public void A_range_that_is_not_over_is_compared_with_as_much_time(string compare, string until)
    {
        var period = new Period(new(2026, 11, 1), new(2026, 11, 3), TimeZoneInfo.Utc);
        var other = Comparison.Parse(new QueryValues(Ask.Query($"compare={compare}")), period, new(2026, 11, 3, 6, 0, 0, TimeSpan.Zero))!;

        Assert.Equal(until, $"{other.End:yyyy-MM-dd'T'HH:mm}");
    }

    [Fact]
    public void A_shorter_range_stays_whole_beside_a_longer_one_that_is_not_over()
    {
        var period = new Period(new(2026, 11, 1), new(2026, 11, 30), TimeZoneInfo.Utc);
        var other = Comparison.Parse(new QueryValues(Ask.Query("compare=custom&compare_from=2026-03-01&compare_to=2026-03-02")), period, new(2026, 11, 3, 6, 0, 0, TimeSpan.Zero))!;

        Assert.Null(other.Until);
    }
}
