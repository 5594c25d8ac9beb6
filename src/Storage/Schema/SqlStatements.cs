namespace Storage.Schema;

/// <summary>Splits a script into its statements: at semicolons that stand neither in quotes nor in comments.</summary>
internal static class SqlStatements
{
    public static IReadOnlyList<string> Split(string script)
    {
        var statements = new List<string>();
        var start = 0;
        var hasCode = false;
        for (var i = 0; i < script.Length;)
        {
            var end = EndOfElement(script, i);
            if (script[i] == ';')
            {
                Add(statements, script[start..i], hasCode);
                start = end;
                hasCode = false;
            }
            else if (!char.IsWhiteSpace(script[i]) && !IsComment(script, i))
            {
                hasCode = true;
            }

            i = end;
        }

        Add(statements, script[start..], hasCode);
        return statements;
    }

    // A quoted text, a comment or a single character.
    private static int EndOfElement(string script, int start)
    {
        if (script[start] is '\'' or '"' or '`')
        {
            return EndOfQuoted(script, start);
        }

        if (!IsComment(script, start))
        {
            return start + 1;
        }

        var closing = script[start] == '-' ? "\n" : "*/";
        var end = script.IndexOf(closing, start + 2, StringComparison.Ordinal);
        return end < 0 ? script.Length : end + closing.Length;
    }

    // A doubled quote reads as the end and a new beginning, which comes to the same.
    private static int EndOfQuoted(string script, int start)
    {
        for (var i = start + 1; i < script.Length; i++)
        {
            if (script[i] == '\\')
            {
                i++;
            }
            else if (script[i] == script[start])
            {
                return i + 1;
            }
        }

        return script.Length;
    }

    private static bool IsComment(string script, int start) =>
        string.CompareOrdinal(script, start, "--", 0, 2) == 0 || string.CompareOrdinal(script, start, "/*", 0, 2) == 0;

    private static void Add(List<string> statements, string statement, bool hasCode)
    {
        if (hasCode)
        {
            statements.Add(statement.Trim());
        }
    }
}
