using System.Text;

namespace Analytics.Reports.Costs;

/// <summary>Splits a text into the records and fields of RFC 4180: commas, quotes with doubled quotes inside, CRLF or LF.</summary>
internal static class CsvLines
{
    /// <summary>The records with the number of the line each begins on; empty lines are left out.</summary>
    /// <exception cref="FormatException">A quote is not closed, or stands inside a field; the message names the line.</exception>
    public static IEnumerable<(int Line, List<string> Fields)> Read(string text)
    {
        var (line, at) = (1, text.StartsWith('\uFEFF') ? 1 : 0);
        while (at < text.Length)
        {
            var first = line;
            var fields = new List<string>();
            do
            {
                fields.Add(Field(text, ref at, ref line));
            }
            while (at < text.Length && text[at++] == ',');

            if (at > 0 && at <= text.Length && text[at - 1] == '\r' && at < text.Length && text[at] == '\n')
            {
                at++;
            }

            line++;
            if (fields.Count > 1 || fields[0].Length > 0)
            {
                yield return (first, fields);
            }
        }
    }

    // Reads one field and leaves the place at what ends it.
    private static string Field(string text, ref int at, ref int line)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var end = text.AsSpan(at).IndexOfAny(",\r\n\"");
            var plain = end < 0 ? text[at..] : text.Substring(at, end);
            at += plain.Length;
            return at < text.Length && text[at] == '"' ? throw new FormatException($"Line {line}: a quote inside a field: put the whole field into quotes.") : plain;
        }

        var first = line;
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                line += text[at] == '\n' ? 1 : 0;
                field.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                at++;
                return at == text.Length || text[at] is ',' or '\r' or '\n'
                    ? field.ToString()
                    : throw new FormatException($"Line {line}: text after a closing quote.");
            }
        }

        throw new FormatException($"Line {first}: a quote is not closed.");
    }
}
