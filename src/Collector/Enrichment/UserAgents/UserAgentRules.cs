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

    /// <exception cref="InvalidDataException">The rules are too many for the filter.</exception>
    public UserAgentRules(IEnumerable<UserAgentRule> rules)
    {
        _rules = [.. rules.OrderBy(r => r.Kind)];
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
        var answers = new string?[]?[3];
        for (var i = 0; i < _rules.Length; i++)
        {
            var rule = _rules[i];
            ref var answer = ref answers[(int)rule.Kind];
            if (answer is null && Patterns.CanMatch(i, bits) && budget.Run(rule.Pattern, userAgent, compiler) is { } match)
            {
                answer = rule.Answer(match);
            }
        }

        return new AgentMatch(
            Version(answers[(int)RuleKind.Browser]),
            Version(answers[(int)RuleKind.Os]),
            answers[(int)RuleKind.Device] is [{ } family, var brand, var model] ? new MatchedDevice(family, brand, model) : MatchedDevice.Other);
    }

    private static MatchedVersion Version(string?[]? answer) =>
        answer is [{ } family, var major, var minor, var patch, var patchMinor]
            ? new MatchedVersion(family, major, minor, patch, patchMinor)
            : MatchedVersion.Other;
}
