using System.Buffers.Binary;
using System.Net;
using Collector.Enrichment.Campaigns;
using Collector.Enrichment.Places;
using Collector.Enrichment.UserAgents;
using Collector.Enrichment.Visitors;
using Collector.Journal;
using Collector.Tests.Enrichment.UserAgents;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;

namespace Collector.Tests.Enrichment;

/// <summary>Random changes of good files that operators and the system bring, and of what is tracked in a query: refused by name or read, never an exception.</summary>
public sealed class FileFuzzTests : IDisposable
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

    private static readonly string[] Agents =
    [
        Chrome, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; en) Presto/2.8.119",
        "Mozilla/5.0 (Linux; Android 13; SM-G991B Build/TP1A) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
    ];

    private readonly string _folder = Make.Folder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_rule_file_is_refused_with_its_name_or_answers()
    {
        const string Rules = """
            user_agent_parsers:
              - regex: '(Chrome|Opera)/(\d+)\.(\d+)'
                family_replacement: '$1 X'
              - regex: "bot[\\w-.]{1,3}"
                regex_flag: 'i'
            os_parsers:
              - regex: 'Windows NT (\d+)'
                os_v1_replacement: '1$1'
            device_parsers:
              - regex: '; (SM-[^;/]+) Build/'
                brand_replacement: 'Samsung'
            """;
        var path = Path.Combine(_folder, "regexes.yaml");
        Fuzz.Bytes([System.Text.Encoding.UTF8.GetBytes(Rules)], bytes =>
        {
            File.WriteAllBytes(path, bytes);
            var reading = UserAgentRulesYaml.Read(path);
            Assert.Equal(reading.Rules is null, reading.Problem.StartsWith(path, StringComparison.Ordinal));
            reading.Rules?.Match(Chrome, new ParseBudget(ThreadTime.Clock, ParseBudget.DefaultLimit), null);
        });
    }

    [Fact]
    public void A_file_nested_a_million_deep_is_refused()
    {
        var path = Path.Combine(_folder, "regexes.yaml");
        File.WriteAllText(path, "user_agent_parsers: " + new string('[', 1_000_000));

        Assert.Equal($"{path}, line 1: nested too deep.", UserAgentRulesYaml.Read(path).Problem);
    }

    [Fact]
    public void Whatever_a_regex_is_the_filter_never_hides_a_match_of_it()
    {
        var budget = AgentData.Budget();
        var rules = AgentData.EmbeddedRules().All.Where(rule => Agents.Any(agent => budget.Run(rule.Pattern, agent, null) is not null)).Select(rule => rule.Pattern.Text);
        Fuzz.Texts([.. rules], text =>
        {
            // Changes below make it long; rules are not.
            var pattern = new Pattern(text.Length > 400 ? text[..400] : text, ignoreCase: text.Length % 2 == 0);
            if (pattern.Problem() is not null)
            {
                return;
            }

            var set = new PatternSet([pattern]);
            foreach (var agent in Agents)
            {
                var bits = new ulong[set.Words];
                set.Mark(agent, bits);
                var match = new ParseBudget(ThreadTime.Clock, TimeSpan.FromMilliseconds(1)).Run(pattern, agent, null);
                Assert.True(match is null || PatternSet.CanMatch(0, bits), $"{pattern.Text} hides {agent}");
            }
        });
    }

    [Fact]
    public void Country_ranges_are_read_or_left_out()
    {
        const string Ranges4 = "# comment\n16777216,16777471,AU\n16777472,16778239,CN\n1572395042,1572395265,DE\n";
        const string Ranges6 = "2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n2001:208::,2001:208:ffff:ffff:ffff:ffff:ffff:ffff,SG\n";
        IPAddress[] asked = [IPAddress.Parse("1.0.0.7"), IPAddress.Parse("93.184.216.34"), IPAddress.Parse("2001:200::1"), IPAddress.IPv6Any, IPAddress.Broadcast];
        Fuzz.Texts([Ranges4, Ranges6], text =>
        {
            File.WriteAllText(Path.Combine(_folder, "geoip"), text);
            File.WriteAllText(Path.Combine(_folder, "geoip6"), text);
            var ranges = CountryRanges.Load(_folder);
            Assert.All(asked, address => Assert.Contains(ranges?.Find(address).Length ?? 0, new[] { 0, 2 }));
        });
    }

    [Fact]
    public void Countries_of_zones_are_read_or_left_out()
    {
        const string Zones = "#code\tcoordinates\tTZ\tcomments\nDE\t+5230+01322\tEurope/Berlin\tmost of Germany\nIN\t+2232+08822\tAsia/Kolkata\n";
        var path = Path.Combine(_folder, "zone.tab");
        Fuzz.Texts([Zones], text =>
        {
            File.WriteAllText(path, text);
            var zones = ZoneCountries.Load(path);
            Assert.All(new[] { "Europe/Berlin", "Asia/Calcutta", "", text }, zone => Assert.Contains(zones.Find(zone).Length, new[] { 0, 2 }));
        });
    }

    [Fact]
    public void Salts_are_read_whole_or_not_at_all()
    {
        var path = Path.Combine(_folder, SaltFile.Name);
        using (var store = new SaltStore(_folder, new TestClock(Make.Noon), _ => { }, NullLogger<SaltStore>.Instance))
        {
            store.Day(Make.Site(1), Make.Noon);
            store.Day(Make.Site(2, zone: "Asia/Tokyo"), Make.Noon);
        }

        var file = new SaltFile(_folder, _ => { });
        Fuzz.Bytes([File.ReadAllBytes(path)], bytes =>
        {
            // The checksum would hide everything behind it: every second input has a right one.
            if (bytes.Length % 2 == 0 && bytes.Length >= 4)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(^4..), Crc32C.Of(bytes.AsSpan(..^4)));
            }

            File.WriteAllBytes(path, bytes);
            var salts = file.Read();
            Assert.True(salts is null || bytes.Length == 20 + (48 * salts.Count));
            file.WipeExpired(DateTimeOffset.MaxValue);
            Assert.Equal(salts?.Count, file.Read()?.Count);
        });
    }

    [Fact]
    public void The_tracked_fields_of_any_query_are_short_and_clean() => Fuzz.Texts(
        ["utm_source=news&utm_medium=e-mail&utm_campaign=May%202026&gclid=abc&ref=x", "UTM_TERM=a+b&utm_content=%E2%82%AC&source=marie%40example.org&fbclid=1&msclkid=2"],
        text =>
        {
            var fields = QueryFields.Read(text, withClickIds: true);
            foreach (var value in new[] { fields.Source, fields.Medium, fields.Campaign, fields.Content, fields.Term })
            {
                Assert.InRange(value.Length, 0, 400);
                Assert.DoesNotContain(value, char.IsControl);
                Assert.DoesNotContain("marie@example.org", value, StringComparison.Ordinal);
            }

            Assert.Contains(fields.ClickId, ClickIds.All.Select(kind => kind.Kind).Append(""));
        });
}
