using System.Numerics;

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

    // The patterns that are looked at when a clause was seen: each stands with its rarest.
    private readonly int[][] _rarest;
    private readonly ulong[] _unfiltered;
    private readonly int _clauseWords;

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
        _clauseWords = (numbers.Count + 63) / 64;
        Words = (_patterns.Length + 63) / 64;
        _unfiltered = new ulong[Words];
        var uses = new int[numbers.Count];
        foreach (var clause in _clauses)
        {
            uses[clause]++;
        }

        var rarest = uses.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < _patterns.Length; i++)
        {
            if (_starts[i] == _starts[i + 1])
            {
                Set(_unfiltered, i);
            }
            else
            {
                rarest[_clauses[_starts[i].._starts[i + 1]].MinBy(clause => uses[clause])].Add(i);
            }
        }

        _rarest = [.. rarest.Select(patterns => patterns.ToArray())];
    }

    /// <summary>Number of patterns.</summary>
    public int Count => _patterns.Length;

    /// <summary>64-bit words that <see cref="Mark"/> needs.</summary>
    public int Words { get; }

    /// <summary>Patterns without a clause: those are run on every text.</summary>
    public int Unfiltered => Enumerable.Range(0, Count).Count(i => _starts[i] == _starts[i + 1]);

    /// <summary>Bytes of the filter's tables.</summary>
    public long Bytes => _automaton.Bytes + ((_starts.Length + _clauses.Length + _patterns.Length) * (long)sizeof(int));

    public Pattern this[int index] => _patterns[index];

    /// <summary>
    /// Notes in <paramref name="bits"/> (<see cref="Words"/> long, overwritten) which patterns can match <paramref name="text"/>: those
    /// of which each clause was seen. A pattern noted may still not match; one not noted never does.
    /// </summary>
    public void Mark(ReadOnlySpan<char> text, Span<ulong> bits)
    {
        var seen = new ulong[_clauseWords];
        _automaton.Mark(text, seen);
        _unfiltered.CopyTo(bits);
        for (var word = 0; word < seen.Length; word++)
        {
            for (var rest = seen[word]; rest != 0; rest &= rest - 1)
            {
                foreach (var pattern in _rarest[(word << 6) + BitOperations.TrailingZeroCount(rest)])
                {
                    if (HasAll(pattern, seen))
                    {
                        Set(bits, pattern);
                    }
                }
            }
        }
    }

    /// <summary>Whether pattern <paramref name="index"/> was noted.</summary>
    public static bool CanMatch(int index, ReadOnlySpan<ulong> bits) => (bits[index >> 6] & (1UL << (index & 63))) != 0;

    /// <summary>The first pattern from <paramref name="index"/> on that was noted; <paramref name="end"/> when none before it was.</summary>
    public static int Next(int index, int end, ReadOnlySpan<ulong> bits)
    {
        while (index < end)
        {
            var rest = bits[index >> 6] >> (index & 63);
            if (rest != 0)
            {
                return Math.Min(index + BitOperations.TrailingZeroCount(rest), end);
            }

            index = (index | 63) + 1;
        }

        return end;
    }

    private static void Set(Span<ulong> bits, int index) => bits[index >> 6] |= 1UL << (index & 63);

    private bool HasAll(int pattern, ReadOnlySpan<ulong> seen)
    {
        for (var i = _starts[pattern]; i < _starts[pattern + 1]; i++)
        {
            if (!CanMatch(_clauses[i], seen))
            {
                return false;
            }
        }

        return true;
    }
}
