using System.Text;

namespace Collector.Enrichment.UserAgents;

/// <summary>Reads the rules in the form in which they are embedded; <c>build/user-agent-rules.mjs</c> describes and writes it.</summary>
internal static class UserAgentRulesFile
{
    private const string Absent = "\\N";

    /// <exception cref="InvalidDataException">A line is not a rule; says which.</exception>
    public static UserAgentRules Read(TextReader reader, TimeSpan? matchTimeout = null)
    {
        var rules = new List<UserAgentRule>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!line.StartsWith('#'))
            {
                rules.Add(Rule(line, number, matchTimeout));
            }
        }

        return new UserAgentRules(rules);
    }

    private static UserAgentRule Rule(string line, int number, TimeSpan? matchTimeout)
    {
        var columns = line.Split('\t');
        RuleKind? kind = columns[0] switch
        {
            "ua" => RuleKind.Browser,
            "os" => RuleKind.Os,
            "device" => RuleKind.Device,
            _ => null,
        };
        if (kind is not { } known || columns.Length != 3 + UserAgentRule.Columns(known) || columns[1] is not ("" or "i"))
        {
            throw new InvalidDataException($"user-agent-rules.tsv, line {number}: not a rule.");
        }

        var pattern = new Pattern(Unescape(columns[2]), columns[1] == "i", matchTimeout);
        return new UserAgentRule(known, pattern, [.. columns.Skip(3).Select(c => c == Absent ? null : Unescape(c))]);
    }

    private static string Unescape(string column)
    {
        if (!column.Contains('\\', StringComparison.Ordinal))
        {
            return column;
        }

        var text = new StringBuilder(column.Length);
        for (var i = 0; i < column.Length; i++)
        {
            var c = column[i];
            if (c == '\\' && i + 1 < column.Length)
            {
                c = column[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other };
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
