namespace Collector.Enrichment.UserAgents;

/// <summary>
/// Finds what every match of a regex must contain: up to four clauses, each "at least one of these literals". Literals are
/// lower case, 2 to 10 characters. Too little is always safe (the regex is then tried more often), too much never is.
/// </summary>
internal static class RequiredLiterals
{
    /// <summary>Characters of a literal: shorter ones are everywhere, longer ones only make the automaton larger.</summary>
    private const int MinLength = 2;

    private const int MaxLength = 10;

    /// <summary>Clauses kept for a regex: measured, a fifth sorts out next to nothing.</summary>
    private const int MaxClauses = 4;

    /// <summary>Strings that a part may stand for while its literals are still spelled out.</summary>
    private const int MaxExact = 24;

    /// <summary>Literals in a clause.</summary>
    private const int MaxAlternatives = 256;

    /// <summary>Literals of a clause that are compared with one another: it is work for the square of it.</summary>
    private const int MaxCompared = 32;

    /// <summary>The clauses of <paramref name="pattern"/>, the most telling first; none means "always try it".</summary>
    public static IReadOnlyList<string[]> Of(string pattern)
    {
        if (PatternParser.TryParse(pattern) is not { } tree)
        {
            return [];
        }

        var facts = Inspect(tree);
        AddClause(facts.Clauses, facts.Exact);
        return [.. facts.Clauses.DistinctBy(c => string.Join('\n', c)).OrderByDescending(Worth).Take(MaxClauses)];
    }

    // Long literals are rare in user agents, many alternatives make a hit likelier.
    private static double Worth(string[] clause) => clause.Min(l => l.Length) - Math.Log2(clause.Length);

    private static Facts Inspect(PatternNode node) => node switch
    {
        CharNode one => new Facts(one.Set?.Select(c => c.ToString()).ToList(), []),
        SequenceNode sequence => Inspect(sequence),
        ChoiceNode choice => Inspect(choice),
        RepeatNode repeat => Inspect(repeat),
        _ => new Facts(null, []),
    };

    private static Facts Inspect(SequenceNode sequence)
    {
        var clauses = new List<string[]>();
        List<string> run = [""];
        var whole = true;
        foreach (var part in sequence.Parts)
        {
            var facts = Inspect(part);
            clauses.AddRange(facts.Clauses);
            if (facts.Exact is not null && run.Count * facts.Exact.Count <= MaxExact)
            {
                run = Append(run, facts.Exact);
                continue;
            }

            whole = false;
            AddClause(clauses, run);
            run = facts.Exact ?? [""];
        }

        if (whole)
        {
            return new Facts(run, clauses);
        }

        AddClause(clauses, run);
        return new Facts(null, clauses);
    }

    private static List<string> Append(List<string> heads, List<string> tails)
    {
        if (tails.Count > 1)
        {
            return [.. heads.SelectMany(_ => tails, (head, tail) => head + tail).Distinct()];
        }

        // Nearly always: one more character of a literal.
        var longer = new List<string>(heads.Count);
        foreach (var head in heads)
        {
            longer.Add(head + tails[0]);
        }

        return longer;
    }

    private static Facts Inspect(ChoiceNode choice)
    {
        var branches = choice.Branches.Select(Inspect).ToList();
        if (branches.All(b => b.Exact is not null))
        {
            var exact = branches.SelectMany(b => b.Exact!).Distinct().ToList();
            if (exact.Count <= MaxExact)
            {
                return new Facts(exact, []);
            }
        }

        var union = new List<string>();
        foreach (var branch in branches)
        {
            AddClause(branch.Clauses, branch.Exact);
            if (branch.Clauses.Count == 0)
            {
                return new Facts(null, []);
            }

            union.AddRange(branch.Clauses.MaxBy(Worth)!);
        }

        var clauses = new List<string[]>();
        AddClause(clauses, union);
        return new Facts(null, clauses);
    }

    private static Facts Inspect(RepeatNode repeat)
    {
        var inner = Inspect(repeat.Part);
        switch (repeat)
        {
            case { Min: 0, Max: 1 }:
                return new Facts(inner.Exact is null ? null : [.. inner.Exact.Append("").Distinct()], []);
            case { Min: 0 }:
                return new Facts(null, []);
            case { Min: 1, Max: 1 }:
                return inner;
            default:
                AddClause(inner.Clauses, inner.Exact);
                return new Facts(null, inner.Clauses);
        }
    }

    /// <summary>Adds "one of these strings" as a clause, when it is one that says something.</summary>
    private static void AddClause(List<string[]> clauses, List<string>? strings)
    {
        if (strings is null || strings.Count == 0 || strings.Any(s => s.Length < MinLength))
        {
            return;
        }

        // The head, and for long ones the tail as well: both must be there.
        Add(strings.Select(s => s[..Math.Min(s.Length, MaxLength)]));
        if (strings.Any(s => s.Length > MaxLength))
        {
            Add(strings.Select(s => s[Math.Max(0, s.Length - MaxLength)..]));
        }

        void Add(IEnumerable<string> literals)
        {
            string[] all = [.. literals.Distinct()];
            if (all.Length > MaxAlternatives)
            {
                return;
            }

            Array.Sort(all, StringComparer.Ordinal);
            clauses.Add(all.Length <= MaxCompared ? [.. all.Where(l => !HoldsAnother(l, all))] : all);
        }
    }

    /// <summary>A literal that contains another one of its clause adds nothing to it.</summary>
    private static bool HoldsAnother(string literal, string[] all)
    {
        foreach (var other in all)
        {
            if (other.Length < literal.Length && literal.Contains(other, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is known of a part.</summary>
    /// <param name="Exact">All strings it can stand for; null when they are too many.</param>
    /// <param name="Clauses">What it contains in any case, beside <paramref name="Exact"/>.</param>
    private sealed record Facts(List<string>? Exact, List<string[]> Clauses);
}
