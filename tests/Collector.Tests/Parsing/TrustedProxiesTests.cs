using System.Net;
using Collector.Parsing;

namespace Collector.Tests.Parsing;

public class TrustedProxiesTests
{
    private const string Ours = "10.0.0.0/8, 192.0.2.7, 2001:db8:1::/48";

    [Theory]
    // Not our proxy: its word is worth nothing.
    [InlineData("203.0.113.9", "198.51.100.1", "203.0.113.9")]
    [InlineData("203.0.113.9", "10.0.0.5", "203.0.113.9")]
    [InlineData("11.0.0.1", "198.51.100.1", "11.0.0.1")]
    [InlineData("2001:db8:2::1", "198.51.100.1", "2001:db8:2::1")]
    // Our proxy: the rightmost that is not ours.
    [InlineData("10.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("192.0.2.7", "198.51.100.1", "198.51.100.1")]
    [InlineData("192.0.2.8", "198.51.100.1", "192.0.2.8")]
    [InlineData("2001:db8:1::5", "2a00::1", "2a00::1")]
    [InlineData("10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "198.51.100.1, 10.9.9.9", "198.51.100.1")]
    [InlineData("10.0.0.1", "6.6.6.6,198.51.100.1,10.9.9.9,192.0.2.7", "198.51.100.1")]
    [InlineData("10.0.0.1", "6.6.6.6|198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "198.51.100.1|10.0.0.2", "198.51.100.1")]
    [InlineData("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3")]
    [InlineData("10.0.0.1", " , 198.51.100.1 ,, ", "198.51.100.1")]
    [InlineData("10.0.0.1", "198.51.100.1:443", "198.51.100.1")]
    [InlineData("10.0.0.1", "[2a00::1]:443", "2a00::1")]
    [InlineData("10.0.0.1", "[2a00::1]", "2a00::1")]
    [InlineData("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "evil, 198.51.100.1", "198.51.100.1")]
    // Garbage where the visitor should stand: the peer.
    [InlineData("10.0.0.1", "unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "198.51.100.1, evil", "10.0.0.1")]
    [InlineData("10.0.0.1", "198.51.100", "10.0.0.1")]
    [InlineData("10.0.0.1", "0x7f.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.1", "198.51.100.1:port", "10.0.0.1")]
    [InlineData("10.0.0.1", "[2a00::1", "10.0.0.1")]
    [InlineData("10.0.0.1", "fe80::1%eth0", "10.0.0.1")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    public void The_rightmost_address_that_is_no_proxy_of_ours_is_the_visitor(string peer, string forwardedFor, string expected)
    {
        Assert.True(TrustedProxies.TryParse(Ours, out var proxies, out _));
        Assert.Equal(IPAddress.Parse(expected), proxies.Visitor(IPAddress.Parse(peer), forwardedFor.Split('|')));
    }

    [Fact]
    public void Forged_entries_before_the_real_one_change_nothing_however_many()
    {
        Assert.True(TrustedProxies.TryParse(Ours, out var proxies, out _));
        var forged = string.Join(',', Enumerable.Repeat("6.6.6.6", 1000)) + ",198.51.100.1";
        Assert.Equal(IPAddress.Parse("198.51.100.1"), proxies.Visitor(IPAddress.Parse("10.0.0.1"), forged));
    }

    [Fact]
    public void A_chain_of_a_thousand_proxies_gives_the_peer()
    {
        Assert.True(TrustedProxies.TryParse(Ours, out var proxies, out _));
        var chain = "198.51.100.1," + string.Join(',', Enumerable.Repeat("10.0.0.2", 1000));
        Assert.Equal(IPAddress.Parse("10.0.0.1"), proxies.Visitor(IPAddress.Parse("10.0.0.1"), chain));
    }

    [Fact]
    public void By_default_nobody_is_trusted()
    {
        Assert.Equal(IPAddress.Loopback, TrustedProxies.None.Visitor(IPAddress.Loopback, "198.51.100.1"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("10.1.2.3/8", true)]
    [InlineData("0.0.0.0/0, ::/0", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("10.0.0.0/-1", false)]
    [InlineData("10.0.0.0/", false)]
    [InlineData("10.0.0", false)]
    [InlineData("proxy.example", false)]
    [InlineData("10.0.0.0/8, x", false)]
    public void A_list_is_taken_or_its_fault_named(string list, bool isGood)
    {
        Assert.Equal(isGood, TrustedProxies.TryParse(list, out _, out var error));
        Assert.Equal(isGood, error.Length == 0);
    }
}
