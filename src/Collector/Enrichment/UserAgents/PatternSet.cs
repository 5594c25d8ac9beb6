namespace Collector.Enrichment.UserAgents;

/// <summary>
/// Many patterns with one filter before them: a single pass over the text tells which of them can match at all, so that of
/// a thousand only about ten are run. A pattern can match when each of its clauses (<see cref="RequiredLiterals"/>) was seen.
/// </summary>
internal sealed class PatternSet
{
    private readonly Pattern[] _patterns;
    private readonly LiteralAutomaton _automaton;

    // The clauses of pattern i are _clauses[_starts[i].._starts[i + 1]].
    private readonly int[] _starts;
    private readonly int[] _clauses;

    /// <exception cref="InvalidDataException">The patterns are too many for the automaton.</exception>
    public PatternSet(IReadOnlyList<Pattern> patterns)
    {
        _patterns = [.. patterns];
        _starts = new int[_patterns.Length + 1];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var literals = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var clauses = new List<int>();
        for (var i = 0; i < _patterns.Length; i++)
        {
            foreach (var clause in RequiredLiterals.Of(_patterns[i].Text))
            {
                var key = string.Join('\n', clause);
                if (!numbers.TryGetValue(key, out var number))
                {
                    number = numbers[key] = numbers.Count;
                    foreach (var literal in clause)
                    {
                        literals.TryAdd(literal, []);
                        literals[literal].Add(number);
                    }
                }

                clauses.Add(number);
            }

            _starts[i + 1] = clauses.Count;
        }

        _clauses = [.. clauses];
        _automaton = new LiteralAutomaton(literals);
        Words = (numbers.Count + 63) / 64;
    }

    /// <summary>Number of patterns.</summary>
    public int Count => _patterns.Length;

    /// <summary>64-bit words that <see cref="Mark"/> needs.</summary>
    public int Words { get; }

    /// <summary>Patterns without a clause: those are run on every text.</summary>
    public int Unfiltered => Enumerable.Range(0, Count).Count(i => _starts[i] == _starts[i + 1]);

    /// <summary>Bytes of the filter's tables.</summary>
    public long Bytes => _automaton.Bytes + ((_starts.Length + _clauses.Length) * (long)sizeof(int));

    public Pattern this[int index] => _patterns[index];

    /// <summary>Notes in <paramref name="bits"/> (cleared, <see cref="Words"/> long) which clauses <paramref name="text"/> fulfils.</summary>
    public void Mark(ReadOnlySpan<char> text, Span<ulong> bits) => _automaton.Mark(text, bits);

    /// <summary>Whether pattern <paramref name="index"/> can match the text that was marked. True may be wrong, false never is.</summary>
    public bool CanMatch(int index, ReadOnlySpan<ulong> bits)
    {
        for (var i = _starts[index]; i < _starts[index + 1]; i++)
        {
            var clause = _clauses[i];
            if ((bits[clause >> 6] & (1UL << (clause & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
