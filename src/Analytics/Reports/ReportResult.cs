using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>A column of an answer.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Unit">A word of <see cref="Metrics.Unit"/>.</param>
/// <param name="Definition">What the number means; null for columns that name things.</param>
public sealed record ReportColumn(string Name, string Title, string Unit, string? Definition = null);

/// <summary>A row: one cell for each column (string, long, double, decimal or null), and the same of the compared range.</summary>
/// <param name="Cells">One for each column.</param>
/// <param name="Previous">The same of the range compared with; null when there is none.</param>
/// <param name="Significance">For tested columns the p-value of the change (docs/metrics.md), null with too little data; null where nothing is compared.</param>
public sealed record ReportRow(
    IReadOnlyList<object?> Cells, IReadOnlyList<object?>? Previous = null, IReadOnlyDictionary<string, double?>? Significance = null);

/// <summary>Something the reader must know about the numbers.</summary>
public sealed record ReportNote(string Code, string Text);

/// <summary>The answer of a report, the same shape for all.</summary>
public sealed record ReportResult
{
    public required string Report { get; init; }

    public required string Site { get; init; }

    public required Period Period { get; init; }

    /// <summary>The range compared with; null when none was asked for.</summary>
    public Period? Previous { get; init; }

    public IReadOnlyList<string> Filters { get; init; } = [];

    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    public required IReadOnlyList<ReportRow> Rows { get; init; }

    /// <summary>Totals over all rows, also those beyond the limit; null when there is nothing to total.</summary>
    public ReportRow? Totals { get; init; }

    public IReadOnlyList<ReportNote> Notes { get; init; } = [];
}
