using System.Net;
using BenchmarkDotNet.Attributes;
using Collector.Enrichment.UserAgents;
using Collector.Parsing;

namespace Benchmarks;

/// <summary>
/// What a user agent costs: answered from the cache (0 B), parsed behind the literal filter, and, for comparison, by trying all
/// rules in order as the rule collection defines it.
/// </summary>
[MemoryDiagnoser]
public class UserAgentBenchmarks : IDisposable
{
    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
        "Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    ];

    private readonly RequestFacts[] _requests =
    [
        .. Agents.Select(agent => new RequestFacts { Received = DateTimeOffset.UnixEpoch, Address = IPAddress.Loopback, UserAgent = agent }),
    ];

    /// <summary>More agents than the cache holds, each the first time for long.</summary>
    private readonly RequestFacts[] _strangers = new RequestFacts[32 * 1024];

    private UserAgentParser _parser = null!;
    private PatternCompiler _compiler = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _parser = UserAgentParser.LoadEmbedded(TimeProvider.System);
        _parser.WarmUp();
        _compiler = new PatternCompiler();
        for (var i = 0; i < _strangers.Length; i++)
        {
            _strangers[i] = _requests[i & 7] with { UserAgent = $"{Agents[i & 7]} {i}" };
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _parser.Dispose();
        _compiler.Dispose();
    }

    /// <summary>As nearly every hit is answered.</summary>
    [Benchmark(Baseline = true)]
    public object Cached() => _parser.Lookup(_requests[_next++ & 7]);

    /// <summary>The filter and the rules that survive it, hot rules compiled.</summary>
    [Benchmark]
    public object Uncached() => _parser.Rules.Match(Agents[_next++ & 7], Budget(), _compiler);

    /// <summary>The same, all rules interpreted as in the next one.</summary>
    [Benchmark]
    public object UncachedInterpreted() => _parser.Rules.Match(Agents[_next++ & 7], Budget(), null);

    /// <summary>All that a hit with an agent not in the cache costs: filter, rules, bots' words and patterns, budget, cache. Hot rules compiled.</summary>
    [Benchmark]
    public object LookupMiss() => _parser.Lookup(_strangers[_next++ & ((32 * 1024) - 1)]);

    /// <summary>All rules in order, interpreted.</summary>
    [Benchmark]
    public int AllRulesInOrder()
    {
        var agent = Agents[_next++ & 7];
        var budget = Budget();
        var answered = new bool[3];
        foreach (var rule in _parser.Rules.All)
        {
            if (!answered[(int)rule.Kind] && budget.Run(rule.Pattern, agent, null) is not null)
            {
                answered[(int)rule.Kind] = true;
            }
        }

        return budget.RulesRun;
    }

    private static ParseBudget Budget() => new(TimeProvider.System, TimeSpan.FromMinutes(1));
}
