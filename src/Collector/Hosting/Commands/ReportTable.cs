using System.Globalization;
using Analytics.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Hosting.Commands;

/// <summary>A report as a table for the terminal; a report of one row stands upright.</summary>
internal static class ReportTable
{
    public static IRenderable Of(ReportResult result)
    {
        var table = new Table().Border(TableBorder.Simple).Title($"{result.Report} · {result.Site} · {Day(result.Period.From)} to {Day(result.Period.To)}".EscapeMarkup());
        if (result is { Rows: [{ } only], Columns.Count: > 6 })
        {
            table.AddColumn("Metric").AddColumn(new TableColumn("Value").RightAligned());
            for (var i = 0; i < result.Columns.Count; i++)
            {
                table.AddRow(result.Columns[i].Title.EscapeMarkup(), Text(only.Cells[i], result.Columns[i].Unit));
            }

            return table;
        }

        foreach (var column in result.Columns)
        {
            var header = new TableColumn(column.Title.EscapeMarkup());
            table.AddColumn(column.Unit is "text" or "time" ? header : header.RightAligned());
        }

        foreach (var row in result.Rows)
        {
            table.AddRow(row.Cells.Select((cell, i) => Text(cell, result.Columns[i].Unit)).ToArray());
        }

        if (result.Totals is { } totals)
        {
            table.AddEmptyRow().AddRow(totals.Cells.Select((cell, i) => i == 0 ? "Total" : Text(cell, result.Columns[i].Unit)).ToArray());
        }

        return table;
    }

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

    private static string Duration(double seconds) => seconds < 60
        ? seconds.ToString("F1", CultureInfo.InvariantCulture) + " s"
        : string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {(int)seconds % 60} s");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
