using Collector.Enrichment.Referrers;

namespace Collector.Tests.Enrichment.Referrers;

public sealed class ReferrerReaderTests
{
    private readonly ReferrerReader _reader = new(SourceTable.Load());

    [Theory]
    [InlineData("https://www.google.com/", "google.com", "Google", nameof(SourceKind.Search))]
    [InlineData("https://news.ycombinator.com/item?id=1", "news.ycombinator.com/item", "Hacker News", nameof(SourceKind.Social))]
    [InlineData("https://www.Partner.example/a/b?token=1#x", "partner.example/a/b", "partner.example", nameof(SourceKind.Unknown))]
    [InlineData("https://blog.partner.example", "blog.partner.example", "blog.partner.example", nameof(SourceKind.Unknown))]
    [InlineData("https://partner.example/u/jane@example.org", "partner.example/u/[email]", "partner.example", nameof(SourceKind.Unknown))]
    [InlineData("android-app://com.google.android.gm/", "com.google.android.gm", "Gmail", nameof(SourceKind.Email))]
    [InlineData("android-app://org.unknown.App", "org.unknown.app", "org.unknown.app", nameof(SourceKind.Unknown))]
    [InlineData("https://myexample.com/", "myexample.com", "myexample.com", nameof(SourceKind.Unknown))]
    public void An_external_referrer_has_a_source(string referrer, string stored, string source, string kind) =>
        Assert.Equal(new ReferrerFacts(stored, source, Enum.Parse<SourceKind>(kind)), Read(referrer));

    [Theory]
    [InlineData("")]
    [InlineData("https://example.com/a")]
    [InlineData("https://www.example.com/a")]
    [InlineData("https://shop.example.com/a")]
    [InlineData("https://second.test/a")]
    [InlineData("https://blog.second.test/a")]
    [InlineData("about:blank")]
    [InlineData("file:///C:/mail.html")]
    [InlineData("nonsense")]
    public void What_is_the_sites_own_or_unreadable_is_no_referrer(string referrer) =>
        Assert.Equal(new ReferrerFacts("", "", SourceKind.Unknown), Read(referrer));

    [Fact]
    public void The_pages_own_host_is_no_source_whatever_the_sites_name() =>
        Assert.Equal("", _reader.Read("https://www.elsewhere.test/a", "elsewhere.test", Make.Site(name: "my-site")).Source);

    private ReferrerFacts Read(string referrer) => _reader.Read(referrer, "example.com", Make.Site(hostnames: ["second.test"]));
}
