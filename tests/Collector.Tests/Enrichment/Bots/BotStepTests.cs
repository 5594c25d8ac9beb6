using Collector.Enrichment.Bots;
using Collector.Enrichment.UserAgents;
using Collector.Parsing;
using Collector.Tests.Enrichment.UserAgents;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Tests.Enrichment.Bots;

/// <summary>Class, kind and reasons of hits, by agent and by request.</summary>
public sealed class BotStepTests : IDisposable
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";
    private const string Brands = "\"Google Chrome\";v=\"131\", \"Chromium\";v=\"131\", \"Not_A Brand\";v=\"24\"";

    private readonly UserAgentParser _parser = AgentData.Parser();

    public void Dispose() => _parser.Dispose();

    [Theory]
    [InlineData("Mozilla/5.0", "apple-mail-privacy")]
    [InlineData("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", "gmail-image-proxy")]
    [InlineData("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", "yahoo-mail-proxy")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0",
        "gmail-prefetch")]
    public void Mail_proxies_are_machine_opens_and_no_bots(string agent, string reason) =>
        Assert.Equal((HitClass.MachineOpen, "", reason), Judge(AgentData.Request(agent)));

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "crawler", "spider")]
    [InlineData("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "crawler", "spider")]
    [InlineData("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "crawler", null)]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", "ai-agent", "ai-agent")]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot", "ai-agent", "ai-agent")]
    [InlineData("Mozilla/5.0 (compatible; OAI-SearchBot/1.0; +https://openai.com/searchbot)", "ai-agent", "ai-agent")]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)", "ai-agent", "ai-agent")]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)", "ai-agent", "ai-agent")]
    [InlineData("CCBot/2.0 (https://commoncrawl.org/faq/)", "ai-agent", "ai-agent")]
    [InlineData("Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
        "ai-agent", "ai-agent")]
    [InlineData("meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)", "ai-agent", "ai-agent")]
    [InlineData("Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", "monitor", "monitor")]
    [InlineData("Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", "monitor", "monitor")]
    [InlineData("Mozilla/5.0 (Windows NT 6.2; WOW64) AppleWebKit/537.4 (KHTML, like Gecko) Chrome/98 Safari/537.4 (StatusCake)", "monitor", "monitor")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36", "headless", "headless")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X) AppleWebKit/534.34 (KHTML, like Gecko) PhantomJS/1.6.0 Safari/534.34", "headless", "headless")]
    [InlineData("curl/8.5.0", "library", "library")]
    [InlineData("python-requests/2.32.3", "library", "library")]
    [InlineData("Go-http-client/2.0", "library", "library")]
    [InlineData("Java/17.0.6", "library", "library")]
    [InlineData("Mozilla/5.00 (Nikto/2.1.6) (Evasions:None) (Test:000001)", "scanner", "scanner")]
    [InlineData("Mozilla/5.0 zgrab/0.x", "scanner", "scanner")]
    [InlineData("SomethingWeNeverKnewExisted", "crawler", "isbot")]
    [InlineData("", "library", "empty-agent")]
    [InlineData("  ", "library", "empty-agent")]
    public void Programs_are_bots_of_their_kind(string agent, string kind, string? reason)
    {
        var (given, givenKind, givenReason) = Judge(AgentData.Request(agent));

        Assert.Equal((HitClass.Bot, kind, reason ?? givenReason), (given, givenKind, givenReason));
    }

    [Theory]
    [InlineData(Chrome)]
    [InlineData(Firefox)]
    [InlineData("Superhuman")]
    [InlineData("YahooMobileMail/1.0 (Android Mail; 1.3.10) (supersonic;HTC;PC36100;2.3.5/GRJ90)")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)")]
    [InlineData("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.4266; Pro)")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0")]
    public void People_are_human_without_a_reason(string agent) =>
        Assert.Equal((HitClass.Human, "", ""), Judge(AgentData.Request(agent) with { HintBrands = agent == Chrome ? Brands : "" }));

    [Theory]
    [InlineData(true, "de", Brands, "\"Windows\"", "")]
    [InlineData(false, "de", Brands, "\"Windows\"", "")]
    [InlineData(true, "", Brands, "\"Windows\"", "")]
    [InlineData(true, "de", "", "", "")]
    [InlineData(true, "de", Brands, "\"macOS\"", "")]
    [InlineData(false, "", Brands, "\"Windows\"", "")]
    [InlineData(true, "de", "", "\"macOS\"", "")]
    [InlineData(false, "de", "", "", "no-accept,no-hints")]
    [InlineData(true, "", "", "", "no-language,no-hints")]
    [InlineData(true, "", Brands, "\"macOS\"", "no-language,hints-contradict")]
    [InlineData(false, "", "", "\"macOS\"", "no-accept,no-language,hints-contradict,no-hints")]
    public void Signals_of_two_categories_make_a_hit_suspected(bool accept, string language, string brands, string platform, string reasons)
    {
        var request = AgentData.Request(Chrome) with { IsHttps = true, HasAccept = accept, AcceptLanguage = language, HintBrands = brands, HintPlatform = platform };

        Assert.Equal((reasons.Length > 0 ? HitClass.Suspected : HitClass.Human, "", reasons), Judge(request));
    }

    [Fact]
    public void A_Chrome_that_sends_no_hints_over_http_is_no_signal() =>
        Assert.Equal(HitClass.Human, Judge(AgentData.Request(Chrome) with { AcceptLanguage = "" }).Class);

    [Fact]
    public void A_Firefox_that_sends_no_hints_is_no_signal() =>
        Assert.Equal(HitClass.Human, Judge(AgentData.Request(Firefox) with { AcceptLanguage = "", IsHttps = true }).Class);

    [Fact]
    public void A_Firefox_that_sends_Chromium_hints_contradicts_itself() =>
        Assert.Equal(
            (HitClass.Suspected, "", "no-language,hints-contradict"),
            Judge(AgentData.Request(Firefox) with { AcceptLanguage = "", HintBrands = Brands }));

    [Fact]
    public void A_headless_browser_may_name_itself_in_the_brands_only() =>
        Assert.Equal(
            (HitClass.Bot, "headless", "headless"),
            Judge(AgentData.Request(Chrome) with { HintBrands = "\"Chromium\";v=\"131\", \"HeadlessChrome\";v=\"131\"" }));

    [Fact]
    public void A_prefetch_is_a_bot_of_its_own_kind() =>
        Assert.Equal((HitClass.Bot, "prefetch", "prefetch"), Judge(AgentData.Request(Chrome) with { Purpose = "prefetch" }));

    [Theory]
    [InlineData("", HitClass.Human)]
    [InlineData(Chrome, HitClass.Human)]
    [InlineData("curl/8.5.0", HitClass.Bot)]
    public void Server_side_events_are_judged_by_a_given_agent_only(string agent, HitClass expected) =>
        Assert.Equal(expected, Judge(AgentData.Request(agent) with { ServerSide = true, HasAccept = false, AcceptLanguage = "" }).Class);

    [Fact]
    public void An_internal_hit_stays_internal()
    {
        var row = new EventRow { Class = HitClass.Internal };

        new BotStep(_parser).Apply(new RawHit { Request = AgentData.Request("curl/8.5.0") }, SomeSite(), row);

        Assert.Equal((HitClass.Internal, ""), (row.Class, row.BotKind));
    }

    [Fact]
    public void The_user_agent_step_fills_its_columns()
    {
        var row = new EventRow();

        var reason = new UserAgentStep(_parser).Apply(new RawHit { Request = AgentData.Request(Chrome) }, SomeSite(), row);

        Assert.Equal(
            (RejectReason.None, "Chrome", "131", "Windows", "10", "desktop"),
            (reason, row.Browser, row.BrowserVersion, row.Os, row.OsVersion, row.Device));
    }

    private static Site SomeSite() => new() { Id = 1, Name = "example.com" };

    private (HitClass Class, string Kind, string Reasons) Judge(RequestFacts request)
    {
        var row = new EventRow();
        Assert.Equal(RejectReason.None, new BotStep(_parser).Apply(new RawHit { Request = request }, SomeSite(), row));
        return (row.Class, row.BotKind, row.ClassReasons);
    }
}
