using Collector.Enrichment.UserAgents;
using Collector.Tests.Enrichment.UserAgents;

namespace Collector.Tests.Enrichment.Bots;

/// <summary>Thousands of agents whose nature is known from uap-core's tests: people stay people, crawlers are caught.</summary>
public sealed class KnownAgentsTests : IDisposable
{
    /// <summary>Families that people use: browsers, in-app browsers, mail programs.</summary>
    private static readonly HashSet<string> PeoplesFamilies = new(StringComparer.Ordinal)
    {
        "115 Browser", "360 Secure Browser", "AOL", "Airmail", "Aloha Browser", "Amazon Silk", "Android", "Apple Mail", "AppleNews",
        "Avast Secure Browser", "AVG", "Avira", "Baidu Browser", "Baidu Explorer", "Basilisk", "BlackBerry WebKit", "Brave", "CCleaner",
        "Camoufox", "Chrome", "Chrome Frame", "Chrome Mobile", "Chrome Mobile WebView", "Chrome Mobile iOS", "Chromium", "Coc Coc",
        "Comodo Dragon", "Conkeror", "Crosswalk", "Dolphin", "Dragon", "DuckDuckGo", "DuckDuckGo Mobile", "Ecosia Android", "Ecosia iOS", "Edge",
        "Edge Mobile", "Electron", "Facebook", "Facebook Messenger", "Firefox", "Firefox Beta", "Firefox Mobile", "Firefox iOS",
        "Firefox (Shiretoko)", "Flipboard", "Google", "HbbTV", "HeyTap Browser", "HiBrowser", "Honor Browser", "Huawei Browser", "IE",
        "IE Large Screen", "IE Mobile", "IceCat", "Instabridge", "Instagram", "Iron", "KakaoTalk", "Kindle", "Konqueror", "LINE", "Ladybird",
        "Lightning", "LuaKit", "Maxthon", "Midori", "Minimo", "Mint Browser", "MiuiBrowser", "Mobile Safari", "Mobile Safari UI/WKWebView",
        "MullvadBrowser", "Mypal Browser", "NetFront NX", "Nokia Browser", "Norton", "ONE Browser", "Oculus Browser", "Opera", "Opera Coast",
        "Opera GX", "Opera Mini", "Opera Neon", "Opera Tablet", "Opera Touch", "Otter", "Outlook", "Ovi Browser", "Pale Moon",
        "Phoenix Browser", "Pinterest", "Postbox", "Puffin", "QQ Browser", "QQ Browser Mobile", "QQ Browser Mini", "Qt Web Engine",
        "QtCarBrowser", "Quark", "Quark PC", "QupZilla", "Rekonq", "RockMelt", "Safari", "Sailfish Browser", "Samsung Internet",
        "Seznam prohlížeč", "Skyfire", "Sleipnir", "Smart Lenovo Browser", "Snapchat", "Steam GameOverlay", "Telegram", "Tenta Browser",
        "Thunderbird", "TikTok", "Twitter", "UC Browser", "Vewd Browser", "Vivaldi", "VivoBrowser", "Waterfox", "WeChat Browser",
        "WebKit Nightly", "Weibo", "Whale", "Windows Live Mail", "Wolvic Browser", "Yandex Browser", "qutebrowser", "webOS Browser",
    };

    private readonly UserAgentParser _parser = AgentData.Parser(cacheEntries: 20_000);

    public void Dispose() => _parser.Dispose();

    [AgentDataFact]
    public void Of_466_browsers_of_people_none_is_called_a_bot()
    {
        // Without spaces it stands in a server's log, not in a request; "Mozilla" or "Opera" begins every browser's
        // agent (and Google's preview robot carries a browser's family).
        var rules = AgentData.Rules();
        var people = new[] { "test_ua.yaml", "test_os.yaml" }.SelectMany(AgentData.Cases)
            .Select(c => c["user_agent_string"])
            .Distinct()
            .Where(agent => agent.StartsWith("Mozilla/", StringComparison.Ordinal) || agent.StartsWith("Opera/", StringComparison.Ordinal))
            .Where(agent => !agent.Contains("+(", StringComparison.Ordinal) && !agent.Contains("Google Web Preview", StringComparison.Ordinal))
            .Where(agent => PeoplesFamilies.Contains(rules.Match(agent, AgentData.Budget(), null).Browser.Family))
            .ToList();

        var misjudged = people.Where(IsBot).ToList();

        Assert.Equal(466, people.Count);
        Assert.True(misjudged.Count == 0, $"{misjudged.Count} of {people.Count}:\n{string.Join('\n', misjudged)}");
    }

    /// <summary>The state, not a goal: what is left are phones of before 2014 whose agents carry odd signs.</summary>
    [AgentDataFact]
    public void Of_8580_phones_and_tablets_with_a_WebKit_browser_100_are_called_bots()
    {
        var devices = AgentData.Cases("test_device.yaml")
            .Where(c => c["family"] != "Spider")
            .Select(c => c["user_agent_string"])
            .Where(agent => agent.StartsWith("Mozilla/5.0 (", StringComparison.Ordinal) && agent.Contains("AppleWebKit/", StringComparison.Ordinal))
            .Distinct().ToList();

        var misjudged = devices.Count(IsBot);

        Assert.Equal((8580, 100), (devices.Count, misjudged));
    }

    [AgentDataFact]
    public void Every_spider_of_the_device_tests_is_caught() =>
        Assert.Empty(AgentData.Cases("test_device.yaml").Where(c => c["family"] == "Spider" && !IsBot(c["user_agent_string"])).Select(c => c["user_agent_string"]));

    [AgentDataFact]
    public void All_610_agents_of_families_that_call_themselves_bot_crawler_or_spider_are_caught()
    {
        var crawlers = AgentData.Cases("test_ua.yaml")
            .Where(c => new[] { "bot", "crawl", "spider" }.Any(word => c["family"].Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Select(c => c["user_agent_string"])
            .Distinct().ToList();

        var missed = crawlers.Where(agent => !IsBot(agent)).ToList();

        Assert.Equal(610, crawlers.Count);
        Assert.Empty(missed);
    }

    private bool IsBot(string agent) => _parser.Lookup(AgentData.Request(agent)).Verdict.IsBot;
}
