namespace Collector.Enrichment.Bots;

/// <summary>What a user agent alone says about being a program.</summary>
/// <param name="Kind">A word of <see cref="BotKinds"/>; "" when it is no bot.</param>
/// <param name="Reason">The reason word to store; "" when there is nothing to say.</param>
/// <param name="IsMailProxy">Whether it fetches images for a mail provider.</param>
internal sealed record BotVerdict(string Kind, string Reason, bool IsMailProxy = false)
{
    public static BotVerdict None { get; } = new("", "");

    /// <summary>Whether it is a program (mail proxies are not counted as one: a person may be behind them).</summary>
    public bool IsBot => Kind.Length > 0;
}
