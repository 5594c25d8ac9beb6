namespace Collector.Enrichment.UserAgents;

/// <summary>
/// Finds which of up to 64 groups of words have a word in a text, in one pass over it. Words are lower case; ^ before a word
/// means "at the beginning". Case is ignored.
/// </summary>
internal sealed class WordFinder
{
    private readonly LiteralAutomaton _anywhere;
    private readonly (ulong Group, string Word)[] _beginnings;

    /// <param name="groups">The words of each group.</param>
    public WordFinder(IReadOnlyList<IReadOnlyList<string>> groups)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groups.Count, 64);
        var literals = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var beginnings = new List<(ulong, string)>();
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var word in groups[group])
            {
                if (word[0] == '^')
                {
                    beginnings.Add((1UL << group, word[1..]));
                }
                else
                {
                    literals.TryAdd(word, []);
                    literals[word].Add(group);
                }
            }
        }

        _anywhere = new LiteralAutomaton(literals);
        _beginnings = [.. beginnings];
    }

    /// <summary>A bit for each group of which a word is in <paramref name="text"/>, the first group lowest.</summary>
    public ulong Find(string text)
    {
        var groups = 0UL;
        _anywhere.Mark(text, new Span<ulong>(ref groups));
        foreach (var (group, word) in _beginnings)
        {
            groups |= text.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? group : 0;
        }

        return groups;
    }
}
