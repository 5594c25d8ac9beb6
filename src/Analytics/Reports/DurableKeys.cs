using System.Globalization;
using Analytics.Dimensions;

namespace Analytics.Reports;

/// <summary>Visitor keys that live longer than a day: of a user id or of consent. Only they can be seen to come back.</summary>
internal static class DurableKeys
{
    /// <summary>Whether a row has one.</summary>
    public const string Condition = "identity IN ('consented', 'user') AND visitor != 0";

    /// <summary>The note of a report that leaves all other visitors out; none when there are no others.</summary>
    public static async Task<IReadOnlyList<ReportNote>> NoteAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var scope = request.Scope(request.Period);
        var row = (await request.QueryAsync(scope, Sql(scope), cancellationToken)).Rows[0];
        var (durable, visits) = (row[0].GetInt64(), row[1].GetInt64());
        return durable == visits
            ? []
            : [new ReportNote("durable_keys", string.Create(CultureInfo.InvariantCulture,
                $"Only visitors with a durable key (user id or consent) are counted, for a cookieless key lives one day: {(double)durable / visits:P1} of the visits."))];
    }

    private static string Sql(QueryScope scope) => $"SELECT countIf({Condition}), count() FROM events WHERE {scope.InRange} AND visits = 1";
}
