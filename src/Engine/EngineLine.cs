namespace Engine;

/// <summary>Makes a library's line on stderr fit for the log: short, and without a query's text, which may hold visitors' data.</summary>
internal static class EngineLine
{
    /// <summary>Longest line, 200 characters: enough for what failed and where.</summary>
    private const int Longest = 200;

    // From these words on ClickHouse's lines quote the statement.
    private static readonly string[] QuoteBegins = ["executeQuery", "(query", "(in query", "query:", "SELECT ", "INSERT "];

    /// <summary>The line as it may be logged; null when nothing is left.</summary>
    internal static string? Clean(string line)
    {
        var end = Math.Min(line.Length, Longest);
        foreach (var begin in QuoteBegins)
        {
            // In the whole line: a word that the cut goes through still begins a quote.
            var at = line.IndexOf(begin, StringComparison.OrdinalIgnoreCase);
            end = at < 0 ? end : Math.Min(end, at);
        }

        var clean = line[..end].Trim();
        return clean.Length == 0 ? null : clean;
    }
}
