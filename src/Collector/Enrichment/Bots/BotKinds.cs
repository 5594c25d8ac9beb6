namespace Collector.Enrichment.Bots;

/// <summary>The words for kinds of programs, as stored in <c>bot_kind</c>.</summary>
internal static class BotKinds
{
    /// <summary>Search engines, link previews, feed readers, archives and all other robots.</summary>
    public const string Crawler = "crawler";

    /// <summary>Collects for, or acts on behalf of, an AI model.</summary>
    public const string AiAgent = "ai-agent";

    /// <summary>Watches whether, or how fast, a site answers.</summary>
    public const string Monitor = "monitor";

    /// <summary>A browser steered by a program.</summary>
    public const string Headless = "headless";

    /// <summary>Looks for weaknesses, or for what a link leads to.</summary>
    public const string Scanner = "scanner";

    /// <summary>A program's HTTP library or command-line tool; also an empty user agent.</summary>
    public const string Library = "library";

    /// <summary>A browser that fetches ahead of a click that may never come.</summary>
    public const string Prefetch = "prefetch";

    /// <summary>All kinds with what they mean.</summary>
    public static IReadOnlyList<(string Kind, string Meaning)> All { get; } =
    [
        (Crawler, "search engines, link previews, feed readers, archives and all other robots"),
        (AiAgent, "collects for, or acts on behalf of, an AI model"),
        (Monitor, "watches whether, or how fast, a site answers"),
        (Headless, "a browser steered by a program"),
        (Scanner, "looks for weaknesses, or for what a link leads to"),
        (Library, "a program's HTTP library or command-line tool; also an empty user agent"),
        (Prefetch, "a browser that fetches ahead of a click that may never come"),
    ];
}
