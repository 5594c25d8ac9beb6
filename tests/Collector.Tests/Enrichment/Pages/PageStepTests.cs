using Collector.Enrichment.Pages;
using Collector.Parsing;
using Storage.Events;

namespace Collector.Tests.Enrichment.Pages;

public sealed class PageStepTests
{
    private readonly PageStep _step = new();

    [Theory]
    [InlineData("https://Example.com", "example.com", "/")]
    [InlineData("https://www.example.com/a/b/", "www.example.com", "/a/b/")]
    [InlineData("https://example.com/a?session=1&utm_source=x#top", "example.com", "/a")]
    [InlineData("https://example.com/%C3%BCber-uns", "example.com", "/über-uns")]
    [InlineData("https://example.com/a%20b", "example.com", "/a b")]
    [InlineData("https://example.com/a%2Fb/%3Fc", "example.com", "/a%2Fb/%3Fc")]
    [InlineData("https://example.com/%ff%fe", "example.com", "/%ff%fe")]
    [InlineData("https://example.com/100%", "example.com", "/100%")]
    [InlineData("https://example.com/a%00b", "example.com", "/a%00b")]
    [InlineData("https://example.com//a//", "example.com", "//a//")]
    public void Host_and_path_are_stored_without_query_and_fragment(string url, string hostname, string path)
    {
        var (reason, row) = Apply(url);
        Assert.Equal(RejectReason.None, reason);
        Assert.Equal(hostname, row.Hostname);
        Assert.Equal(path, row.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("about:blank")]
    [InlineData("/a")]
    public void A_page_view_needs_a_page(string url) => Assert.Equal(RejectReason.BadUrl, Apply(url).Reason);

    [Fact]
    public void A_custom_event_may_have_no_page()
    {
        var (reason, row) = Apply("", name: "Signup");
        Assert.Equal(RejectReason.None, reason);
        Assert.Equal("", row.Path);
        Assert.Equal("", row.Hostname);
    }

    [Fact]
    public void A_custom_event_with_a_bad_address_is_refused() => Assert.Equal(RejectReason.BadUrl, Apply("nowhere", name: "Signup").Reason);

    [Fact]
    public void An_engagement_event_keeps_its_page() => Assert.Equal("/a", Apply("https://example.com/a", name: "engagement").Row.Path);

    [Theory]
    [InlineData("https://example.com", "https://example.com/", true)]
    [InlineData("https://evil.test", "https://example.com/", false)]
    [InlineData("null", "https://example.com/", false)]
    [InlineData("https://www.example.com", "", true)]
    [InlineData("", "", false)]
    public void On_a_site_with_hosts_the_origin_must_be_one_of_them_and_something_must_name_the_page(string origin, string url, bool isTaken)
    {
        var hit = Make.Hit(url, request: Make.Request() with { Origin = origin });
        hit.Name = "Signup";
        var reason = new PageStep().Apply(hit, Make.Site(hostnames: ["example.com"]), Make.Row(hit));
        Assert.Equal(isTaken ? RejectReason.None : RejectReason.Host, reason);
    }

    [Fact]
    public void A_keyed_event_needs_no_page_on_a_site_with_hosts()
    {
        var hit = Make.Hit("", request: Make.Request() with { ServerSide = true });
        hit.Name = "Refund";
        Assert.Equal(RejectReason.None, new PageStep().Apply(hit, Make.Site(hostnames: ["example.com"]), Make.Row(hit)));
    }

    [Theory]
    [InlineData("https://example.com/", true)]
    [InlineData("https://www.example.com/", true)]
    [InlineData("https://shop.example.com/", true)]
    [InlineData("https://second.example/", true)]
    [InlineData("https://notexample.com/", false)]
    [InlineData("https://example.com.evil.test/", false)]
    public void A_site_with_hosts_takes_no_other_host(string url, bool isTaken) =>
        Assert.Equal(isTaken ? RejectReason.None : RejectReason.Host, Apply(url, hostnames: ["example.com", "www.second.example"]).Reason);

    [Fact]
    public void A_site_without_hosts_takes_any() => Assert.Equal(RejectReason.None, Apply("https://anything.test/").Reason);

    [Fact]
    public void The_title_is_scrubbed()
    {
        var hit = Make.Hit();
        hit.Title = "Inbox of jane@example.com";
        var row = Make.Row(hit);
        _step.Apply(hit, Make.Site(), row);
        Assert.Equal("Inbox of [email]", row.Title);
    }

    private (RejectReason Reason, EventRow Row) Apply(string url, string name = "pageview", params string[] hostnames)
    {
        var hit = Make.Hit(url);
        hit.Name = name;
        var row = Make.Row(hit);
        return (_step.Apply(hit, Make.Site(hostnames: hostnames), row), row);
    }
}
