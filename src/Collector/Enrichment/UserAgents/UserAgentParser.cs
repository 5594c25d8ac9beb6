using Collector.Enrichment.Bots;
using Collector.Parsing;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// The one place where a request's user agent and client hints become facts: cached, bounded in time and memory. The rules
/// can be exchanged while it runs.
/// </summary>
internal sealed class UserAgentParser : IDisposable
{
    private static readonly string[] CommonAgents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    ];

    private readonly BotRules _bots;
    private readonly UserAgentLimits _limits;
    private readonly TimeProvider _clock;
    private readonly PatternCompiler _compiler = new();
    private readonly SemaphoreSlim _parses;
    private State _state;
    private long _incomplete;

    public UserAgentParser(UserAgentRules rules, BotRules bots, UserAgentLimits limits, TimeProvider clock)
    {
        _bots = bots;
        _limits = limits;
        _clock = clock;
        _parses = new SemaphoreSlim(limits.ConcurrentParses);
        _state = new State(rules, new AgentCache(limits.CacheEntries));
    }

    /// <summary>The rules in use.</summary>
    public UserAgentRules Rules => Volatile.Read(ref _state).Rules;

    /// <summary>Entries in the cache.</summary>
    public int Cached => Volatile.Read(ref _state).Cache.Count;

    /// <summary>User agents so far for which there was no time for all rules, or no turn within the longest wait.</summary>
    public long Incomplete => Volatile.Read(ref _incomplete);

    /// <summary>A parser over the rules that are part of the program.</summary>
    public static UserAgentParser LoadEmbedded(TimeProvider clock, UserAgentLimits? limits = null)
    {
        using var rules = EmbeddedText("user-agent-rules.tsv");
        using var bots = EmbeddedText("bot-rules.txt");
        return new UserAgentParser(UserAgentRulesFile.Read(rules), BotRules.Read(bots), limits ?? new(), clock);
    }

    /// <summary>
    /// Parses some common user agents without a limit of time: code that runs for the first time is slow enough to use the
    /// budget up. To be called before the first request.
    /// </summary>
    public void WarmUp()
    {
        foreach (var agent in CommonAgents)
        {
            var budget = new ParseBudget(ThreadTime.Clock, TimeSpan.MaxValue);
            var match = Rules.Match(agent, budget, _compiler);
            _ = UserAgentReader.Read(agent, match, ClientHints.None, _bots.Judge(agent, "", false, budget, _compiler));
        }
    }

    /// <summary>Exchanges the rules and forgets what the old ones said.</summary>
    public void Use(UserAgentRules rules) => Volatile.Write(ref _state, new State(rules, new AgentCache(_limits.CacheEntries)));

    /// <summary>What <paramref name="request"/> says about browser, system, device and being a program.</summary>
    public UserAgentFacts Lookup(RequestFacts request)
    {
        var state = Volatile.Read(ref _state);
        var key = new AgentKey(
            Cut(request.UserAgent, UserAgentLimits.MaxLength),
            Cut(request.HintBrands, ClientHints.MaxLength),
            Cut(request.HintPlatform, 32),
            Cut(request.HintMobile, 4));
        return state.Cache.Find(key) is { } known && (known.Complete || _clock.GetElapsedTime(known.Since) < _limits.IncompleteLife)
            ? known
            : Parse(state, key);
    }

    public void Dispose()
    {
        _compiler.Dispose();
        _parses.Dispose();
    }

    private UserAgentFacts Parse(State state, in AgentKey key)
    {
        var hints = ClientHints.Read(key.Brands, key.Platform, key.Mobile);
        if (!_parses.Wait(_limits.LongestWait))
        {
            // Not the agent's fault, so it is not kept: the next hit finds a turn.
            return Unfinished(UserAgentReader.Read(key.UserAgent, AgentMatch.None, hints, BotVerdict.None));
        }

        try
        {
            var budget = new ParseBudget(_clock, _limits.Budget, ThreadTime.Clock);
            var match = state.Rules.Match(key.UserAgent, budget, _compiler);
            var verdict = _bots.Judge(key.UserAgent, key.Brands, match.Device.Brand == "Spider", budget, _compiler);
            var facts = UserAgentReader.Read(key.UserAgent, match, hints, verdict);
            facts = budget.Exhausted ? Unfinished(facts) : facts;
            state.Cache.Add(key, facts);
            return facts;
        }
        finally
        {
            _parses.Release();
        }
    }

    private UserAgentFacts Unfinished(UserAgentFacts facts)
    {
        Interlocked.Increment(ref _incomplete);
        return facts with { Complete = false, Since = _clock.GetTimestamp() };
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static StreamReader EmbeddedText(string name) => new(
        typeof(UserAgentParser).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The program was built without {name}: build it again."));

    /// <summary>Rules and the cache of what they said: exchanged together.</summary>
    private sealed record State(UserAgentRules Rules, AgentCache Cache);
}
