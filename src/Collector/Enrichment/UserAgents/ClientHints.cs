using System.Text;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// The client hints that Chromium sends unasked over https: the brand list with major versions, the platform, and whether it
/// is a phone. They are right where the user agent is frozen or pretends.
/// </summary>
/// <param name="Browser">Name by the rules' words (Chrome, Edge, …); "" without a brand list.</param>
/// <param name="Major">Major version of the browser; "" when unknown.</param>
/// <param name="Chromium">Major version of the engine; 0 when unknown.</param>
/// <param name="Os">Operating system by the rules' words; "" when unknown.</param>
/// <param name="Mobile">True for a phone, false for "not a phone", null when not said.</param>
internal sealed record ClientHints(string Browser, string Major, int Chromium, string Os, bool? Mobile)
{
    /// <summary>Characters of a brand list that are read; real ones have about 70.</summary>
    public const int MaxLength = 256;

    /// <summary>Brands that are read; real lists have three.</summary>
    private const int MaxBrands = 8;

    public static ClientHints None { get; } = new("", "", 0, "", null);

    /// <summary>Reads the three headers as they were sent; what cannot be read counts as not sent.</summary>
    public static ClientHints Read(string brands, string platform, string mobile)
    {
        if (brands.Length == 0 && platform.Length == 0 && mobile.Length == 0)
        {
            return None;
        }

        var (browser, major, chromium) = ("", "", 0);
        foreach (var (name, version) in Brands(brands))
        {
            if (name == "Chromium")
            {
                _ = int.TryParse(version, out chromium);
                (browser, major) = browser.Length == 0 ? (name, version) : (browser, major);
            }
            else if (browser is "" or "Chromium" && Name(name) is { } known)
            {
                (browser, major) = (known, version);
            }
        }

        return new ClientHints(browser, major, chromium, System(platform.Trim().Trim('"')), mobile.Trim() switch
        {
            "?1" => true,
            "?0" => false,
            _ => null,
        });
    }

    /// <summary>
    /// The brands that are known, in the rules' words. A closed list: the header is a stranger's text, and Chromium itself puts
    /// an invented brand into it ("Not A;Brand").
    /// </summary>
    private static string? Name(string brand) => brand switch
    {
        "Google Chrome" => "Chrome",
        "Microsoft Edge" => "Edge",
        "YaBrowser" or "Yandex" => "Yandex Browser",
        "Android WebView" => "Chrome Mobile WebView",
        "Microsoft Edge WebView2" => "Edge WebView2",
        "Opera" or "Opera GX" or "Brave" or "Vivaldi" or "Samsung Internet" or "DuckDuckGo" or "Whale" or "Coc Coc" or "HeadlessChrome"
            or "Huawei Browser" or "Avast Secure Browser" or "Oculus Browser" or "MiuiBrowser" => brand,
        "AVG Secure Browser" => "AVG",
        _ => null,
    };

    private static string System(string platform) => platform switch
    {
        "macOS" => "Mac OS X",
        "Chromium OS" => "Chrome OS",
        "Unknown" => "",
        "Windows" or "Android" or "Linux" or "Chrome OS" or "iOS" or "Fuchsia" => platform,
        _ => "",
    };

    /// <summary>Reads <c>"Name";v="131", "Other";v="8"</c>; stops at the first thing that is not so.</summary>
    private static List<(string Name, string Version)> Brands(string header)
    {
        var brands = new List<(string, string)>();
        var at = 0;
        while (brands.Count < MaxBrands && Quoted(header, ref at) is { } name)
        {
            var version = "";
            if (header.AsSpan(at).StartsWith(";v="))
            {
                at += 3;
                version = Quoted(header, ref at) ?? "";
            }

            brands.Add((name, version.All(char.IsAsciiDigit) && version.Length <= 6 ? version : ""));
            while (at < header.Length && header[at] is ',' or ' ')
            {
                at++;
            }
        }

        return brands;
    }

    private static string? Quoted(string header, ref int at)
    {
        if (at >= header.Length || header[at] != '"')
        {
            return null;
        }

        var text = new StringBuilder();
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            at += header[at] == '\\' && at + 1 < header.Length ? 1 : 0;
            text.Append(header[at]);
        }

        return at++ < header.Length ? text.ToString() : null;
    }
}
