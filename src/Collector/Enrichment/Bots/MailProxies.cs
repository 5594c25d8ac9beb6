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

    /// <summary>The proxies in the order in which they are asked: what their user agent is, and what it says.</summary>
    public static IReadOnlyList<(string When, string Reason)> All => [.. Rows.Select(row => (row.When, row.Verdict.Reason))];

    private static readonly (string When, BotVerdict Verdict, Func<string, bool> Is)[] Rows =
    [
        ($"is just `{AppleAgent}` (Apple Mail Privacy Protection: fetched whether read or not)", new("", "apple-mail-privacy", true), agent => agent == AppleAgent),
        ("contains `GoogleImageProxy` (Gmail: fetched when opened)", new("", "gmail-image-proxy", true), agent => agent.Contains("GoogleImageProxy", StringComparison.OrdinalIgnoreCase)),
        ("contains `YahooMailProxy` (fetched when opened)", new("", "yahoo-mail-proxy", true), agent => agent.Contains("YahooMailProxy", StringComparison.OrdinalIgnoreCase)),
        ($"ends with `{GmailAheadEnding}` (Gmail: fetched ahead)", new("", "gmail-prefetch", true), agent => agent.EndsWith(GmailAheadEnding, StringComparison.Ordinal)),
    ];

    /// <summary>The proxy's verdict, or null when it is none.</summary>
    public static BotVerdict? Find(string userAgent)
    {
        foreach (var row in Rows)
        {
            if (row.Is(userAgent))
            {
                return row.Verdict;
            }
        }

        return null;
    }
}
