using System.Globalization;
using Analytics.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Hosting.Commands;

/// <summary>
/// A report for the terminal with all its columns: a table when it fits, each row as a block of lines otherwise. A report of one row stands
/// upright.
/// </summary>
internal static class ReportTable
{
    /// <summary>Letters of a text column that a table must at least have room for; longer texts go on in the next line.</summary>
    private const int WidestText = 40;

    /// <param name="result">The report.</param>
    /// <param name="width">Letters of a line; <see cref="int.MaxValue"/> where nothing says how many there are.</param>
    public static IRenderable Of(ReportResult result, int width) =>
        result is { Report: "overview", Rows: [{ } only] } ? Upright(result, only)
        : Needed(result) <= width ? Wide(result) : Blocks(result);

    public static string Title(ReportResult result) => result.Report == "live"
        ? $"live · {result.Site} · the last minutes"
        : $"{result.Report} · {result.Site} · {Day(result.Period.From)} to {Day(result.Period.To)}";

    private static Table Upright(ReportResult result, ReportRow row)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Metric").AddColumn(new TableColumn("Value").RightAligned());
        for (var i = 0; i < result.Columns.Count; i++)
        {
            table.AddRow(result.Columns[i].Title.EscapeMarkup(), Text(row.Cells[i], result.Columns[i].Unit));
        }

        return table;
    }

    private static Table Wide(ReportResult result)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in result.Columns)
        {
            var header = new TableColumn(column.Title.EscapeMarkup());
            table.AddColumn(column.Unit is "text" or "time" ? header : header.RightAligned());
        }

        foreach (var row in result.Rows)
        {
            table.AddRow(Cells(result, row));
        }

        if (result.Totals is { } totals)
        {
            table.AddEmptyRow().AddRow(["Total", .. Cells(result, totals)[1..]]);
        }

        return table;
    }

    private static Rows Blocks(ReportResult result)
    {
        var blocks = result.Rows.Select(row => Block(result, Cells(result, row)));
        return new Rows(result.Totals is { } totals ? blocks.Append(Block(result, ["Total", .. Cells(result, totals)[1..]])) : blocks);
    }

    private static Grid Block(ReportResult result, string[] cells)
    {
        var lines = new Grid().AddColumn().AddColumn();
        for (var i = 0; i < cells.Length; i++)
        {
            lines.AddRow(result.Columns[i].Title.EscapeMarkup(), cells[i]);
        }

        return lines.AddEmptyRow();
    }

    /// <summary>Letters that a line of the table needs: each column its widest cell and two spaces.</summary>
    private static int Needed(ReportResult result)
    {
        var rows = result.Rows.Select(row => Cells(result, row)).ToList();
        return result.Columns.Select((column, i) =>
        {
            var widest = rows.Select(cells => cells[i].Length).Append(column.Title.Length).Max();
            return 2 + (column.Unit == "text" ? Math.Min(widest, Math.Max(WidestText, column.Title.Length)) : widest);
        }).Sum() + 2;
    }

    private static string[] Cells(ReportResult result, ReportRow row) => [.. result.Columns.Select((column, i) => Text(row.Cells[i], column.Unit))];

    private static string Text(object? cell, string unit) => cell switch
    {
        null => "–",
        string text => text.EscapeMarkup(),
        _ when unit == "rate" => Convert.ToDouble(cell, CultureInfo.InvariantCulture).ToString("P1", CultureInfo.InvariantCulture),
        _ when unit == "seconds" => Duration(Convert.ToDouble(cell, CultureInfo.InvariantCulture)),
        long count => count.ToString("N0", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString("N2", CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Duration(double seconds)
    {
        var whole = (long)seconds;
        return seconds switch
        {
            < 60 => seconds.ToString("F1", CultureInfo.InvariantCulture) + " s",
            < 3_600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60} min {whole % 60} s"),
            < 86_400 => string.Create(CultureInfo.InvariantCulture, $"{whole / 3_600} h {whole % 3_600 / 60} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 86_400} d {whole % 86_400 / 3_600} h"),
        };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
