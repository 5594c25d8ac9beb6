using System.Text;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// Rewrites a regex of the rule files, written for the common dialect of PCRE and JavaScript, so that .NET reads it the same
/// way: the classes \d, \w and \s mean ASCII only, a bracket inside a class is a bracket, and $ is the very end.
/// </summary>
internal static class RegexText
{
    /// <summary>The same regex in .NET's words.</summary>
    public static string ToDotNet(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 32);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                var escaped = pattern[++i];
                var ascii = Ascii(escaped, inClass);
                text.Append(ascii ?? $"\\{escaped}");
                // "[\w-.]" holds a hyphen; after the expansion it would be the end of a range.
                if (ascii is not null && inClass && i + 2 < pattern.Length && pattern[i + 1] == '-' && pattern[i + 2] != ']')
                {
                    text.Append("\\-");
                    i++;
                }
            }
            else if (c == '[')
            {
                text.Append(inClass ? "\\[" : "[");
                if (!inClass && i + 1 < pattern.Length && pattern[i + 1] == '^')
                {
                    text.Append('^');
                    i++;
                }

                inClass = true;
            }
            else if (c == ']')
            {
                text.Append(c);
                inClass = false;
            }
            else
            {
                text.Append(c == '$' && !inClass ? "\\z" : c.ToString());
            }
        }

        return text.ToString();
    }

    private static string? Ascii(char escaped, bool inClass) => (escaped, inClass) switch
    {
        ('d', false) => "[0-9]",
        ('d', true) => "0-9",
        ('w', false) => "[a-zA-Z0-9_]",
        ('w', true) => "a-zA-Z0-9_",
        ('s', false) => "[ \\t\\n\\v\\f\\r]",
        ('s', true) => " \\t\\n\\v\\f\\r",
        ('D', false) => "[^0-9]",
        ('W', false) => "[^a-zA-Z0-9_]",
        ('S', false) => "[^ \\t\\n\\v\\f\\r]",
        _ => null,
    };
}
