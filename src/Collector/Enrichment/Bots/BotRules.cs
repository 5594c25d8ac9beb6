using System.Numerics;
using Collector.Enrichment.UserAgents;

namespace Collector.Enrichment.Bots;

/// <summary>
/// Judges a user agent by itself, in this order: mail proxies, the table of known programs, uap-core's Spider, isbot's
/// patterns. Runs on cache misses only.
/// </summary>
internal sealed class BotRules
{
    private static readonly BotVerdict Empty = new(BotKinds.Library, "empty-agent");
    private static readonly BotVerdict Spider = new(BotKinds.Crawler, "spider");
    private static readonly BotVerdict Listed = new(BotKinds.Crawler, "isbot");
    private static readonly BotVerdict Headless = new(BotKinds.Headless, "headless");
    /// <summary>What is asked beside the table of known programs, in this order; empty-agent before it, the others after.</summary>
    public static IReadOnlyList<(BotVerdict Verdict, string When)> Others { get; } =
    [
        (Empty, "the user agent is empty"),
        (Headless, "the client hints name a headless browser"),
        (Spider, "uap-core's rules call its device a spider"),
        (Listed, "one of isbot's patterns matches"),
    ];

    private static readonly BotVerdict[] Known = [.. BotWords.Rows.Select(r => new BotVerdict(r.Kind, r.Reason))];

    // The last group, People, keeps the patterns from being asked.
    private readonly WordFinder _words = new([.. BotWords.Rows.Select(r => r.Words), BotWords.People]);
    private readonly PatternSet _patterns;

    public BotRules(IEnumerable<Pattern> patterns) => _patterns = new PatternSet([.. patterns]);

    /// <summary>Reads the form that <c>build/bot-rules.mjs</c> writes: one regex per line.</summary>
    public static BotRules Read(TextReader reader, TimeSpan? matchTimeout = null)
    {
        var patterns = new List<Pattern>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
            {
                patterns.Add(new Pattern(line, ignoreCase: true, matchTimeout));
            }
        }

        return new BotRules(patterns);
    }

    /// <summary>What <paramref name="userAgent"/> is.</summary>
    /// <param name="userAgent">Cut to its limit.</param>
    /// <param name="brands">The client hint's brand list: a headless browser may name itself there only.</param>
    /// <param name="isSpider">Whether uap-core's rules call its device a spider.</param>
    /// <param name="budget">Ends the search when time is up.</param>
    /// <param name="compiler">Takes patterns used often.</param>
    public BotVerdict Judge(string userAgent, string brands, bool isSpider, ParseBudget budget, PatternCompiler? compiler)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return Empty;
        }

        // isbot calls the proxies bots, though a person may be looking: they come first.
        if (MailProxies.Find(userAgent) is { } proxy)
        {
            return proxy;
        }

        var words = _words.Find(userAgent);
        var known = BitOperations.TrailingZeroCount(words);
        return known < Known.Length ? Known[known]
            : brands.Contains("headless", StringComparison.OrdinalIgnoreCase) ? Headless
            : isSpider ? Spider
            : words == 0 && FindPattern(userAgent, budget, compiler) ? Listed
            : BotVerdict.None;
    }

    private bool FindPattern(string userAgent, ParseBudget budget, PatternCompiler? compiler)
    {
        var bits = new ulong[_patterns.Words];
        _patterns.Mark(userAgent, bits);
        for (var i = PatternSet.Next(0, _patterns.Count, bits); i < _patterns.Count; i = PatternSet.Next(i + 1, _patterns.Count, bits))
        {
            if (budget.Run(_patterns[i], userAgent, compiler) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
