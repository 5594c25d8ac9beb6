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

    [Fact]
    public void What_arrives_piece_by_piece_is_what_arrives_at_once()
    {
        var begin = new DateTimeOffset(Day.ToDateTime(new TimeOnly(22, 0)), TimeSpan.Zero);
        var pieces = Enumerable.Range(0, 16).SelectMany(piece => DemoTraffic.Between(begin.AddMinutes(15 * piece), begin.AddMinutes(15 * (piece + 1))));

        Assert.Equal(DemoTraffic.Between(begin, begin.AddHours(4)).Select(Text).Order(), pieces.Select(Text).Order());
        Assert.Contains(DemoTraffic.Between(begin.AddHours(2), begin.AddHours(3)), hit => hit.Request.Received.Day != Day.Day);
    }

    [Theory]
    [InlineData("Signup")]
    [InlineData("AddToCart")]
    [InlineData("Purchase")]
    [InlineData("Refund")]
    [InlineData("Outbound")]
    [InlineData("Download")]
    public void A_week_holds_what_a_shop_sees(string name) =>
        Assert.Contains(Enumerable.Range(0, 7).SelectMany(day => DemoTraffic.Day(Day.AddDays(day))), hit => hit.Name == name);

    [Fact]
    public void The_cart_events_of_the_made_up_traffic_are_described_as_the_shop_describes_them()
    {
        var shop = File.ReadAllText(Path.Combine(Shared.Repository.Root, "demo", "shop.js"));
        var made = DemoTraffic.Day(Day).First(hit => hit.Name == "AddToCart");

        Assert.Contains("collector('AddToCart', { product: key, category, price, currency: 'EUR' })", shop, StringComparison.Ordinal);
        Assert.Equal(["product", "category", "price", "currency"], made.Properties.Select(property => property.Key));
    }

    [Fact]
    public void A_days_costs_are_the_same_whenever_they_are_made()
    {
        Assert.Equal(DemoCosts.Day(Day), DemoCosts.Day(Day));
        Assert.NotEqual(DemoCosts.Day(Day), DemoCosts.Day(Day.AddDays(1)));
    }

    private static string Text(Collector.Parsing.RawHit hit) => $"{hit.Request.Received:O} {hit.Name} {hit.Url} {hit.UserId} {hit.Engaged} {hit.Value} {hit.Request.Address} {hit.Request.UserAgent}";
}
