using System.Globalization;
using Analytics.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Hosting.Commands;

/// <summary>A report as a table for the terminal; a report of one row stands upright.</summary>
internal static class ReportTable
{
    /// <summary>Columns that fit into a terminal line.</summary>
    private const int Widest = 9;

    /// <summary>What is shown of a wider report; JSON and CSV have all of it.</summary>
    private static readonly string[] Main = ["visitors", "visits", "pageviews", "bounce_rate", "visit_duration", "dwell_time", "conversions", "revenue"];

    public static IRenderable Of(ReportResult result) =>
        result is { Report: "overview", Rows: [{ } only] } ? Upright(result, only) : Wide(result);

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
        var shown = Enumerable.Range(0, result.Columns.Count)
            .Where(i => result.Columns.Count <= Widest || i == 0 || Main.Contains(result.Columns[i].Name))
            .ToArray();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var i in shown)
        {
            var header = new TableColumn(result.Columns[i].Title.EscapeMarkup());
            table.AddColumn(result.Columns[i].Unit is "text" or "time" ? header : header.RightAligned());
        }

        foreach (var row in result.Rows)
        {
            table.AddRow(shown.Select(i => Text(row.Cells[i], result.Columns[i].Unit)).ToArray());
        }

        if (result.Totals is { } totals)
        {
            table.AddEmptyRow().AddRow(shown.Select(i => i == 0 ? "Total" : Text(totals.Cells[i], result.Columns[i].Unit)).ToArray());
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
