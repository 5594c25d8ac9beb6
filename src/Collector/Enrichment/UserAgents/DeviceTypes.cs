namespace Collector.Enrichment.UserAgents;

/// <summary>
/// What sort of device a user agent runs on. uap-core names devices but does not sort them, so this table does: the first row
/// with a word that is in the user agent (and none of its exceptions) answers, then the operating system.
/// </summary>
internal static class DeviceTypes
{
    public const string Desktop = "desktop";
    public const string Mobile = "mobile";
    public const string Tablet = "tablet";
    public const string Bot = "bot";

    private static readonly Row[] Rows =
    [
        new("car", ["qtcarbrowser", "tesla/", "android automotive", "carplay"], []),
        new("console", ["playstation", "xbox", "nintendo"], []),
        new("tv",
            [
                "smarttv", "smart-tv", "smart tv", "hbbtv", "googletv", "google tv", "appletv", "apple tv", "tvos/", "roku", "crkey",
                "; aft", "bravia", "netcast", "web0s", "webos.tv", "inettv", "android tv", "opera tv", " tv safari", "viera", "webtv",
                "nettv", "mitv", "chromecast", "vidaa", "dtv",
            ],
            []),
        new("wearable", ["watchos", "apple watch", "model/watch", "galaxy watch", "wear os", "; sm-r8", "; sm-r9", "oculusbrowser", "; quest"], []),
        new(Mobile, ["iphone", "ipod", "windows phone", "opera mini", "opera mobi", "iemobile"], ["ipad"]),
        new(Tablet, ["ipad", "playbook", "kindle", "; kf", "nexus 7", "nexus 9", "nexus 10", "; sm-t", "; sm-x", "xoom"], []),
        // "Tablet PC" is a component of Windows, also on desktops.
        new(Tablet, ["tablet"], ["tablet pc"]),
        // Dalvik is an app's own agent, which never says Mobile.
        new(Tablet, ["android"], ["mobile", "dalvik/"]),
        new(Mobile,
            [
                "mobile", "android", "phone", "blackberry", "bb10", "symbian", "series60", "series40", "midp", "kaios", "ucweb", "palm",
                "harmonyos", "sailfish", "meego", "maemo", "bada/", "brew",
            ],
            []),
    ];

    // Two groups a row: what speaks for it, and what against.
    private static readonly WordFinder Finder = new([.. Rows.SelectMany(r => new[] { r.Words, r.Except })]);

    /// <summary>The type, or "" when nothing tells.</summary>
    /// <param name="userAgent">The user agent.</param>
    /// <param name="os">Family of the operating system by the rules.</param>
    /// <param name="mobile">The client hint; it decides between phone and tablet on Android, where the user agent may be reduced.</param>
    public static string Of(string userAgent, string os, bool? mobile)
    {
        if (mobile == true)
        {
            return Mobile;
        }

        var found = Finder.Find(userAgent);
        for (var i = 0; i < Rows.Length; i++)
        {
            if (((found >> (2 * i)) & 0b11) == 0b01)
            {
                return Rows[i].Type;
            }
        }

        return os switch
        {
            "iOS" or "Android" => Mobile,
            "Windows" or "Mac OS X" or "Mac OS" or "Linux" or "Chrome OS" or "Ubuntu" or "Debian" or "Fedora" or "Red Hat" or "SUSE" or "Gentoo"
                or "Mandriva" or "Kubuntu" or "CentOS" or "Arch Linux" or "Linux Mint" or "FreeBSD" or "OpenBSD" or "NetBSD" or "BSD" or "Solaris"
                or "SerenityOS" => Desktop,
            _ => "",
        };
    }

    /// <summary>A row of the table: the type, the words that speak for it, and the words that speak against.</summary>
    private sealed record Row(string Type, string[] Words, string[] Except);
}
