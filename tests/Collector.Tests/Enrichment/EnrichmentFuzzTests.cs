using System.Net;
using Collector.Enrichment.Pages;
using Collector.Enrichment.Places;
using Collector.Enrichment.Referrers;
using Collector.Enrichment.UserAgents;
using Collector.Enrichment.Visitors;
using Collector.Parsing;
using Collector.Tests.Enrichment.Places;
using Collector.Tests.Enrichment.UserAgents;
using Shared;
using Storage.Catalog;

namespace Collector.Tests.Enrichment;

/// <summary>Random changes of good input to everything that reads what a stranger wrote: nothing throws, and what is kept is bounded.</summary>
public class EnrichmentFuzzTests
{
    private static readonly string[] Addresses =
    [
        "https://www.example.com:8080/a/b%20c/marie%40example.org/3f2504e0-4f89-11d3-9a0c-0305e82c3301?utm_source=x&gclid=y#z",
        "http://[2001:db8::1]/%25%32%35/eyJhbGciOiJIUzI1NiJ9.e30.abc/..//?u=marie.curie@example.org",
        "android-app://com.google.android.gm/", "//münchen.example/straße",
    ];

    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/450.0.0;FBDV/iPhone14,5]",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Opera/9.80 (Windows NT 6.1; U; en) Presto/2.10.289 Version/12.02", "curl/8.5.0",
    ];

    private static readonly string[] Hints =
    [
        "\"Google Chrome\";v=\"131\", \"Chromium\";v=\"131\", \"Not_A Brand\";v=\"24\"", "\";Not A Brand\";v=\"99\", \"Microsoft Edge\";v=\"92\"",
    ];

    [Fact]
    public void The_scrubber_takes_any_path_and_leaves_no_mail_address() => Fuzz.Texts(Addresses, text =>
    {
        var path = UrlScrubber.Path(text);
        Assert.False(path.Contains("marie@example.org", StringComparison.Ordinal));
        Assert.False(UrlScrubber.Text(text).Contains("marie.curie@example.org", StringComparison.Ordinal));
        Assert.True(path.Length <= 1 + (text.Length * 3), "It grew.");
    });

    [Fact]
    public void The_address_reader_takes_anything() => Fuzz.Texts(Addresses, text =>
    {
        if (WebAddress.TryParse(text, out var address))
        {
            Assert.True(address.Host.Length > 0 && address.Path.Length <= text.Length && address.Query.Length <= text.Length);
        }
    });

    [Fact]
    public void The_referrer_reader_takes_anything()
    {
        var reader = new ReferrerReader(SourceTable.Load());
        var site = new Site { Id = 1, Name = "example.com" };
        Fuzz.Texts(Addresses, text => reader.Read(text, "shop.example.com", site));
    }

    [Fact]
    public void The_language_reader_takes_anything() =>
        Fuzz.Texts(["en-US,en;q=0.9,de;q=0.8", "*", "zh-Hant-TW;q=1.000, x-pirate"], text => Assert.True(ClientStep.FirstLanguage(text).Length <= 35));

    [Fact]
    public void The_hint_reader_takes_anything() =>
        Fuzz.Texts(Hints, text => Assert.True(ClientHints.Read(text, text, text).Browser.Length <= text.Length));

    [Fact]
    public void The_agent_parser_takes_anything()
    {
        using var parser = AgentData.Parser();
        Fuzz.Texts(Agents, text =>
        {
            var facts = parser.Lookup(new RequestFacts { Received = DateTimeOffset.UnixEpoch, Address = IPAddress.Loopback, UserAgent = text, HintBrands = text });
            Assert.True(facts.Browser.Length <= 64 && facts.Os.Length <= 64 && facts.BrowserVersion.Length <= 16 && facts.DeviceModel.Length <= 64);
        });
        Assert.True(parser.Cached <= 2 * new UserAgentLimits().CacheEntries);
    }

    [GeoFact]
    public void The_place_file_reader_refuses_or_answers_whatever_the_bytes_are()
    {
        byte[][] files = [.. new[] { "MaxMind-DB-test-ipv4-24", "MaxMind-DB-test-ipv6-28", "GeoLite2-Country-Test" }.Select(Small)];
        IPAddress[] asked = [IPAddress.Parse("1.1.1.1"), IPAddress.Parse("81.2.69.160"), IPAddress.Parse("2001:218::1")];
        Fuzz.Bytes(files, bytes =>
        {
            try
            {
                var file = MmdbFile.Read(bytes);
                foreach (var address in asked)
                {
                    file.Find(address);
                }
            }
            catch (PlaceFileException)
            {
                // Refused by name: as it should be.
            }
        });
    }

    private static byte[] Small(string name) =>
        File.ReadAllBytes(Directory.EnumerateFiles(GeoFactAttribute.Folder, name + ".mmdb", SearchOption.AllDirectories).First());
}
