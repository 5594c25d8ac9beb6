using System.Net;
using Collector.Parsing;
using Microsoft.AspNetCore.Http;
using Shared;

namespace Collector.Tests.Parsing;

public class RequestFactsReaderTests
{
    [Fact]
    public void The_headers_become_facts()
    {
        var facts = Read(new HeaderDictionary
        {
            ["User-Agent"] = "Agent/1",
            ["Accept"] = "image/*",
            ["Accept-Language"] = "de-DE,de;q=0.9",
            ["Sec-CH-UA"] = "\"Chromium\";v=\"140\"",
            ["Sec-CH-UA-Platform"] = "\"Linux\"",
            ["Sec-CH-UA-Mobile"] = "?0",
            ["Sec-GPC"] = "1",
        });
        Assert.Equal(
            new RequestFacts
            {
                Received = Some.Now,
                Address = IPAddress.Parse("203.0.113.9"),
                UserAgent = "Agent/1",
                AcceptLanguage = "de-DE,de;q=0.9",
                HasAccept = true,
                HintBrands = "\"Chromium\";v=\"140\"",
                HintPlatform = "\"Linux\"",
                HintMobile = "?0",
                PrivacyControl = true,
            },
            facts);
    }

    [Fact]
    public void A_bare_request_has_bare_facts()
    {
        Assert.Equal(new RequestFacts { Received = Some.Now, Address = IPAddress.Parse("203.0.113.9"), HasAccept = false }, Read([]));
    }

    [Theory]
    [InlineData("Sec-GPC", "1", true)]
    [InlineData("Sec-GPC", "0", false)]
    [InlineData("DNT", "1", true)]
    [InlineData("DNT", "0", false)]
    [InlineData("DNT", "null", false)]
    public void Do_Not_Track_is_the_same_signal_as_Global_Privacy_Control(string header, string value, bool expected) =>
        Assert.Equal(expected, Read(new HeaderDictionary { [header] = value }).PrivacyControl);

    [Theory]
    [InlineData("Sec-Purpose", "prefetch", "prefetch")]
    [InlineData("Sec-Purpose", "prefetch;prerender", "prefetch")]
    [InlineData("Purpose", "Prefetch", "prefetch")]
    [InlineData("X-Purpose", "preview", "prefetch")]
    [InlineData("X-Moz", "prefetch", "prefetch")]
    [InlineData("Purpose", "reading", "")]
    public void A_prefetch_is_seen(string header, string value, string expected)
    {
        Assert.Equal(expected, Read(new HeaderDictionary { [header] = value }).Purpose);
    }

    [Theory]
    [InlineData("CF-IPCountry", "de", true, "DE")]
    [InlineData("CloudFront-Viewer-Country", "FR", true, "FR")]
    [InlineData("X-Vercel-IP-Country", "US", true, "US")]
    [InlineData("CF-IPCountry", "XX", true, "")]
    [InlineData("CF-IPCountry", "T1", true, "")]
    [InlineData("CF-IPCountry", "Germany", true, "")]
    [InlineData("CF-IPCountry", "DE", false, "")]
    public void A_country_is_believed_from_our_proxies_only(string header, string value, bool isTrusted, string expected)
    {
        Assert.Equal(expected, Read(new HeaderDictionary { [header] = value }, isTrusted ? "203.0.113.0/24" : "").ProxyCountry);
    }

    [Theory]
    [InlineData(true, "", false, true)]
    [InlineData(false, "https", true, true)]
    [InlineData(false, "HTTPS", true, true)]
    [InlineData(false, "https", false, false)]
    [InlineData(false, "http", true, false)]
    [InlineData(false, "", true, false)]
    [InlineData(true, "http", true, true)]
    public void The_scheme_is_the_connections_or_that_of_a_trusted_proxys_word(bool isEncrypted, string forwarded, bool isTrusted, bool isHttps)
    {
        var headers = forwarded.Length > 0 ? new HeaderDictionary { ["X-Forwarded-Proto"] = forwarded } : [];

        Assert.Equal(isHttps, Read(headers, isTrusted ? "203.0.113.0/24" : "", isEncrypted).IsHttps);
    }

    [Theory]
    [InlineData("caf\u00e9", "café")]
    [InlineData("\u00e2\u0082\u00ac", "€")]
    [InlineData("a\u0085b", "ab")]
    public void Header_bytes_are_read_as_utf8_or_else_latin1(string latin1, string expected)
    {
        Assert.Equal(expected, Read(new HeaderDictionary { ["User-Agent"] = latin1 }).UserAgent);
    }

    [Fact]
    public void A_long_user_agent_is_cut()
    {
        Assert.Equal(512, Read(new HeaderDictionary { ["User-Agent"] = new string('x', 30_000) }).UserAgent.Length);
    }

    [Fact]
    public void The_calling_server_is_not_the_visitor()
    {
        var facts = new RequestFactsReader(TrustedProxies.None, new TestClock(Some.Now)).ReadServerSide();
        Assert.Equal(new RequestFacts { Received = Some.Now, Address = IPAddress.None, ServerSide = true }, facts);
    }

    private static RequestFacts Read(HeaderDictionary headers, string proxies = "", bool isHttps = false)
    {
        Assert.True(TrustedProxies.TryParse(proxies, out var trusted, out _));
        return new RequestFactsReader(trusted, new TestClock(Some.Now)).Read(headers, IPAddress.Parse("::ffff:203.0.113.9"), isHttps);
    }
}
