namespace Engine.Sql;

/// <summary>What a token is.</summary>
internal enum SqlTokenKind
{
    /// <summary>The text has ended.</summary>
    End,

    /// <summary>A word without quotes: keyword, name or number.</summary>
    Word,

    /// <summary>A name in back or double quotes.</summary>
    QuotedName,

    /// <summary>A string literal.</summary>
    Text,

    /// <summary>One character of punctuation.</summary>
    Sign,
}

/// <summary>
/// Cuts SQL into tokens as far as the HTTP interface needs it: to find FORMAT, input(…) and where inline data begins, never
/// fooled by quotes, comments or brackets. It never fails: an unclosed quote or comment runs to the end.
/// </summary>
internal ref struct SqlTokenizer(ReadOnlySpan<byte> sql)
{
    private readonly ReadOnlySpan<byte> _sql = sql;

    internal SqlTokenKind Kind { get; private set; }

    internal int Start { get; private set; }

    internal int End { get; private set; }

    /// <summary>Open brackets of any kind around the token; an opening bracket counts itself, a closing one does not.</summary>
    internal int Depth { get; private set; }

    internal readonly ReadOnlySpan<byte> Token => _sql[Start..End];

    /// <summary>Moves to the next token; false at the end.</summary>
    internal bool Next()
    {
        Start = SkipBlanks(End);
        if (Start >= _sql.Length)
        {
            (Kind, End) = (SqlTokenKind.End, Start);
            return false;
        }

        var first = _sql[Start];
        (Kind, End) = first switch
        {
            (byte)'\'' => (SqlTokenKind.Text, AfterQuote(Start, first)),
            (byte)'`' or (byte)'"' => (SqlTokenKind.QuotedName, AfterQuote(Start, first)),
            (byte)'$' when AfterHeredoc(Start) is var end and > 0 => (SqlTokenKind.Text, end),
            _ when IsWord(first) => (SqlTokenKind.Word, AfterWord(Start)),
            _ => (SqlTokenKind.Sign, Start + 1),
        };
        if (Kind == SqlTokenKind.Sign)
        {
            Depth += first is (byte)'(' or (byte)'[' or (byte)'{' ? 1 : 0;
            Depth -= first is (byte)')' or (byte)']' or (byte)'}' ? 1 : 0;
        }

        return true;
    }

    /// <summary>Whether the token is this keyword, in capitals or not.</summary>
    internal readonly bool Is(ReadOnlySpan<byte> keyword) =>
        Kind == SqlTokenKind.Word && System.Text.Ascii.EqualsIgnoreCase(Token, keyword);

    /// <summary>Whether the token is this sign.</summary>
    internal readonly bool IsSign(char sign) => Kind == SqlTokenKind.Sign && _sql[Start] == sign;

    /// <summary>Whether the token is this name, quoted or not.</summary>
    internal readonly bool IsName(ReadOnlySpan<byte> name) =>
        Is(name) || (Kind == SqlTokenKind.QuotedName && Token.Length > 2 && System.Text.Ascii.EqualsIgnoreCase(Token[1..^1], name));

    private static bool IsWord(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or >= 0x80;

    private readonly int AfterWord(int at)
    {
        while (at < _sql.Length && IsWord(_sql[at]))
        {
            at++;
        }

        return at;
    }

    // A quote is closed by itself; doubled or after a backslash it belongs to the text.
    private readonly int AfterQuote(int at, byte quote)
    {
        for (at++; at < _sql.Length; at++)
        {
            if (_sql[at] == (byte)'\\')
            {
                at++;
            }
            else if (_sql[at] == quote)
            {
                if (at + 1 >= _sql.Length || _sql[at + 1] != quote)
                {
                    return at + 1;
                }

                at++;
            }
        }

        return _sql.Length;
    }

    // $tag$ text $tag$; 0 when the dollar starts no tag.
    private readonly int AfterHeredoc(int at)
    {
        var tagEnd = AfterWord(at + 1);
        if (tagEnd >= _sql.Length || _sql[tagEnd] != (byte)'$')
        {
            return 0;
        }

        var tag = _sql[at..(tagEnd + 1)];
        var close = _sql[(tagEnd + 1)..].IndexOf(tag);
        return close < 0 ? _sql.Length : tagEnd + 1 + close + tag.Length;
    }

    private readonly int SkipBlanks(int at)
    {
        while (at < _sql.Length)
        {
            var rest = _sql[at..];
            if (rest[0] <= (byte)' ')
            {
                at++;
            }
            else if (rest.StartsWith("--"u8) || rest.StartsWith("# "u8) || rest.StartsWith("#!"u8))
            {
                var line = rest.IndexOf((byte)'\n');
                at = line < 0 ? _sql.Length : at + line + 1;
            }
            else if (rest.StartsWith("/*"u8))
            {
                var close = rest[2..].IndexOf("*/"u8);
                at = close < 0 ? _sql.Length : at + close + 4;
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
