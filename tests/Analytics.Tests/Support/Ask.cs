using Analytics.Reports;
using Microsoft.AspNetCore.WebUtilities;
using Storage.Catalog;

namespace Analytics.Tests.Support;

/// <summary>Asks reports by the text of a query string and reads cells by column names.</summary>
internal static class Ask
{
    public static ILookup<string, string> Query(string text) => QueryHelpers.ParseQuery(text)
        .SelectMany(pair => pair.Value, (pair, value) => (pair.Key, Value: value ?? ""))
        .ToLookup(pair => pair.Key, pair => pair.Value);

    public static Task<ReportResult> RunAsync(this EngineFixture engine, Site site, string report, string query) =>
        new ReportRunner(engine.Client, engine.Catalog, engine.Clock).RunAsync(site, report, Query(query), CancellationToken.None);

    /// <summary>A cell of a row.</summary>
    public static object? Cell(this ReportResult result, ReportRow row, string column) => row.Cells[Index(result, column)];

    /// <summary>The row whose first cell is this text.</summary>
    public static ReportRow Row(this ReportResult result, string? first) => result.Rows.Single(row => Equals(row.Cells[0], first));

    public static int Index(this ReportResult result, string column)
    {
        for (var i = 0; i < result.Columns.Count; i++)
        {
            if (result.Columns[i].Name == column)
            {
                return i;
            }
        }

        throw new ArgumentException($"There is no column {column}.");
    }
}
