using System.Net;
using System.Text;
using Collector.Http;
using Collector.Parsing;
using Shared;

namespace Collector.Tests.Parsing;

/// <summary>Random changes of good input: nothing throws, everything taken is within its limits and clean.</summary>
public class ParserFuzzTests
{
    private static readonly string[] Queries =
    [
        "?s=example.com&n=Purchase&u=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc&t=A+title&v=12.5&c=EUR&w=1280&p.plan=pro&p.k%E2%82%AC=%F0%9F%98%80",
        "s=a&u=http://a/&n=engagement&e=1000&d=50&a=86400000&i=%00%ff&id=x&p.=&p.a=1&p.a=2&&=&%=%",
    ];

    private static readonly string[] Bodies =
    [
        """{"s":"example.com","n":"Purchase","u":"https://example.com/","v":9.99,"c":"EUR","t":"\u00e4\ud83d\ude00","p":{"plan":"pro","n":5,"b":true,"x":[1]}}""",
        """[{"s":"a","u":"http://a/","ts":"2026-11-20T10:00:00Z","ip":"::1","ua":"x"},{"n":"engagement","e":"15","d":1e2},{},null,[[]],"\ud800"]""",
    ];

    private static readonly string[] Chains = ["198.51.100.1, 10.0.0.2", "[2001:db8::1]:443,::ffff:10.0.0.1 ,10.0.0.3:80"];

    private static readonly string[] Encodings = ["gzip, deflate, br;q=0.5, *;q=0", "br;q=0,gzip;q=1.000"];

    [Fact]
    public void The_query_parser_takes_anything() => Fuzz.Texts(Queries, text =>
    {
        if (QueryHitParser.Parse(text, Some.Facts(), "", out var hit) == RejectReason.None)
        {
            AssertClean(hit);
        }
    });

    [Fact]
    public void The_json_parser_takes_anything() => Fuzz.Bytes([.. Bodies.Select(Encoding.UTF8.GetBytes)], bytes =>
    {
        var batch = new HitBatch();
        var fault = JsonHitParser.Parse(bytes, Some.Facts(serverSide: true), "", 100, batch);
        Assert.True(fault.Kind == JsonFaultKind.None || (fault.Line >= 1 && fault.Position >= 1), fault.ToString());
        Assert.Equal(batch.Hits.Count, batch.Reasons.Count(reason => reason == RejectReason.None));
        batch.Hits.ForEach(AssertClean);
    });

    [Fact]
    public void The_forwarded_for_parser_takes_anything()
    {
        Assert.True(TrustedProxies.TryParse("10.0.0.0/8", out var proxies, out _));
        Fuzz.Texts(Chains, text => Assert.NotNull(proxies.Visitor(IPAddress.Parse("10.0.0.1"), text)));
    }

    [Fact]
    public void The_accept_encoding_parser_takes_anything() =>
        Fuzz.Texts(Encodings, text => Assert.Contains(AcceptEncoding.Pick(text), new[] { "", "br", "gzip" }));

    [Fact]
    public void The_header_cleaner_takes_anything() =>
        Fuzz.Texts(Queries, text => AssertClean(HeaderText.Clean(text, 64), 64));

    private static void AssertClean(RawHit hit)
    {
        AssertClean(hit.Site, HitLimits.Site);
        AssertClean(hit.Name, HitLimits.Name);
        AssertClean(hit.Url, HitLimits.Url);
        AssertClean(hit.Title, HitLimits.Title);
        AssertClean(hit.EventId, HitLimits.Id);
        AssertClean(hit.UserId, HitLimits.Id);
        Assert.InRange(hit.Age, TimeSpan.Zero, HitLimits.Age);
        Assert.InRange(hit.Engaged, TimeSpan.Zero, HitLimits.Age);
        Assert.InRange(hit.Scroll, 0, 100);
        Assert.InRange(hit.Value ?? 0, -HitLimits.Revenue, HitLimits.Revenue);
        Assert.True(hit.Properties.Count <= HitLimits.Properties);
        foreach (var (key, value) in hit.Properties)
        {
            AssertClean(key, HitLimits.PropertyKey);
            AssertClean(value, HitLimits.PropertyValue);
        }
    }

    private static void AssertClean(string text, int limit)
    {
        Assert.True(text.Length <= limit);
        foreach (var rune in text.EnumerateRunes())
        {
            Assert.False(Rune.IsControl(rune));
        }

        // Half pairs would come back changed.
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
    }
}
