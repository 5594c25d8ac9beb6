namespace Collector.Enrichment.Bots;

/// <summary>
/// The mail providers' image proxies. Their requests say nothing of the reader's device or place; the reason word keeps apart
/// those that fetch when the mail is opened (Gmail, Yahoo) from those that fetch ahead whether it is read or not (Apple).
/// </summary>
internal static class MailProxies
{
    // Apple's Mail Privacy Protection sends just this.
    private const string AppleAgent = "Mozilla/5.0";

    // Gmail's fetch ahead of the opening pretends to be this browser of 2015.
    private const string GmailAheadEnding = "Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0";

    private static readonly BotVerdict Apple = new("", "apple-mail-privacy", true);
    private static readonly BotVerdict GmailAhead = new("", "gmail-prefetch", true);
    private static readonly BotVerdict Gmail = new("", "gmail-image-proxy", true);
    private static readonly BotVerdict Yahoo = new("", "yahoo-mail-proxy", true);

    /// <summary>The proxy's verdict, or null when it is none.</summary>
    public static BotVerdict? Find(string userAgent) =>
        userAgent == AppleAgent ? Apple
        : userAgent.Contains("GoogleImageProxy", StringComparison.OrdinalIgnoreCase) ? Gmail
        : userAgent.Contains("YahooMailProxy", StringComparison.OrdinalIgnoreCase) ? Yahoo
        : userAgent.EndsWith(GmailAheadEnding, StringComparison.Ordinal) ? GmailAhead
        : null;
}
