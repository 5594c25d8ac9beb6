namespace Collector.Enrichment.UserAgents;

/// <summary>
/// A rule collection of uap-core with its filter: for each of the three questions the first rule that matches answers.
/// Immutable, hence free to share.
/// </summary>
internal sealed class UserAgentRules
{
    /// <summary>Rules of one collection: a bound for files that an operator brings; uap-core has 1,270 in 2026.</summary>
    public const int MaxRules = 20_000;

    private readonly UserAgentRule[] _rules;

    // The rules of kind k are _rules[_starts[k].._starts[k + 1]].
    private readonly int[] _starts;

    /// <exception cref="InvalidDataException">The rules are too many for the filter.</exception>
    public UserAgentRules(IEnumerable<UserAgentRule> rules)
    {
        _rules = [.. rules.OrderBy(r => r.Kind)];
        _starts = [.. Enumerable.Range(0, 4).Select(kind => _rules.Count(rule => (int)rule.Kind < kind))];
        Patterns = new PatternSet([.. _rules.Select(r => r.Pattern)]);
    }

    /// <summary>The rules: browsers, systems, devices, each in the order of the file.</summary>
    public IReadOnlyList<UserAgentRule> All => _rules;

    /// <summary>The filter over the rules; its indexes are those of <see cref="All"/>.</summary>
    public PatternSet Patterns { get; }

    /// <summary>What the rules say of <paramref name="userAgent"/>.</summary>
    public AgentMatch Match(string userAgent, ParseBudget budget, PatternCompiler? compiler)
    {
        var bits = new ulong[Patterns.Words];
        Patterns.Mark(userAgent, bits);
        return new AgentMatch(
            Version(First(RuleKind.Browser, userAgent, bits, budget, compiler)),
            Version(First(RuleKind.Os, userAgent, bits, budget, compiler)),
            First(RuleKind.Device, userAgent, bits, budget, compiler) is [{ } family, var brand, var model] ? new MatchedDevice(family, brand, model) : MatchedDevice.Other);
    }

    /// <summary>The answer of the first rule of a kind that matches; null when none does.</summary>
    private string?[]? First(RuleKind kind, string userAgent, ReadOnlySpan<ulong> bits, ParseBudget budget, PatternCompiler? compiler)
    {
        var end = _starts[(int)kind + 1];
        for (var i = PatternSet.Next(_starts[(int)kind], end, bits); i < end; i = PatternSet.Next(i + 1, end, bits))
        {
            if (budget.Run(_rules[i].Pattern, userAgent, compiler) is { } match)
            {
                return _rules[i].Answer(match);
            }
        }

        return null;
    }

    private static MatchedVersion Version(string?[]? answer) =>
        answer is [{ } family, var major, var minor, var patch, var patchMinor]
            ? new MatchedVersion(family, major, minor, patch, patchMinor)
            : MatchedVersion.Other;
}
