using Collector.Demo;

namespace Collector.Tests.Demo;

/// <summary>The made-up traffic: the same everywhere, and enough of it.</summary>
public sealed class DemoTrafficTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Fact]
    public void A_day_is_the_same_whenever_it_is_made()
    {
        Assert.Equal(DemoTraffic.Day(Day).Select(Text), DemoTraffic.Day(Day).Select(Text));
    }

    [Fact]
    public void Two_days_differ()
    {
        Assert.NotEqual(DemoTraffic.Day(Day).Count, DemoTraffic.Day(Day.AddDays(1)).Count);
    }

    [Fact]
    public void A_day_comes_in_the_order_of_arrival()
    {
        var arrivals = DemoTraffic.Day(Day).Select(hit => hit.Request.Received).ToList();

        Assert.Equal(arrivals.Order(), arrivals);
    }

    [Fact]
    public void Ninety_days_hold_at_least_three_hundred_thousand_events()
    {
        Assert.InRange(Enumerable.Range(0, DemoTraffic.Days).Sum(day => DemoTraffic.Day(Day.AddDays(day)).Count), 300_000, 400_000);
    }

    private static string Text(Collector.Parsing.RawHit hit) => $"{hit.Request.Received:O} {hit.Name} {hit.Url} {hit.UserId} {hit.Engaged} {hit.Value} {hit.Request.Address} {hit.Request.UserAgent}";
}
