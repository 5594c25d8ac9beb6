using System.Globalization;

namespace Analytics.Reports;

/// <summary>
/// Writes an answer as CSV (RFC 4180, UTF-8): a header, the rows, and the totals as last row. Unknown is an empty cell. Text
/// that a spreadsheet would run as a formula gets an apostrophe before it.
/// </summary>
public static class ReportCsv
{
    private const string LineEnd = "\r\n";
    private const string TotalsLabel = "Total";
    private const string OverviewName = "overview";

    public static void Write(ReportResult result, TextWriter output)
    {
        var compares = result.Previous is not null && result.Rows.Any(row => row.Previous is not null);
        var tested = result.Rows.Select(row => row.Significance).FirstOrDefault(tests => tests is not null)?.Keys.ToList() ?? [];
        var names = result.Columns.Select(column => column.Name);
        WriteLine(output, compares
            ? [.. names, .. result.Columns.Select(column => $"previous_{column.Name}"), .. tested.Select(name => $"significance_{name}")]
            : names);
        foreach (var row in result.Rows)
        {
            WriteLine(output, Texts(result, row, compares, tested));
        }

        // The one row of an overview is its own total.
        if (result.Totals is not null && result.Report != OverviewName)
        {
            WriteLine(output, Texts(result, result.Totals, compares, tested).Select((text, i) => i == 0 ? TotalsLabel : text));
        }
    }

    /// <summary>A cell as text, without quotes.</summary>
    public static string Text(object? cell) => cell switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string text => Guarded(text),
        _ => "",
    };

    private static IEnumerable<string> Texts(ReportResult result, ReportRow row, bool compares, IReadOnlyList<string> tested)
    {
        var cells = row.Cells.Select(Text);
        return compares
            ? [.. cells, .. row.Previous?.Select(Text) ?? result.Columns.Select(_ => ""), .. tested.Select(name => Text(row.Significance?.GetValueOrDefault(name)))]
            : cells;
    }

    // Spreadsheets pass over blanks and quotes before a formula, and take full-width signs for the narrow ones.
    private static string Guarded(string text) =>
        text.AsSpan().TrimStart(" \"'") is ['=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠', ..] ? $"'{text}" : text;

    private static void WriteLine(TextWriter output, IEnumerable<string> texts)
    {
        var first = true;
        foreach (var text in texts)
        {
            output.Write(first ? "" : ",");
            output.Write(text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
            first = false;
        }

        output.Write(LineEnd);
    }
}
