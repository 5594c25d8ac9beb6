namespace Engine.Sql;

/// <summary>The kinds of statement that take different ways through the engine.</summary>
internal enum StatementKind
{
    /// <summary>Begins with SELECT, WITH, FROM or a bracket: its answer can stream.</summary>
    Select,

    /// <summary>INSERT with data that follows (FORMAT, VALUES, or in the request's body).</summary>
    InsertData,

    /// <summary>INSERT … SELECT.</summary>
    InsertSelect,

    /// <summary>All else.</summary>
    Other,
}

/// <summary>
/// What the interface must know of a statement before it runs: kind, FORMAT, where inline data begins. The engine's own
/// parser judges whether the statement is right.
/// </summary>
internal readonly record struct StatementShape
{
    public StatementKind Kind { get; private init; }

    /// <summary>The name after FORMAT ("Values" for VALUES); null when the text names none.</summary>
    public string? Format { get; private init; }

    /// <summary>Where the FORMAT clause (or VALUES) begins and ends; both the text's length when there is none.</summary>
    public Range FormatClause { get; private init; }

    /// <summary>Where <c>input('structure')</c> stands in an INSERT … SELECT; null when it does not.</summary>
    public Range? InputCall { get; private init; }

    /// <summary>The structure in that call, with its quotes.</summary>
    public Range InputStructure { get; private init; }

    /// <summary>WITH TOTALS: the answer has a part of its own at the end, so it cannot be cut into blocks.</summary>
    public bool HasTotals { get; private init; }

    /// <summary>A function named file is called: readers of the TCP port may not, it reads any file of the machine.</summary>
    public bool CallsFile { get; private init; }

    /// <summary>INTO OUTFILE: would write a file beside the engine.</summary>
    public bool WritesFile { get; private init; }

    public static StatementShape Of(ReadOnlySpan<byte> sql)
    {
        var tokens = new SqlTokenizer(sql);
        do
        {
            tokens.Next();
        }
        while (tokens.IsSign('('));

        if (tokens.Is("INSERT"u8))
        {
            return OfInsert(sql, ref tokens);
        }

        var kind = tokens.Is("SELECT"u8) || tokens.Is("WITH"u8) || tokens.Is("FROM"u8) ? StatementKind.Select : StatementKind.Other;
        return OfQuery(sql, ref tokens, kind);
    }

    private static StatementShape OfQuery(ReadOnlySpan<byte> sql, ref SqlTokenizer tokens, StatementKind kind)
    {
        var shape = new StatementShape { Kind = kind, FormatClause = sql.Length..sql.Length };
        var more = tokens.Kind != SqlTokenKind.End;
        while (more)
        {
            var start = tokens.Start;
            if (tokens.IsName("file"u8))
            {
                more = tokens.Next();
                shape = shape with { CallsFile = shape.CallsFile || tokens.IsSign('(') };
                continue;
            }

            if (tokens.Is("FORMAT"u8) && tokens.Depth == 0)
            {
                more = tokens.Next();
                if (tokens.Kind == SqlTokenKind.Word && !tokens.Is("SETTINGS"u8))
                {
                    // The last one counts: an alias may be called format.
                    shape = shape with { Format = Name(tokens), FormatClause = start..tokens.End };
                }

                continue;
            }

            shape = shape with
            {
                HasTotals = shape.HasTotals || tokens.Is("TOTALS"u8),
                WritesFile = shape.WritesFile || (tokens.Depth == 0 && tokens.Is("OUTFILE"u8)),
            };
            more = tokens.Next();
        }

        return shape;
    }

    private static StatementShape OfInsert(ReadOnlySpan<byte> sql, ref SqlTokenizer tokens)
    {
        var shape = new StatementShape { Kind = StatementKind.InsertData, FormatClause = sql.Length..sql.Length };
        SkipTarget(ref tokens);
        while (tokens.Kind != SqlTokenKind.End)
        {
            var start = tokens.Start;
            var selects = shape.Kind == StatementKind.InsertSelect;
            if (tokens.Depth == 0 && tokens.Is("FORMAT"u8))
            {
                tokens.Next();
                return shape with { Format = Name(tokens), FormatClause = start..tokens.End };
            }

            if (tokens.Depth == 0 && !selects && tokens.Is("VALUES"u8))
            {
                return shape with { Format = "Values", FormatClause = start..tokens.End };
            }

            if (!selects && (tokens.Is("SELECT"u8) || tokens.Is("WITH"u8)))
            {
                shape = shape with { Kind = StatementKind.InsertSelect };
            }

            if (selects && shape.InputCall is null && tokens.IsName("input"u8))
            {
                shape = WithInput(shape, start, ref tokens);
                continue;
            }

            tokens.Next();
        }

        return shape;
    }

    // INSERT [INTO] [TABLE|FUNCTION] name[.name]: a table may be called format or values.
    private static void SkipTarget(ref SqlTokenizer tokens)
    {
        tokens.Next();
        while (tokens.Is("INTO"u8) || tokens.Is("TABLE"u8) || tokens.Is("FUNCTION"u8))
        {
            tokens.Next();
        }

        tokens.Next();
        while (tokens.IsSign('.'))
        {
            tokens.Next();
            tokens.Next();
        }
    }

    private static StatementShape WithInput(StatementShape shape, int start, ref SqlTokenizer tokens)
    {
        tokens.Next();
        if (!tokens.IsSign('('))
        {
            return shape;
        }

        tokens.Next();
        var structure = tokens.Start..tokens.End;
        if (tokens.Kind != SqlTokenKind.Text)
        {
            return shape;
        }

        tokens.Next();
        return tokens.IsSign(')') ? shape with { InputCall = start..tokens.End, InputStructure = structure } : shape;
    }

    private static string Name(SqlTokenizer tokens) => System.Text.Encoding.UTF8.GetString(tokens.Token);
}
