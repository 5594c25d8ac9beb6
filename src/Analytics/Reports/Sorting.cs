using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>The order of a breakdown's rows: <c>sort=visitors</c>, <c>sort=-visitors</c> (descending) or <c>sort=value:asc</c>.</summary>
/// <param name="Column">A column of the answer.</param>
/// <param name="Descending">Largest first.</param>
internal sealed record Sorting(string Column, bool Descending)
{
    /// <summary>Reads <c>sort</c>; numbers go down and values up unless said otherwise.</summary>
    public static Sorting Parse(QueryValues values, IReadOnlyList<string> columns)
    {
        if (values.Single("sort") is not { } text)
        {
            return new Sorting(columns.First(column => !IsValue(column)), Descending: true);
        }

        var (name, descending) = text switch
        {
            ['-', .. var rest] => (rest, true),
            _ when text.EndsWith(":asc", StringComparison.Ordinal) => (text[..^4], false),
            _ when text.EndsWith(":desc", StringComparison.Ordinal) => (text[..^5], true),
            _ => (text, !IsValue(text)),
        };
        return columns.Contains(name, StringComparer.Ordinal)
            ? new Sorting(name, descending)
            : throw new QueryProblemException("sort", text, "sort is a column of the report, with - before or :asc, :desc behind.", columns);
    }

    private static bool IsValue(string column) => column.StartsWith("value", StringComparison.Ordinal);
}
