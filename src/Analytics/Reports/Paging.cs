using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>Which rows of a long list are shown: <c>limit</c> and <c>offset</c>.</summary>
/// <param name="Limit">Most rows, 1 to 10,000; 100 when not said.</param>
/// <param name="Offset">Rows left out first.</param>
internal sealed record Paging(int Limit, int Offset)
{
    /// <summary>Most rows that can be asked for.</summary>
    public const int MaxLimit = 10_000;

    private const int DefaultLimit = 100;
    private const int MaxOffset = 1_000_000;

    /// <summary>The end of a query: one row more than is shown tells whether there are more.</summary>
    public string Sql => $"LIMIT {Limit + 1} OFFSET {Offset}";

    public static Paging Parse(QueryValues values) =>
        new(values.Number("limit", DefaultLimit, 1, MaxLimit), values.Number("offset", 0, 0, MaxOffset));

    /// <summary>The note that there are more rows, when there are.</summary>
    /// <param name="found">How many rows there are from the offset on, as far as they were looked for.</param>
    public IReadOnlyList<ReportNote> Note(long found) => found > Limit
        ? [new ReportNote("truncated", $"Only {Limit} rows are shown; ask for offset={Offset + Limit} to see more.") { Values = { ["limit"] = (long)Limit } }]
        : [];
}
