using System.Globalization;
using Analytics.Dimensions;

namespace Analytics.Reports.Revenue;

/// <summary>What a reader of amounts must know: other currencies, and how many buyers can be seen to come back.</summary>
internal static class RevenueNotes
{
    /// <summary>Most currencies that are named.</summary>
    private const int MostCurrencies = 10;

    public static async Task<IReadOnlyList<ReportNote>> ReadAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var scope = request.Scope(request.Period);
        var rows = (await request.QueryAsync(scope, Sql(scope), cancellationToken)).Rows;
        var notes = new List<ReportNote>();
        var foreign = rows.Where(row => row[0].GetString() != request.Site.Currency).Take(MostCurrencies)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row[0].GetString()} {row[2].GetDecimal():0.00##} in {row[1].GetInt64()} events")).ToList();
        if (foreign.Count > 0)
        {
            notes.Add(new ReportNote("other_currencies", $"Values in other currencies than {request.Site.Currency} are left out, for no rates are known: {string.Join(", ", foreign)}."));
        }

        var (sold, durable) = (rows.Sum(row => row[1].GetInt64()), rows.Sum(row => row[3].GetInt64()));
        if (durable < sold)
        {
            notes.Add(new ReportNote("durable_keys", string.Create(CultureInfo.InvariantCulture,
                $"Repeat rate and time between orders count buyers with a durable key (user id or consent): {(double)durable / sold:P1} of the events with a value.")));
        }

        return notes;
    }

    private static string Sql(QueryScope scope) =>
        $"""
        SELECT toString(currency) AS unit, count(), sum(value), countIf({DurableKeys.Condition})
        FROM events
        WHERE {scope.InRange} AND isNotNull(value) AND currency != ''
        GROUP BY unit ORDER BY unit
        """;
}
