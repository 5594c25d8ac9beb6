using System.Globalization;
using System.Text.Json;
using Analytics.Dimensions;

namespace Analytics.Reports;

/// <summary>How much a split by place can know: the share of visits whose country is known, and what it is known from.</summary>
internal static class PlaceNotes
{
    public static async Task<IReadOnlyList<ReportNote>> ReadAsync(ReportRequest request, Dimension dimension, CancellationToken cancellationToken)
    {
        if (dimension.Name is not ("country" or "region" or "city"))
        {
            return [];
        }

        var scope = request.Scope(request.Period);
        var answer = await request.QueryAsync(scope, Sql(scope), cancellationToken);
        var all = answer.Rows.Sum(row => row[1].GetInt64());
        return all == 0 ? [] : [new ReportNote("place_coverage", Text(answer.Rows, all))];
    }

    private static string Sql(QueryScope scope) =>
        $"""
        SELECT geo_source, sum(visits) AS began
        FROM events WHERE {scope.OfMatchingVisits}
        GROUP BY geo_source HAVING began > 0 ORDER BY began DESC, geo_source
        """;

    private static string Text(IReadOnlyList<JsonElement[]> rows, long all)
    {
        string Share(long visits) => ((double)visits / all).ToString("P1", CultureInfo.InvariantCulture);
        var known = rows.Where(row => row[0].GetString() is { Length: > 0 }).ToList();
        var sources = string.Join(", ", known.Select(row => $"{row[0].GetString()} {Share(row[1].GetInt64())}"));
        return $"The country is known for {Share(known.Sum(row => row[1].GetInt64()))} of the visits{(sources.Length > 0 ? $" (by {sources})" : "")}.";
    }
}
