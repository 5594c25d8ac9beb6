using Collector.Enrichment.Visitors;

namespace Collector.Tests.Enrichment.Visitors;

public sealed class SiteDayTests
{
    [Theory]
    // Ordinary, and behind UTC, and by three quarters of an hour.
    [InlineData("UTC", "2026-03-10T12:00:00Z", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-03-10T02:00:00Z", "2026-03-09T07:00:00Z", "2026-03-10T07:00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-03-10T12:00:00Z", "2026-03-09T18:15:00Z", "2026-03-10T18:15:00Z")]
    // The days clocks are set: 23 and 25 hours.
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    // Clocks set at midnight: the day has no 00:00 (Beirut), or 23:00 comes twice (Santiago, in the night to Sunday).
    [InlineData("Asia/Beirut", "2026-03-29T12:00:00Z", "2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z")]
    [InlineData("America/Santiago", "2026-04-04T12:00:00Z", "2026-04-04T03:00:00Z", "2026-04-05T04:00:00Z")]
    // A bound belongs to the day that begins.
    [InlineData("Europe/Berlin", "2026-03-09T23:00:00Z", "2026-03-09T23:00:00Z", "2026-03-10T23:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-09T22:59:59.999Z", "2026-03-08T23:00:00Z", "2026-03-09T23:00:00Z")]
    public void A_day_lasts_from_local_midnight_to_the_next(string zone, string at, string from, string until)
    {
        var bounds = SiteDay.Bounds(Parse(at), TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.Equal((Parse(from), Parse(until)), bounds);
    }

    [Fact]
    public void Days_of_many_zones_follow_each_other_without_gap()
    {
        const int Seed = 99;
        var random = new Random(Seed);
        var zones = TimeZoneInfo.GetSystemTimeZones();
        for (var i = 0; i < 300; i++)
        {
            var zone = zones[random.Next(zones.Count)];
            var at = Make.Noon.AddMinutes(random.Next(-60 * 24 * 400, 60 * 24 * 400));
            var (from, until) = SiteDay.Bounds(at, zone);
            var why = $"seed {Seed}: {zone.Id} at {at:O}";
            Assert.True(from <= at && at < until, why);
            Assert.True(SiteDay.Bounds(until, zone).From == until, why);
            Assert.True(SiteDay.DayOf(from, zone) == SiteDay.DayOf(until.AddSeconds(-1), zone), why);
            Assert.True(SiteDay.DayOf(until, zone) > SiteDay.DayOf(from, zone), why);
        }
    }

    [Fact]
    public void A_zone_that_is_not_known_is_UTC() => Assert.Equal(TimeZoneInfo.Utc, SiteDay.ZoneOf(Make.Site(zone: "Mars/Olympus")));

    private static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
