using System.Globalization;

namespace Analytics.Querying;

/// <summary>The parameters of a question by name, as text: from a query string or a command line.</summary>
public sealed class QueryValues(ILookup<string, string> values)
{
    /// <summary>Longest value that is looked at, in characters.</summary>
    private const int MaxValueLength = 2_000;

    /// <summary>Most values of one repeatable parameter.</summary>
    private const int MaxRepeats = 20;

    /// <summary>The value of a parameter that may be given once; null when absent or empty.</summary>
    public string? Single(string name)
    {
        var all = All(name);
        return all.Count switch
        {
            0 => null,
            1 => all[0],
            _ => throw new QueryProblemException(name, all[1], $"Give {name} once."),
        };
    }

    /// <summary>All values of a repeatable parameter, empty ones left out.</summary>
    public IReadOnlyList<string> All(string name)
    {
        var found = values[name].Where(value => value.Length > 0).Take(MaxRepeats + 1).ToList();
        if (found.Count > MaxRepeats)
        {
            throw new QueryProblemException(name, null, $"Give {name} at most {MaxRepeats} times.");
        }

        foreach (var value in found)
        {
            if (value.Length > MaxValueLength || value.Contains('\0', StringComparison.Ordinal))
            {
                throw new QueryProblemException(name, value, $"A value of {name} has at most {MaxValueLength} characters and no NUL.");
            }
        }

        return found;
    }

    /// <summary>A whole number in a range.</summary>
    public int Number(string name, int fallback, int least, int most)
    {
        if (Single(name) is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new QueryProblemException(name, text, $"{name} is a whole number from {least} to {most}.", [$"{least} to {most}"]);
    }

    /// <summary>One of a closed set of words.</summary>
    public string? OneOf(string name, IReadOnlyList<string> allowed)
    {
        return Single(name) is not { } text || allowed.Contains(text, StringComparer.Ordinal)
            ? Single(name)
            : throw new QueryProblemException(name, text, $"{name} is one of: {string.Join(", ", allowed)}.", allowed);
    }
}
