using System.Net;
using Collector.Hosting;
using Collector.Tests.Enrichment;
using Shared;

namespace Collector.Tests.Hosting;

/// <summary>How many hits a network and a site may bring.</summary>
public sealed class RateLimitsTests
{
    private readonly TestClock _clock = new(Make.Noon);

    [Fact]
    public void Twenty_seconds_worth_may_come_at_once_and_then_the_rate()
    {
        var limits = new RateLimits(10, 0, _clock);
        Assert.Equal(200, Count(limits, "93.184.216.34", 1_000));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(30, Count(limits, "93.184.216.34", 1_000));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, Count(limits, "93.184.216.34", 1_000));
    }

    [Theory]
    [InlineData("93.184.216.77", false)]
    [InlineData("93.184.217.34", true)]
    [InlineData("2606:2800::1", true)]
    public void A_network_shares_its_limit_and_no_other(string address, bool allowed)
    {
        var limits = new RateLimits(10, 0, _clock);
        Count(limits, "93.184.216.34", 1_000);
        Assert.Equal(allowed, limits.Allows(IPAddress.Parse(address), 1, 1));
    }

    [Fact]
    public void All_addresses_of_an_IPv6_network_share_a_limit()
    {
        var limits = new RateLimits(10, 0, _clock);
        Count(limits, "2606:2800:220:1::1", 1_000);
        Assert.False(limits.Allows(IPAddress.Parse("2606:2800:220:1:ffff::9"), 1, 1));
        Assert.True(limits.Allows(IPAddress.Parse("2606:2800:220:2::1"), 1, 1));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.0.9")]
    [InlineData("fd00::1")]
    [InlineData(null)]
    public void Proxies_that_were_not_named_and_the_server_API_have_no_limit(string? address) =>
        Assert.Equal(5_000, Count(new RateLimits(10, 0, _clock), address, 5_000));

    [Fact]
    public void An_office_of_500_people_behind_one_address_is_never_refused()
    {
        // Each opens a page every 5 s and tells its reading time every 15 s; at nine all begin with the same ten pages.
        var limits = new RateLimits(500, 0, _clock);
        var allowed = limits.Allows(IPAddress.Parse("93.184.216.34"), 1, 5_000);
        for (var second = 0; second < 600; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            allowed &= limits.Allows(IPAddress.Parse("93.184.216.34"), 1, (500 / 5) + (500 / 15));
        }

        Assert.True(allowed);
    }

    [Fact]
    public void A_site_has_a_limit_of_its_own_for_all_networks_and_what_was_refused_is_counted()
    {
        var limits = new RateLimits(0, 10, _clock);
        Assert.Equal(200, Count(limits, null, 300, site: 7));
        Assert.True(limits.Allows(null, 8, 1));
        Assert.Equal((100, 0), (limits.Of(Make.Site(7)), limits.Of(Make.Site(8))));
    }

    private static int Count(RateLimits limits, string? address, int hits, uint site = 1)
    {
        var from = address is null ? null : IPAddress.Parse(address);
        return Enumerable.Range(0, hits).Count(_ => limits.Allows(from, site, 1));
    }
}
