using System.Globalization;

namespace Collector.Enrichment.UserAgents;

/// <summary>
/// Reads a regex into <see cref="PatternNode"/>s. It need not know all of the language: whatever it does not know makes it
/// give up, and a rule without a tree is simply tried on every user agent.
/// </summary>
internal sealed class PatternParser
{
    /// <summary>Characters of a class are listed up to so many (the ten digits), more count as "any".</summary>
    private const int MaxSet = 10;

    /// <summary>Nesting of groups, a bound for the stack; real rules use 4.</summary>
    private const int MaxDepth = 32;

    private readonly string _text;
    private int _at;
    private int _depth;

    private PatternParser(string text) => _text = text;

    /// <summary>The tree of <paramref name="pattern"/>, or null when it uses something unknown.</summary>
    public static PatternNode? TryParse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var node = parser.Choice();
        return parser._at == pattern.Length ? node : null;
    }

    private bool AtEnd => _at >= _text.Length;

    private PatternNode? Choice()
    {
        if (++_depth > MaxDepth)
        {
            return null;
        }

        var branches = new List<PatternNode>();
        do
        {
            if (Sequence() is not { } branch)
            {
                return null;
            }

            branches.Add(branch);
        }
        while (Take('|'));

        _depth--;
        return branches.Count == 1 ? branches[0] : new ChoiceNode(branches);
    }

    private SequenceNode? Sequence()
    {
        var parts = new List<PatternNode>();
        while (!AtEnd && _text[_at] is not ('|' or ')'))
        {
            if (Atom() is not { } atom || Repeated(atom) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return new SequenceNode(parts);
    }

    private PatternNode? Atom()
    {
        var c = _text[_at++];
        return c switch
        {
            '(' => Group(),
            '[' => Class(),
            '.' => new CharNode(null),
            '^' or '$' => SequenceNode.Empty,
            '\\' => Escape(),
            '*' or '+' or '?' => null,
            _ => One(c),
        };
    }

    private PatternNode? Group()
    {
        var looks = false;
        if (Take('?'))
        {
            if (!Take(':'))
            {
                Take('<');
                looks = Take('=') || Take('!');
                if (!looks)
                {
                    return null;
                }
            }
        }

        var inner = Choice();
        return !Take(')') ? null : looks && inner is not null ? SequenceNode.Empty : inner;
    }

    private PatternNode? Escape()
    {
        if (AtEnd)
        {
            return null;
        }

        var c = _text[_at++];
        return c switch
        {
            'd' => new CharNode("0123456789"),
            'w' or 'W' or 's' or 'S' or 'D' => new CharNode(null),
            'b' or 'B' => SequenceNode.Empty,
            't' or 'n' or 'r' or 'f' or 'v' => new CharNode(null),
            _ => char.IsAsciiLetterOrDigit(c) ? null : One(c),
        };
    }

    private CharNode? Class()
    {
        var negated = Take('^');
        var set = new SortedSet<char>();
        var any = negated;
        while (!AtEnd && !Take(']'))
        {
            var from = _text[_at++];
            if (from == '\\')
            {
                if (AtEnd)
                {
                    return null;
                }

                from = _text[_at++];
                if (char.IsAsciiLetterOrDigit(from))
                {
                    any |= from != 'd';
                    set.UnionWith("0123456789");
                    continue;
                }
            }

            var to = from;
            if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] is not (']' or '\\'))
            {
                to = _text[_at + 1];
                _at += 2;
            }

            any |= to - from >= MaxSet * 2 || to < from;
            for (var c = from; !any && c <= to; c++)
            {
                any |= !char.IsAscii(c);
                set.Add(char.ToLowerInvariant(c));
            }
        }

        return _text[_at - 1] != ']' ? null : new CharNode(any || set.Count is 0 or > MaxSet ? null : string.Concat(set));
    }

    private PatternNode? Repeated(PatternNode part)
    {
        while (!AtEnd)
        {
            var (min, max) = (0, int.MaxValue);
            switch (_text[_at])
            {
                case '*':
                    break;
                case '+':
                    min = 1;
                    break;
                case '?':
                    max = 1;
                    break;
                case '{':
                    if (!Bounds(out min, out max))
                    {
                        return null;
                    }

                    break;
                default:
                    return part;
            }

            _at++;
            Take('?');
            part = new RepeatNode(part, min, max);
        }

        return part;
    }

    /// <summary>Reads {n}, {n,} or {n,m} and stops at the closing brace.</summary>
    private bool Bounds(out int min, out int max)
    {
        (min, max) = (0, int.MaxValue);
        var close = _text.IndexOf('}', _at);
        if (close < 0)
        {
            return false;
        }

        var inner = _text.AsSpan(_at + 1, close - _at - 1);
        var comma = inner.IndexOf(',');
        var low = comma < 0 ? inner : inner[..comma];
        var high = comma < 0 ? inner : inner[(comma + 1)..];
        _at = close;
        return int.TryParse(low, NumberStyles.None, CultureInfo.InvariantCulture, out min)
            && (high.IsEmpty || int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out max));
    }

    // A letter outside ASCII has case rules of its own: any.
    private static CharNode One(char c) => new(char.IsAscii(c) ? char.ToLowerInvariant(c).ToString() : null);

    private bool Take(char c)
    {
        if (AtEnd || _text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }
}
