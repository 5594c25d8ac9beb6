using Collector.Enrichment.Referrers;
using Storage.Catalog;

namespace Collector.Tests.Enrichment.Referrers;

/// <summary>Which referrers are no source.</summary>
public sealed class PaymentProvidersTests
{
    [Theory]
    [InlineData("paypal.com", "", true)]
    [InlineData("www.PayPal.com", "", true)]
    [InlineData("checkout.stripe.com", "", true)]
    [InlineData("stripe.com", "", false)]
    [InlineData("js.klarna.com", "", true)]
    [InlineData("notpaypal.com", "", false)]
    [InlineData("amazon.com", "", false)]
    [InlineData("payments.amazon.com", "", true)]
    [InlineData("google.com", "", false)]
    [InlineData("paypal.com", "-paypal.com", false)]
    [InlineData("www.paypal.com", "-paypal.com", false)]
    [InlineData("checkout.paypal.com", "-paypal.com,checkout.paypal.com", true)]
    [InlineData("blog.klarna.com", "-blog.klarna.com", false)]
    [InlineData("pay.klarna.com", "-blog.klarna.com", true)]
    [InlineData("x.checkout.stripe.com", "-stripe.com", true)]
    [InlineData("pay.example.net", "example.net", true)]
    [InlineData("example.net", "pay.example.net", false)]
    [InlineData("com", "", false)]
    public void The_longest_domain_decides(string host, string entries, bool excluded)
    {
        var exclusions = new ReferrerExclusions(entries.Split(',', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(excluded, PaymentProviders.AreExcluded(host, exclusions));
    }

    [Fact]
    public void A_return_from_paying_has_no_source()
    {
        var reader = new ReferrerReader(SourceTable.Load());

        Assert.Equal(("", ""), Facts(reader.Read("https://www.paypal.com/checkoutnow", "example.com", Make.Site())));
        Assert.Equal(("pay.example.net/back", "pay.example.net"), Facts(reader.Read("https://pay.example.net/back", "example.com", Make.Site())));
        var site = Make.Site() with { Privacy = new SitePrivacy { ExcludedReferrers = new ReferrerExclusions(["pay.example.net"]) } };
        Assert.Equal(("", ""), Facts(reader.Read("https://pay.example.net/back", "example.com", site)));
    }

    [Fact]
    public void The_table_holds_domains_in_lower_case_that_are_no_source_otherwise()
    {
        var sources = SourceTable.Load();

        Assert.All(PaymentProviders.Domains, domain => Assert.Matches("^[a-z0-9.-]+\\.[a-z]{2,}$", domain));
        Assert.All(PaymentProviders.Domains, domain => Assert.True(sources.ByHost(domain)?.Kind is not (SourceKind.Social or SourceKind.Ai or SourceKind.Email), domain));
    }

    private static (string Referrer, string Source) Facts(ReferrerFacts facts) => (facts.Referrer, facts.Source);
}
