using Collector.Enrichment.Pages;

namespace Collector.Tests.Enrichment.Pages;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://example.com", "example.com", "", "")]
    [InlineData("https://example.com/", "example.com", "/", "")]
    [InlineData("HTTPS://Example.COM/A?b=c#d", "Example.COM", "/A", "b=c")]
    [InlineData("  http://example.com/a  ", "example.com", "/a", "")]
    [InlineData("http://user:secret@example.com:8080/a", "example.com", "/a", "")]
    [InlineData("https://example.com?x=1", "example.com", "", "x=1")]
    [InlineData("https://example.com#a?b", "example.com", "", "")]
    [InlineData("https://example.com/a#b?c=d", "example.com", "/a", "")]
    [InlineData("https://example.com./a", "example.com", "/a", "")]
    [InlineData("https://[2001:db8::1]:443/a", "[2001:db8::1]", "/a", "")]
    [InlineData("https://bücher.example/a", "bücher.example", "/a", "")]
    [InlineData("https://my_host.example/a??b", "my_host.example", "/a", "?b")]
    [InlineData("http://localhost:3000/", "localhost", "/", "")]
    public void An_address_is_cut_into_its_parts(string text, string host, string path, string query)
    {
        Assert.True(WebAddress.TryParse(text, out var address));
        Assert.Equal(host, address.Host.ToString());
        Assert.Equal(path, address.Path.ToString());
        Assert.Equal(query, address.Query.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/path/only")]
    [InlineData("//example.com/")]
    [InlineData("example.com")]
    [InlineData("ftp://example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://")]
    [InlineData("http:///a")]
    [InlineData("http://:80/")]
    [InlineData("http://a..b/")]
    [InlineData("http://.example.com/")]
    [InlineData("http://exa mple.com/")]
    [InlineData("http://exa<b>.com/")]
    [InlineData("http://[::1/")]
    [InlineData("http://[zz]/")]
    [InlineData("android-app://com.example.app/")]
    public void What_has_no_plain_host_is_no_page_address(string text) => Assert.False(WebAddress.TryParse(text, out _));

    [Fact]
    public void A_host_longer_than_253_characters_is_refused()
    {
        Assert.True(WebAddress.TryParse("http://" + new string('a', 253), out _));
        Assert.False(WebAddress.TryParse("http://" + new string('a', 254), out _));
    }

    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("www.example.com", "example.com", true)]
    [InlineData("example.com", "www.example.com", true)]
    [InlineData("shop.EXAMPLE.com", "example.com", true)]
    [InlineData("badexample.com", "example.com", false)]
    [InlineData("example.com.evil.net", "example.com", false)]
    [InlineData("com", "example.com", false)]
    [InlineData("example.com", "", false)]
    public void Hosts_are_compared_by_whole_labels(string host, string domain, bool within) =>
        Assert.Equal(within, HostNames.IsWithin(host, domain));
}
