namespace Collector.Enrichment.UserAgents;

/// <summary>
/// Aho-Corasick automaton: one pass over a text finds all literals in it, however many there are. Each literal carries marks
/// (small numbers); <see cref="Mark"/> sets the bits of the marks of all literals that the text contains. Case is ignored.
/// </summary>
internal sealed class LiteralAutomaton
{
    /// <summary>States it can have, so that a state fits 16 bits; the rules of 2026 need about 22,000.</summary>
    public const int MaxStates = ushort.MaxValue;

    private readonly byte[] _classes = new byte[128];
    private readonly ushort[] _next;
    private readonly int[][] _marks;
    private readonly int _width;

    /// <param name="literals">Lower-case ASCII literals with their marks.</param>
    /// <exception cref="InvalidDataException">They need more than <see cref="MaxStates"/> states.</exception>
    public LiteralAutomaton(IReadOnlyDictionary<string, List<int>> literals)
    {
        var alphabet = literals.Keys.SelectMany(l => l).Distinct().Order().ToArray();
        _width = alphabet.Length + 1;
        for (var i = 0; i < alphabet.Length; i++)
        {
            _classes[alphabet[i]] = (byte)(i + 1);
        }

        for (var upper = 'A'; upper <= 'Z'; upper++)
        {
            _classes[upper] = _classes[upper | 0x20];
        }

        _next = new ushort[Math.Min(1 + literals.Keys.Sum(l => l.Length), MaxStates + 1) * _width];
        var marks = new List<int[]> { Array.Empty<int>() };
        foreach (var (literal, own) in literals.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            var state = 0;
            foreach (var c in literal)
            {
                ref var child = ref _next[(state * _width) + _classes[c]];
                if (child == 0)
                {
                    child = marks.Count < MaxStates
                        ? (ushort)marks.Count
                        : throw new InvalidDataException($"The rules need more than {MaxStates} states of the filter: remove rules.");
                    marks.Add([]);
                }

                state = child;
            }

            marks[state] = [.. own];
        }

        _marks = [.. marks];
        Array.Resize(ref _next, _marks.Length * _width);
        Complete();
    }

    /// <summary>Bytes of the tables.</summary>
    public long Bytes => (_next.Length * (long)sizeof(ushort)) + _marks.Sum(m => 8L + (m.Length * sizeof(int)));

    /// <summary>Sets the bit of every mark whose literal is in <paramref name="text"/>.</summary>
    public void Mark(ReadOnlySpan<char> text, Span<ulong> bits)
    {
        var state = 0;
        foreach (var c in text)
        {
            var symbol = c < 128 ? _classes[c] : Fold(c);
            state = _next[(state * _width) + symbol];
            foreach (var mark in _marks[state])
            {
                bits[mark >> 6] |= 1UL << (mark & 63);
            }
        }
    }

    // The letters outside ASCII that a regex ignoring case may hold equal to an ASCII letter.
    private byte Fold(char c) => c switch
    {
        '\u212A' => _classes['k'],
        '\u0130' or '\u0131' => _classes['i'],
        '\u017F' => _classes['s'],
        _ => 0,
    };

    /// <summary>Breadth first: gives every state the moves and the marks of its longest proper suffix.</summary>
    private void Complete()
    {
        var fallback = new int[_marks.Length];
        var queue = new Queue<int>();
        for (var symbol = 0; symbol < _width; symbol++)
        {
            if (_next[symbol] != 0)
            {
                queue.Enqueue(_next[symbol]);
            }
        }

        while (queue.TryDequeue(out var state))
        {
            if (_marks[fallback[state]].Length > 0)
            {
                _marks[state] = [.. _marks[state].Union(_marks[fallback[state]])];
            }

            var row = _next.AsSpan(state * _width, _width);
            var other = _next.AsSpan(fallback[state] * _width, _width);
            for (var symbol = 0; symbol < row.Length; symbol++)
            {
                if (row[symbol] == 0)
                {
                    row[symbol] = other[symbol];
                }
                else
                {
                    fallback[row[symbol]] = other[symbol];
                    queue.Enqueue(row[symbol]);
                }
            }
        }
    }
}
