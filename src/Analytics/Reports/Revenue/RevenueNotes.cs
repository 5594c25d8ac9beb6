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
        var currency = request.Site.Currency;
        var foreign = rows.Where(row => row[0].GetString() != currency).Take(MostCurrencies).ToList();
        if (foreign.Count > 0)
        {
            var amounts = string.Join(", ", foreign.Select(row =>
                string.Create(CultureInfo.InvariantCulture, $"{row[0].GetString()} {row[2].GetDecimal():0.00##} in {row[1].GetInt64()} events")));
            notes.Add(new ReportNote("other_currencies", $"Values in other currencies than {currency} are left out, for no rates are known: {amounts}.")
            {
                Values = { ["currency"] = currency, ["amounts"] = foreign.ToDictionary(row => row[0].GetString()!, row => row[2].GetDouble(), StringComparer.Ordinal) },
            });
        }

        var (sold, durable) = (rows.Sum(row => row[1].GetInt64()), rows.Sum(row => row[3].GetInt64()));
        if (durable < sold)
        {
            var share = (double)durable / sold;
            notes.Add(new ReportNote("durable_keys", string.Create(CultureInfo.InvariantCulture,
                $"Repeat rate and time between orders count buyers with a durable key (user id or consent): {share:P1} of the events with a value."))
            {
                Values = { ["share"] = share },
            });
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
