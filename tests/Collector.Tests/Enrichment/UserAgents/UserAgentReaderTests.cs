using Collector.Enrichment.UserAgents;

namespace Collector.Tests.Enrichment.UserAgents;

/// <summary>What is stored of the agents of 2026, with and without client hints.</summary>
public sealed class UserAgentReaderTests : IDisposable
{
    private const string ChromeWindows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private const string ChromeAndroid = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
    private const string ChromeTablet = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private const string ChromeMac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private const string FirefoxUbuntu = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";

    private readonly UserAgentParser _parser = AgentData.Parser();

    public void Dispose() => _parser.Dispose();

    [Theory]
    [InlineData(ChromeWindows, "Chrome 131", "Windows 10", "desktop", "", "")]
    [InlineData(ChromeAndroid, "Chrome Mobile 131", "Android ", "mobile", "", "")]
    [InlineData(ChromeTablet, "Chrome 131", "Android ", "tablet", "", "")]
    [InlineData(ChromeMac, "Chrome 131", "Mac OS X ", "desktop", "Apple", "Mac")]
    [InlineData(FirefoxUbuntu, "Firefox 133", "Ubuntu ", "desktop", "", "")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
        "Safari 18.1", "Mac OS X ", "desktop", "Apple", "Mac")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mobile Safari 18.1", "iOS 18.1", "mobile", "Apple", "iPhone")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
        "Mobile Safari 17.4", "iOS 17.4", "tablet", "Apple", "iPad")]
    [InlineData("Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
        "Samsung Internet 23", "Android 13", "mobile", "Samsung", "SM-G991B")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
        "Edge 131", "Windows 10", "desktop", "", "")]
    [InlineData("Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) AppleWebKit/537.36 (KHTML, like Gecko) 85.0.4183.93/6.5 TV Safari/537.36",
        null, null, "tv", null, null)]
    [InlineData("Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15",
        null, null, "console", "Sony", "PlayStation 5")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/79.0.3945.130 Chrome/79.0.3945.130 Safari/537.36 Tesla/2020.16.2.1",
        null, null, "car", null, null)]
    [InlineData("Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0; Touch; Tablet PC 2.0)", "IE 10", "Windows 8", "desktop", "", "")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; Quest 3) AppleWebKit/537.36 (KHTML, like Gecko) OculusBrowser/33.0 Chrome/126.0.0.0 VR Safari/537.36",
        null, null, "wearable", null, null)]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot 2", " ", "bot", "", "")]
    [InlineData("", " ", " ", "", "", "")]
    public void Agents_become_browser_system_and_device(string agent, string? browser, string? os, string device, string? brand, string? model)
    {
        var facts = _parser.Lookup(AgentData.Request(agent));

        Assert.Equal(browser ?? $"{facts.Browser} {facts.BrowserVersion}", $"{facts.Browser} {facts.BrowserVersion}");
        Assert.Equal(os ?? $"{facts.Os} {facts.OsVersion}", $"{facts.Os} {facts.OsVersion}");
        Assert.Equal((device, brand ?? facts.DeviceBrand, model ?? facts.DeviceModel), (facts.Device, facts.DeviceBrand, facts.DeviceModel));
    }

    [Theory]
    [InlineData(ChromeWindows, "\"Google Chrome\";v=\"131\", \"Chromium\";v=\"131\", \"Not_A Brand\";v=\"24\"", "\"Windows\"", "?0", "Chrome 131", "Windows 10", "desktop")]
    [InlineData(ChromeWindows, "\"Chromium\";v=\"131\", \"Brave\";v=\"131\", \"Not?A_Brand\";v=\"99\"", "\"Windows\"", "?0", "Brave 131", "Windows 10", "desktop")]
    [InlineData(ChromeWindows, "\"Microsoft Edge\";v=\"131\", \"Chromium\";v=\"131\"", "\"macOS\"", "?0", "Edge 131", "Mac OS X ", "desktop")]
    [InlineData(ChromeAndroid, "\"Google Chrome\";v=\"132\", \"Chromium\";v=\"132\"", "\"Android\"", "?1", "Chrome Mobile 132", "Android ", "mobile")]
    [InlineData(ChromeWindows, "\"Chromium\";v=\"131\", \"Not A;Brand\";v=\"99\"", "\"Windows\"", "?1", "Chromium 131", "Windows 10", "mobile")]
    [InlineData(ChromeWindows, "\"My \\\"own\\\" browser\";v=\"7\", \"Chromium\";v=\"131\"", "\"Unknown\"", "", "Chromium 131", "Windows 10", "desktop")]
    [InlineData(FirefoxUbuntu, "", "\"Linux\"", "", "Firefox 133", "Ubuntu ", "desktop")]
    [InlineData(ChromeWindows, "garbage \"\"\";;v=", "\"", "?2", "Chrome 131", "Windows 10", "desktop")]
    public void Client_hints_override_the_user_agent(string agent, string brands, string platform, string mobile, string browser, string os, string device)
    {
        var facts = _parser.Lookup(AgentData.Request(agent) with { HintBrands = brands, HintPlatform = platform, HintMobile = mobile });

        Assert.Equal((browser, os, device), ($"{facts.Browser} {facts.BrowserVersion}", $"{facts.Os} {facts.OsVersion}", facts.Device));
    }

    [Fact]
    public void A_brand_without_a_version_keeps_the_version_of_the_user_agent() =>
        Assert.Equal("131", _parser.Lookup(AgentData.Request(ChromeWindows) with { HintBrands = "\"Google Chrome\"" }).BrowserVersion);

    [Fact]
    public void The_same_agent_is_answered_from_the_cache() =>
        Assert.Same(_parser.Lookup(AgentData.Request(ChromeWindows)), _parser.Lookup(AgentData.Request(ChromeWindows)));

    [Fact]
    public void A_cached_answer_allocates_nothing()
    {
        var request = AgentData.Request(ChromeWindows) with { HintPlatform = "\"Windows\"" };
        _parser.Lookup(request);
        _parser.Lookup(request);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            _parser.Lookup(request);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Many_threads_get_the_same_answers_from_a_cache_that_turns_over()
    {
        using var parser = AgentData.Parser(cacheEntries: 8);

        var wrong = ParallelEnumerable.Range(0, 2_000).Count(i => parser.Lookup(AgentData.Request($"Firefox/{i % 40}.0")).BrowserVersion != $"{i % 40}");

        Assert.Equal(0, wrong);
        Assert.InRange(parser.Cached, 1, 64);
    }

    [Fact]
    public void A_warmed_up_parser_has_nothing_cached_and_knows_Chrome_at_once()
    {
        using var parser = AgentData.Parser();

        parser.WarmUp();

        Assert.Equal(0, parser.Cached);
        Assert.Equal("Chrome", parser.Lookup(AgentData.Request(ChromeWindows)).Browser);
    }

    [Fact]
    public void Other_hints_are_another_entry() =>
        Assert.NotSame(
            _parser.Lookup(AgentData.Request(ChromeWindows)),
            _parser.Lookup(AgentData.Request(ChromeWindows) with { HintPlatform = "\"Linux\"" }));

    [Fact]
    public void The_cache_never_holds_more_than_its_two_generations()
    {
        using var parser = AgentData.Parser(cacheEntries: 100);

        for (var i = 0; i < 1_000; i++)
        {
            parser.Lookup(AgentData.Request($"Agent/{i}"));
        }

        Assert.InRange(parser.Cached, 100, 200);
    }

    [Fact]
    public void What_is_used_outlives_the_generations()
    {
        using var parser = AgentData.Parser(cacheEntries: 10);
        var first = parser.Lookup(AgentData.Request(ChromeWindows));

        for (var i = 0; i < 100; i++)
        {
            parser.Lookup(AgentData.Request($"Agent/{i}"));
            Assert.Same(first, parser.Lookup(AgentData.Request(ChromeWindows)));
        }
    }

    [Fact]
    public void Two_long_agents_that_differ_after_512_characters_are_one_entry() =>
        Assert.Same(
            _parser.Lookup(AgentData.Request(new string('x', 512) + "1")),
            _parser.Lookup(AgentData.Request(new string('x', 64 * 1024))));

    [Fact]
    public void A_parse_for_which_there_was_no_time_is_counted_stands_for_ten_seconds_and_is_tried_again()
    {
        var clock = new Shared.TestClock(DateTimeOffset.UnixEpoch);
        using var parser = Hurried(new UserAgentLimits { Budget = TimeSpan.FromTicks(-1) }, clock);

        var facts = parser.Lookup(AgentData.Request(ChromeWindows));
        clock.Advance(TimeSpan.FromSeconds(9.9));
        var same = parser.Lookup(AgentData.Request(ChromeWindows));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        var other = parser.Lookup(AgentData.Request(ChromeWindows));

        Assert.Equal((false, "", 2), (facts.Complete, facts.Browser, parser.Incomplete));
        Assert.Same(facts, same);
        Assert.NotSame(facts, other);
        Assert.Same(other, parser.Lookup(AgentData.Request(ChromeWindows)));
    }

    [Fact]
    public void An_agent_that_finds_no_turn_goes_unread_is_counted_and_is_not_kept()
    {
        using var parser = Hurried(new UserAgentLimits { ConcurrentParses = 0, LongestWait = TimeSpan.FromMilliseconds(1) }, TimeProvider.System);

        var facts = parser.Lookup(AgentData.Request(ChromeWindows));

        Assert.Equal((false, "", 1, 0), (facts.Complete, facts.Browser, parser.Incomplete, parser.Cached));
    }

    [Fact]
    public void Names_copied_from_the_agent_are_cut()
    {
        var facts = _parser.Lookup(AgentData.Request($"Mozilla/5.0 (Linux; Android 9; {new string('A', 90)} Build/X) Mobile {new string('9', 90)}"));

        Assert.All(new[] { facts.Browser, facts.Os, facts.DeviceBrand, facts.DeviceModel }, name => Assert.InRange(name.Length, 0, 64));
    }

    private static UserAgentParser Hurried(UserAgentLimits limits, TimeProvider clock) => new(
        AgentData.EmbeddedRules(), Collector.Enrichment.Bots.BotRules.Read(new StringReader("")), limits, clock);
}
