using System.Globalization;
using Collector.Enrichment.Bots;

namespace Collector.Enrichment.UserAgents;

/// <summary>Makes of the rules' answer and the client hints what is stored. Pure functions; <c>docs/decisions/0005-user-agents.md</c> says why so.</summary>
internal static class UserAgentReader
{
    /// <summary>First Chromium that sends client hints unasked.</summary>
    private const int FirstWithHints = 89;

    /// <summary>Characters of a name and of a version that are kept: rules copy some of them from the user agent, which a stranger writes.</summary>
    private const int MaxName = 64;

    private const int MaxVersion = 16;

    /// <summary>The facts of <paramref name="userAgent"/>.</summary>
    public static UserAgentFacts Read(string userAgent, AgentMatch match, ClientHints hints, BotVerdict verdict)
    {
        var (browser, browserVersion) = Browser(match.Browser, hints);
        var (os, osVersion) = Os(userAgent, match.Os, hints);
        var brand = match.Device.Brand ?? "";
        var isSpider = brand == "Spider";
        // Android agents of Chrome say the model K, which is no model.
        var model = isSpider || match.Device.Model == "K" ? "" : match.Device.Model ?? "";
        var chromium = ChromiumMajor(userAgent);
        return new UserAgentFacts
        {
            Browser = Cut(browser, MaxName),
            BrowserVersion = Cut(browserVersion, MaxVersion),
            Os = Cut(os, MaxName),
            OsVersion = Cut(osVersion, MaxVersion),
            Device = userAgent.Length == 0 ? "" : verdict.IsBot ? DeviceTypes.Bot : DeviceTypes.Of(userAgent, os, hints.Mobile),
            DeviceBrand = isSpider || brand.StartsWith("Generic", StringComparison.Ordinal) || brand == "unknown" ? "" : Cut(brand, MaxName),
            DeviceModel = Cut(model, MaxName),
            Verdict = verdict,
            ShouldSendHints = chromium >= FirstWithHints && match.Browser.Family is "Chrome" or "Chrome Mobile" or "Edge" or "Edge Mobile" or "Opera",
            HintsContradict = Contradict(chromium, match.Os.Family, hints),
        };
    }

    private static (string Name, string Version) Browser(MatchedVersion match, ClientHints hints)
    {
        var name = match.Family == MatchedVersion.OtherFamily ? "" : match.Family;
        // An app's own name (Facebook, Instagram) says more than the browser engine it is built on.
        if (hints.Browser.Length > 0 && (name.Length == 0 || IsChromiumName(name)) && !IsSame(name, hints.Browser))
        {
            return (hints.Browser, hints.Major);
        }

        if (hints.Major.Length > 0 && IsSame(name, hints.Browser))
        {
            return (name, hints.Major);
        }

        var withMinor = name.Contains("Safari", StringComparison.Ordinal);
        return (name, Version(match, withMinor));
    }

    private static (string Name, string Version) Os(string userAgent, MatchedVersion match, ClientHints hints)
    {
        var name = match.Family == MatchedVersion.OtherFamily ? "" : match.Family;
        // The hint says only Linux where the user agent may name the distribution.
        if (hints.Os.Length > 0 && hints.Os != name && !(hints.Os == "Linux" && DeviceTypes.Of("", name, null) == DeviceTypes.Desktop
            && name is not ("Windows" or "Mac OS X" or "Mac OS" or "Chrome OS")))
        {
            return (hints.Os, "");
        }

        return (name, IsFrozen(userAgent, name) ? "" : Version(match, withMinor: true));
    }

    /// <summary>Browsers have sent these whatever the system, since 2020 (macOS) and 2023 (Android).</summary>
    private static bool IsFrozen(string userAgent, string os) => os switch
    {
        "Mac OS X" => userAgent.Contains("Mac OS X 10_15_7", StringComparison.Ordinal)
            || userAgent.Contains("Mac OS X 10.15;", StringComparison.Ordinal),
        "Android" => userAgent.Contains("Android 10; K)", StringComparison.Ordinal),
        _ => false,
    };

    private static string Version(MatchedVersion match, bool withMinor) => (match.Major, match.Minor) switch
    {
        (null, _) => "",
        ({ } major, { } minor) when withMinor => $"{major}.{minor}",
        ({ } major, _) => major,
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static bool IsChromiumName(string name) =>
        name.StartsWith("Chrom", StringComparison.Ordinal) || name.StartsWith("Edge", StringComparison.Ordinal) || name.StartsWith("Opera", StringComparison.Ordinal);

    /// <summary>The rules tell "Chrome Mobile" from "Chrome", brands do not.</summary>
    private static bool IsSame(string name, string brand) =>
        name == brand || (brand.Length > 0 && name.StartsWith(brand, StringComparison.Ordinal) && name.AsSpan(brand.Length).SequenceEqual(" Mobile"));

    private static bool Contradict(int chromium, string os, ClientHints hints)
    {
        var engine = hints.Chromium > 0 && hints.Chromium != chromium;
        // The two desktop systems are never asked for as another one; "desktop site" on a phone changes the hint as well.
        var system = hints.Os is "Windows" or "Mac OS X" && os is "Windows" or "Mac OS X" or "Linux" or "Android" or "iOS" && os != hints.Os;
        return engine || system;
    }

    private static int ChromiumMajor(string userAgent)
    {
        const string Token = "Chrome/";
        var at = userAgent.IndexOf(Token, StringComparison.Ordinal);
        if (at < 0)
        {
            return 0;
        }

        var digits = userAgent.AsSpan(at + Token.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        digits = end < 0 ? digits : digits[..end];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }
}
