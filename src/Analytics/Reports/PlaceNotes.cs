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
        if (all == 0)
        {
            return [];
        }

        var known = answer.Rows.Where(row => row[0].GetString() is { Length: > 0 }).ToList();
        var share = (double)known.Sum(row => row[1].GetInt64()) / all;
        var sources = known.ToDictionary(row => row[0].GetString()!, row => (double)row[1].GetInt64() / all, StringComparer.Ordinal);
        return [new ReportNote("place_coverage", Text(share, sources)) { Values = { ["share"] = share, ["sources"] = sources } }];
    }

    private static string Sql(QueryScope scope) =>
        $"""
        SELECT geo_source, sum(visits) AS began
        FROM events WHERE {scope.OfMatchingVisits}
        GROUP BY geo_source HAVING began > 0 ORDER BY began DESC, geo_source
        """;

    private static string Text(double share, Dictionary<string, double> sources)
    {
        var by = string.Join(", ", sources.Select(source => string.Create(CultureInfo.InvariantCulture, $"{source.Key} {source.Value:P1}")));
        return string.Create(CultureInfo.InvariantCulture, $"The country is known for {share:P1} of the visits{(by.Length > 0 ? $" (by {by})" : "")}.");
    }
}
