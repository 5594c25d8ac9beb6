using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// Reads uap-core's own <c>regexes.yaml</c>, for operators who bring newer rules than the embedded ones. A file that is not
/// right in every rule is refused as a whole, with the line and the reason.
/// </summary>
internal static class UserAgentRulesYaml
{
    /// <summary>Largest file read, in bytes; uap-core's has 220 kB.</summary>
    private const long MaxBytes = 4 * 1024 * 1024;

    /// <summary>Longest regex read, in characters; uap-core's has 2,500. Reading one takes time by the square.</summary>
    private const int MaxRegex = 20_000;

    /// <summary>Deepest nesting read, before the YAML reader's recursion could end the stack; rules use 3.</summary>
    private const int MaxDepth = 16;

    private static readonly (string List, RuleKind Kind, string[] Columns)[] Lists =
    [
        ("user_agent_parsers", RuleKind.Browser,
            ["family_replacement", "v1_replacement", "v2_replacement", "v3_replacement", "v4_replacement"]),
        ("os_parsers", RuleKind.Os,
            ["os_replacement", "os_v1_replacement", "os_v2_replacement", "os_v3_replacement", "os_v4_replacement"]),
        ("device_parsers", RuleKind.Device, ["device_replacement", "brand_replacement", "model_replacement"]),
    ];

    /// <summary>The rules of the file at <paramref name="path"/>, or what is wrong with it.</summary>
    public static RulesReading Read(string path, TimeSpan? matchTimeout = null)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length > MaxBytes)
            {
                return new(null, $"{path}: larger than {MaxBytes} bytes.");
            }

            return new(Parse(File.ReadAllText(path), matchTimeout), "");
        }
        catch (RefusedException e)
        {
            return new(null, $"{path}, line {e.Line}: {e.Message}");
        }
        catch (YamlException e)
        {
            return new(null, $"{path}, line {e.Start.Line}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new(null, $"{path}: {e.Message}");
        }
    }

    private static UserAgentRules Parse(string text, TimeSpan? matchTimeout)
    {
        RefuseUnreadable(text);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            throw new RefusedException(1, "expected one document with user_agent_parsers, os_parsers and device_parsers.");
        }

        var rules = new List<UserAgentRule>();
        foreach (var (list, kind, columns) in Lists)
        {
            if (!root.Children.TryGetValue(list, out var node) || node is not YamlSequenceNode { Children.Count: > 0 } sequence)
            {
                throw new RefusedException(root.Start.Line, $"the list {list} is missing or empty.");
            }

            foreach (var item in sequence.Children)
            {
                rules.Add(Rule(item, kind, columns, matchTimeout));
                if (rules.Count > UserAgentRules.MaxRules)
                {
                    throw new RefusedException(item.Start.Line, $"more than {UserAgentRules.MaxRules} rules.");
                }
            }
        }

        return new UserAgentRules(rules);
    }

    /// <summary>Refuses what the YAML reader's tree would end on: too deep, or broken in a way for which it has no exception of its own.</summary>
    private static void RefuseUnreadable(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; MoveNext(parser);)
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            // The stream and its document are two levels.
            if (depth > MaxDepth + 2)
            {
                throw new RefusedException(parser.Current?.Start.Line ?? 1, "nested too deep.");
            }
        }
    }

    private static bool MoveNext(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (InvalidOperationException)
        {
            // An open bracket in the middle of a list, for one.
            throw new RefusedException(parser.Current?.Start.Line ?? 1, "this or the next line is no YAML.");
        }
    }

    private static UserAgentRule Rule(YamlNode item, RuleKind kind, string[] columns, TimeSpan? matchTimeout)
    {
        if (item is not YamlMappingNode mapping)
        {
            throw new RefusedException(item.Start.Line, "a rule must be a mapping with a regex.");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || value is not YamlScalarNode { Value: { } text })
            {
                throw new RefusedException(key.Start.Line, "a rule holds only texts.");
            }

            if (name is not ("regex" or "regex_flag") && !columns.Contains(name))
            {
                throw new RefusedException(key.Start.Line, $"'{name}' is not known here.");
            }

            values[name] = text;
        }

        if (!values.TryGetValue("regex", out var regex))
        {
            throw new RefusedException(item.Start.Line, "the rule has no regex.");
        }

        if (regex.Length > MaxRegex)
        {
            throw new RefusedException(item.Start.Line, $"the regex is longer than {MaxRegex} characters.");
        }

        var flag = values.GetValueOrDefault("regex_flag", "");
        if (flag is not ("" or "i"))
        {
            throw new RefusedException(item.Start.Line, $"regex_flag '{flag}' is not known; only 'i' is.");
        }

        var pattern = new Pattern(regex, flag == "i", matchTimeout);
        return pattern.Problem() is { } problem
            ? throw new RefusedException(item.Start.Line, problem)
            : new UserAgentRule(kind, pattern, [.. columns.Select(values.GetValueOrDefault)]);
    }

    /// <summary>A rule file is not what it should be; does not leave this file.</summary>
    private sealed class RefusedException(long line, string message) : Exception(message)
    {
        public long Line => line;
    }
}

/// <summary>What became of reading a rule file.</summary>
/// <param name="Rules">The rules; null when the file was refused.</param>
/// <param name="Problem">Why it was refused: one sentence with file and line; "" when it was not.</param>
internal sealed record RulesReading(UserAgentRules? Rules, string Problem);
