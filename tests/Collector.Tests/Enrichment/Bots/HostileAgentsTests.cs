using Collector.Enrichment.Bots;
using Collector.Enrichment.UserAgents;
using Collector.Parsing;
using Collector.Tests.Enrichment.UserAgents;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Tests.Enrichment.Bots;

/// <summary>Agents and hints made to hurt, with the budget of production: each has an outcome with a name, and none takes longer than 5 ms.</summary>
public sealed class HostileAgentsTests : IDisposable
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private const string Brands = "\"Google Chrome\";v=\"131\", \"Chromium\";v=\"131\"";

    /// <summary>Of the thread that asks, so that a busy machine makes no difference.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(5);

    /// <summary>The first runs build and compile what they need; what an input costs is the least of so many.</summary>
    private const int Tries = 10;

    private readonly UserAgentParser _parser = UserAgentParser.LoadEmbedded(TimeProvider.System);

    public void Dispose() => _parser.Dispose();

    public static TheoryData<string, string, string> Agents => new()
    {
        { "64 KiB of one letter", new string('A', 65_536), "bot crawler isbot" },
        { "64 KiB of spaces", new string(' ', 65_536), "bot library empty-agent" },
        { "a browser and 64 KiB more", Chrome + new string(' ', 65_536), "human" },
        { "control characters", "Mozilla/5.0 \u0001\u0002\r\n\t\0(Windows)", "human" },
        { "halves of surrogate pairs", "Mozilla/5.0 \uD800\uDC00\uDC00\uD800 (Windows)", "human" },
        { "what was invalid UTF-8", "Mozilla/5.0 \u00FF\u00FE\uFFFD (Windows)", "human" },
        { "nested brackets", "Mozilla/5.0 " + new string('(', 250) + new string(')', 250), "bot crawler isbot" },
        { "digits and dots for a backtracking rule", "Mozilla/5.0 (" + string.Concat(Enumerable.Repeat("1.", 240)) + "!", "human" },
        { "the beginning of many rules", string.Concat(Enumerable.Repeat("Mozilla/5.0 (Linux; Android ", 18)), "human" },
        { "semicolons for the device rules", "Mozilla/5.0 (Linux; Android 4; " + string.Concat(Enumerable.Repeat("; ", 230)) + "Build/", "human" },
    };

    [Theory]
    [MemberData(nameof(Agents))]
    public void A_hostile_agent_has_a_named_outcome_within_5_ms(string name, string agent, string outcome) =>
        AssertQuick(name, outcome, AgentData.Request(agent));

    public static TheoryData<string, string, string, string, string> Hints => new()
    {
        { "right hints", Brands, "\"Windows\"", "?0", "human" },
        { "another system", Brands, "\"macOS\"", "?0", "human" },
        { "another engine, and no language", "\"Chromium\";v=\"99\"", "\"Windows\"", "?0", "suspected no-language,hints-contradict" },
        { "a headless brand", "\"HeadlessChrome\";v=\"131\"", "\"Windows\"", "?0", "bot headless headless" },
        { "a version of 300 digits", "\"Chromium\";v=\"" + new string('9', 300) + "\"", "\"Windows\"", "?0", "human" },
        { "quotes that never end", new string('"', 300), "\"\"\"\"", "?????", "human" },
        { "commas alone", new string(',', 300), ",,,,", ",", "human" },
    };

    [Theory]
    [MemberData(nameof(Hints))]
    public void Forged_hints_have_a_named_outcome_within_5_ms(string name, string brands, string platform, string mobile, string outcome)
    {
        var request = AgentData.Request(Chrome) with
        {
            HintBrands = brands,
            HintPlatform = platform,
            HintMobile = mobile,
            AcceptLanguage = name.Contains("no language", StringComparison.Ordinal) ? "" : "en",
        };

        AssertQuick(name, outcome, request);
    }

    [Fact]
    public void A_rule_that_runs_away_is_broken_off_within_5_ms_and_counted()
    {
        var rule = new UserAgentRule(RuleKind.Browser, new Pattern("^(a+)+$", false), [null, null, null, null, null]);
        using var parser = new UserAgentParser(new UserAgentRules([rule]), BotRules.Read(new StringReader("")), new UserAgentLimits(), TimeProvider.System);
        var request = AgentData.Request(new string('a', 60) + '!');

        var took = Least(() => Assert.False(parser.Lookup(request).Complete), parser);

        Assert.Equal(Tries, parser.Incomplete);
        // The system's timer is coarse: the rule may have run for 4 ms of it, and have begun after 3.
        Assert.InRange(took.TotalMilliseconds, 0, 7.5);
    }

    private void AssertQuick(string name, string outcome, RequestFacts request)
    {
        var found = "";
        var took = Least(() => found = Judge(request), _parser);

        Assert.Equal((name, outcome), (name, found));
        Assert.True(took <= Longest, $"{name}: {took.TotalMilliseconds:F2} ms");
        Assert.True(_parser.Lookup(request).Complete, name);
    }

    /// <summary>The least time of the thread that an uncached answer took.</summary>
    private static TimeSpan Least(Action ask, UserAgentParser parser)
    {
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            // Empties the cache.
            parser.Use(parser.Rules);
            var begun = ThreadTime.Clock.GetTimestamp();
            ask();
            var took = ThreadTime.Clock.GetElapsedTime(begun);
            least = took < least ? took : least;
        }

        return least;
    }

    private string Judge(RequestFacts request)
    {
        var row = new EventRow();
        var hit = new RawHit { Site = "example.com", Request = request };
        Assert.Equal(RejectReason.None, new BotStep(_parser).Apply(hit, new Site { Id = 1, Name = "example.com" }, row));
        var word = row.Class switch { HitClass.Human => "human", HitClass.Bot => "bot", HitClass.Suspected => "suspected", _ => "machine-open" };
        return string.Join(' ', new[] { word, row.BotKind, row.ClassReasons }.Where(part => part.Length > 0));
    }
}
