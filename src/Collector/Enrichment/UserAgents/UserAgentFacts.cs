using Collector.Enrichment.Bots;

namespace Collector.Enrichment.UserAgents;

/// <summary>What is stored, and judged, of a user agent and its client hints. Unknown is "". Shared by the cache: immutable.</summary>
internal sealed record UserAgentFacts
{
    /// <summary>Family by uap-core's names: Chrome, Mobile Safari, Firefox, ….</summary>
    public string Browser { get; init; } = "";

    /// <summary>Major version; with the minor one for Safari, whose features come with minor versions.</summary>
    public string BrowserVersion { get; init; } = "";

    public string Os { get; init; } = "";

    /// <summary>Major and, where there is one, minor version; "" where browsers are known to send a frozen one.</summary>
    public string OsVersion { get; init; } = "";

    /// <summary>desktop, mobile, tablet, tv, console, wearable, car, bot or "".</summary>
    public string Device { get; init; } = "";

    public string DeviceBrand { get; init; } = "";

    public string DeviceModel { get; init; } = "";

    /// <summary>What the user agent alone says about being a program.</summary>
    public BotVerdict Verdict { get; init; } = BotVerdict.None;

    /// <summary>Whether it claims to be a browser that sends client hints over https: Chromium 89 or newer.</summary>
    public bool ShouldSendHints { get; init; }

    /// <summary>Whether the client hints contradict the user agent: another engine, version or system.</summary>
    public bool HintsContradict { get; init; }

    /// <summary>Whether there was time for all rules; when not, what is missing may be known next time.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>When an incomplete answer was given, in the parser's time stamps.</summary>
    public long Since { get; init; }
}
