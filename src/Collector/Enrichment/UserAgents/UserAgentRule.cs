using System.Text;
using System.Text.RegularExpressions;

namespace Collector.Enrichment.UserAgents;

/// <summary>Which of the three questions a rule answers.</summary>
internal enum RuleKind
{
    /// <summary>Family, major, minor, patch, patch-minor of the browser or program.</summary>
    Browser,

    /// <summary>Family, major, minor, patch, patch-minor of the operating system.</summary>
    Os,

    /// <summary>Family, brand and model of the device.</summary>
    Device,
}

/// <summary>One rule of uap-core: a regex and how its groups become the answer.</summary>
/// <param name="Kind">The question.</param>
/// <param name="Pattern">The regex.</param>
/// <param name="Replacements">One per column of the answer; null takes the group of the column.</param>
internal sealed record UserAgentRule(RuleKind Kind, Pattern Pattern, string?[] Replacements)
{
    /// <summary>Columns of an answer of <paramref name="kind"/>.</summary>
    public static int Columns(RuleKind kind) => kind == RuleKind.Device ? 3 : 5;

    /// <summary>The answer's columns; null where there is nothing.</summary>
    public string?[] Answer(Match match)
    {
        var answer = new string?[Replacements.Length];
        for (var i = 0; i < answer.Length; i++)
        {
            var text = Replacements[i] is { } template ? Fill(template, match) : match.Groups[DefaultGroup(i)].Value;
            text = text.Trim();
            answer[i] = text.Length == 0 ? null : text;
        }

        return answer;
    }

    // The groups stand in the order of the columns, but a device's second column (brand) has none and its third (model) is
    // the first group again. Group 99 does not exist, which is the empty text.
    private int DefaultGroup(int column) => (Kind, column) switch
    {
        (RuleKind.Device, 1) => 99,
        (RuleKind.Device, 2) => 1,
        _ => column + 1,
    };

    private static string Fill(string template, Match match)
    {
        if (!template.Contains('$', StringComparison.Ordinal))
        {
            return template;
        }

        var text = new StringBuilder(template.Length + 16);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '$' && i + 1 < template.Length && template[i + 1] is >= '1' and <= '9')
            {
                text.Append(match.Groups[template[++i] - '0'].ValueSpan);
            }
            else
            {
                text.Append(template[i]);
            }
        }

        return text.ToString();
    }
}
