using Collector.Parsing;
using Storage.Events;

namespace Collector.Tests.Parsing;

public class QueryHitParserTests
{
    [Fact]
    public void Every_parameter_lands_in_its_field()
    {
        var reason = QueryHitParser.Parse(
            "?s=example.com&n=Purchase&u=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc&r=https%3A%2F%2Fsearch.example%2F&t=A+title&i=ev1&pv=view1"
            + "&v=12.5&c=eur&o=A-1&w=1280&id=user%2B1&a=1500&z=Europe%2FBerlin&p.plan=pro&p.seats=5",
            Some.Facts(),
            "",
            out var hit);
        Assert.Equal(RejectReason.None, reason);
        Assert.Equal("example.com", hit.Site);
        Assert.Equal("Purchase", hit.Name);
        Assert.Equal("https://example.com/a?b=c", hit.Url);
        Assert.Equal("https://search.example/", hit.Referrer);
        Assert.Equal("A title", hit.Title);
        Assert.Equal("ev1", hit.EventId);
        Assert.Equal("view1", hit.ViewId);
        Assert.Equal(12.5m, hit.Value);
        Assert.Equal("EUR", hit.Currency);
        Assert.Equal("A-1", hit.OrderId);
        Assert.Equal(1280, hit.ScreenWidth);
        Assert.Equal("user+1", hit.UserId);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), hit.Age);
        Assert.Equal("Europe/Berlin", hit.TimeZone);
        Assert.Equal([new("plan", "pro"), new("seats", "5")], hit.Properties);
        Assert.Equal(EventFlags.None, hit.Flags);
    }

    [Theory]
    [InlineData("s=example.com&u=http://a.example/", nameof(RejectReason.None))]
    [InlineData("s=example.com&u=HTTPS://A.EXAMPLE", nameof(RejectReason.None))]
    [InlineData("&&s=example.com&&u=http://a.example/&", nameof(RejectReason.None))]
    [InlineData("%73=example.com&u=http://a.example/", nameof(RejectReason.None))]
    [InlineData("", nameof(RejectReason.MissingSite))]
    [InlineData("?", nameof(RejectReason.MissingSite))]
    [InlineData("S=example.com&u=http://a.example/", nameof(RejectReason.MissingSite))]
    [InlineData("s=&s=example.com&u=http://a.example/", nameof(RejectReason.MissingSite))]
    [InlineData("s=%00&u=http://a.example/", nameof(RejectReason.MissingSite))]
    [InlineData("s=example.com", nameof(RejectReason.BadUrl))]
    [InlineData("s=example.com&n=Purchase", nameof(RejectReason.None))]
    [InlineData("s=example.com&n=Purchase&u=x", nameof(RejectReason.BadUrl))]
    [InlineData("s=example.com&u=javascript:alert(1)", nameof(RejectReason.BadUrl))]
    [InlineData("s=example.com&u=data:text/html,x", nameof(RejectReason.BadUrl))]
    [InlineData("s=example.com&u=file:///etc/passwd", nameof(RejectReason.BadUrl))]
    [InlineData("s=example.com&u=http://", nameof(RejectReason.BadUrl))]
    [InlineData("s=example.com&u=http:///path", nameof(RejectReason.BadUrl))]
    [InlineData("s=example.com&u=/path", nameof(RejectReason.BadUrl))]
    [InlineData("s=example.com&u=http://a.example/&n=", nameof(RejectReason.BadName))]
    [InlineData("s=example.com&u=http://a.example/&n=+%20", nameof(RejectReason.BadName))]
    [InlineData("s=example.com&u=http://a.example/&n=engagement", nameof(RejectReason.BadEngagement))]
    [InlineData("s=example.com&u=http://a.example/&n=engagement&e=1000", nameof(RejectReason.None))]
    [InlineData("s=example.com&u=http://a.example/&n=engagement&d=0", nameof(RejectReason.None))]
    [InlineData("s=example.com&u=http://a.example/&w=wide", nameof(RejectReason.BadEvent))]
    [InlineData("s=example.com&u=http://a.example/&a=NaN", nameof(RejectReason.BadEvent))]
    [InlineData("s=example.com&u=http://a.example/&d=1e400", nameof(RejectReason.BadEvent))]
    [InlineData("s=example.com&u=http://a.example/&ts=now&ip=x&ua=y", nameof(RejectReason.None))]
    public void A_query_is_taken_or_its_fault_named(string query, string expected)
    {
        Assert.Equal(expected, QueryHitParser.Parse(query, Some.Facts(), "", out _).ToString());
    }

    [Theory]
    [InlineData("t=a%20b+c", "a b c")]
    [InlineData("t=%2520", "%20")]
    [InlineData("t=100%", "100%")]
    [InlineData("t=%zz%4", "%zz%4")]
    [InlineData("t=%E2%82%AC", "€")]
    [InlineData("t=%ff%fe", "\uFFFD\uFFFD")]
    [InlineData("t=%C0%AF", "\uFFFD\uFFFD")]
    [InlineData("t=%ED%A0%80", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("t=a%00b%0Ac%7Fd%C2%85e", "abcde")]
    [InlineData("t=%E2%80%AEevil%E2%81%A6", "evil")]
    [InlineData("t=++trimmed++", "trimmed")]
    [InlineData("t=first&t=second", "first")]
    [InlineData("t", "")]
    [InlineData("t=a=b", "a=b")]
    [InlineData("T=other", "")]
    public void Text_is_decoded_once_and_cleaned(string parameter, string expected)
    {
        Assert.Equal(RejectReason.None, QueryHitParser.Parse(Some.Query(parameter), Some.Facts(), "", out var hit));
        Assert.Equal(expected, hit.Title);
    }

    [Theory]
    [InlineData("v=10", "10", "", EventFlags.None)]
    [InlineData("v=10&c=usd", "10", "USD", EventFlags.None)]
    [InlineData("v=0.00005&c=EUR", "0.0001", "EUR", EventFlags.None)]
    [InlineData("v=1e3&c=EUR", "1000", "EUR", EventFlags.None)]
    [InlineData("v=1000000000&c=EUR", "1000000000", "EUR", EventFlags.None)]
    [InlineData("v=1000000000.01&c=EUR", null, "", EventFlags.ValueRejected)]
    [InlineData("v=1e400&c=EUR", null, "", EventFlags.ValueRejected)]
    [InlineData("v=NaN&c=EUR", null, "", EventFlags.ValueRejected)]
    [InlineData("v=Infinity", null, "", EventFlags.ValueRejected)]
    [InlineData("v=12,50", null, "", EventFlags.ValueRejected)]
    [InlineData("v=-5&c=EUR", null, "", EventFlags.ValueRejected)]
    [InlineData("v=-5&c=EUR&n=rEFUND", "-5", "EUR", EventFlags.None)]
    [InlineData("n=Refund&c=EUR&v=-5", "-5", "EUR", EventFlags.None)]
    [InlineData("v=5&c=XXY", null, "", EventFlags.ValueRejected)]
    [InlineData("v=5&c=eu", null, "", EventFlags.ValueRejected)]
    [InlineData("v=5&c=euros", null, "", EventFlags.ValueRejected)]
    [InlineData("v=5&c=€€€", null, "", EventFlags.ValueRejected)]
    [InlineData("v=5&c=", "5", "", EventFlags.None)]
    [InlineData("v=&c=EUR", null, "", EventFlags.None)]
    [InlineData("c=EUR", null, "", EventFlags.None)]
    public void Revenue_is_taken_or_left_out_and_flagged(string parameters, string? value, string currency, EventFlags flags)
    {
        Assert.Equal(RejectReason.None, QueryHitParser.Parse(Some.Query(parameters), Some.Facts(), "", out var hit));
        Assert.Equal(value is null ? null : decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), hit.Value);
        Assert.Equal(currency, hit.Currency);
        Assert.Equal(flags, hit.Flags);
    }

    [Theory]
    [InlineData("w=-1", 0)]
    [InlineData("w=1280.6", 1280)]
    [InlineData("w=70000", 65535)]
    public void A_width_is_held_in_its_range(string parameter, int expected)
    {
        QueryHitParser.Parse(Some.Query(parameter), Some.Facts(), "", out var hit);
        Assert.Equal(expected, hit.ScreenWidth);
    }

    [Theory]
    [InlineData("a=-1", 0, EventFlags.TimeClamped)]
    [InlineData("a=86400000", 86400000, EventFlags.None)]
    [InlineData("a=86400001", 86400000, EventFlags.TimeClamped)]
    [InlineData("a=1e300", 86400000, EventFlags.TimeClamped)]
    public void An_age_is_held_within_a_day_and_flagged(string parameter, int milliseconds, EventFlags flags)
    {
        QueryHitParser.Parse(Some.Query(parameter), Some.Facts(), "", out var hit);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), hit.Age);
        Assert.Equal(flags, hit.Flags);
    }

    [Fact]
    public void The_referer_is_the_page_when_none_is_given()
    {
        Assert.Equal(RejectReason.None, QueryHitParser.Parse("s=a", Some.Facts(), "https://a.example/page", out var hit));
        Assert.Equal("https://a.example/page", hit.Url);
    }

    [Theory]
    [InlineData("n=Signup", nameof(RejectReason.None))]
    [InlineData("n=pageview", nameof(RejectReason.BadUrl))]
    public void A_referer_that_is_no_web_address_is_no_page(string parameter, string expected)
    {
        var reason = QueryHitParser.Parse("s=a&" + parameter, Some.Facts(), "android-app://com.example", out var hit);
        Assert.Equal((expected, ""), (reason.ToString(), hit.Url));
    }

    [Fact]
    public void Text_beyond_its_limit_is_cut_between_characters_and_flagged()
    {
        var emoji = string.Concat(Enumerable.Repeat("%F0%9F%98%80", 300)); // two UTF-16 characters each
        QueryHitParser.Parse(Some.Query("n=" + new string('n', 121) + "&t=x" + emoji), Some.Facts(), "", out var hit);
        Assert.Equal(HitLimits.Name, hit.Name.Length);
        Assert.Equal(511, hit.Title.Length); // x and 255 whole pairs: another would be half
        Assert.Equal(EventFlags.Truncated, hit.Flags);
    }

    [Fact]
    public void Text_at_its_limit_is_whole()
    {
        QueryHitParser.Parse(Some.Query("n=" + new string('n', 120)), Some.Facts(), "", out var hit);
        Assert.Equal(EventFlags.None, hit.Flags);
    }

    [Fact]
    public void The_first_value_of_a_property_stands_and_the_31st_is_left_out()
    {
        var properties = string.Join('&', Enumerable.Range(0, 31).Select(i => $"p.k{i}={i}"));
        QueryHitParser.Parse(Some.Query("p.k0=first&" + properties), Some.Facts(), "", out var hit);
        Assert.Equal(30, hit.Properties.Count);
        Assert.Equal(new("k0", "first"), hit.Properties[0]);
        Assert.Equal(EventFlags.PropertyRejected, hit.Flags);
    }

    [Fact]
    public void A_property_without_a_key_is_left_out_and_flagged()
    {
        QueryHitParser.Parse(Some.Query("p.=x"), Some.Facts(), "", out var hit);
        Assert.Empty(hit.Properties);
        Assert.Equal(EventFlags.PropertyRejected, hit.Flags);
    }

    [Fact]
    public void An_escaped_property_key_is_read_beside_its_escaped_value()
    {
        QueryHitParser.Parse(Some.Query("p%2Ea%20b=c%20d"), Some.Facts(), "", out var hit);
        Assert.Equal([new("a b", "c d")], hit.Properties);
    }

    [Theory]
    [InlineData(62, nameof(RejectReason.None))]
    [InlineData(63, nameof(RejectReason.TooManyParameters))]
    public void More_than_64_parameters_are_refused(int more, string expected)
    {
        var query = Some.Query(string.Join('&', Enumerable.Range(0, more).Select(i => $"x{i}=1")));
        Assert.Equal(expected, QueryHitParser.Parse(query, Some.Facts(), "", out _).ToString());
    }

    [Fact]
    public void Global_privacy_control_is_flagged()
    {
        QueryHitParser.Parse(Some.Query(""), Some.Facts() with { PrivacyControl = true }, "", out var hit);
        Assert.Equal(EventFlags.PrivacyControl, hit.Flags);
    }
}
