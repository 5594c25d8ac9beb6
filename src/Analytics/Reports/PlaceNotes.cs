using System.Globalization;
using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;

namespace Analytics.Reports;

/// <summary>How much a split by place can know: the share of visits whose country is known, and what it is known from.</summary>
internal static class PlaceNotes
{
    private static readonly Dimension Source = DimensionTable.Find("by", "geo_source");

    private static readonly Metric Began = new("began", "Visits", Unit.Count, "Visits that began in the range.", MeasureTable.Begun, MeasureTable.Begun);

    public static async Task<IReadOnlyList<ReportNote>> ReadAsync(ReportRequest request, Dimension dimension, CancellationToken cancellationToken)
    {
        if (dimension.Name is not ("country" or "region" or "city"))
        {
            return [];
        }

        var plan = await PlanAsync(request);
        var answer = await request.QueryAsync(plan, $"SELECT bucket, began FROM ({plan.Text}) WHERE began > 0 ORDER BY began DESC, bucket", cancellationToken);
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

    // With filters a visit counts when any of its rows fits, not its first one alone.
    private static async Task<MeasurePlan> PlanAsync(ReportRequest request)
    {
        if (request.Filters.Count == 0)
        {
            return await MeasurePlan.ByValueAsync(request, request.Period, [Source], [Began], []);
        }

        var scope = request.Scope(request.Period);
        return new MeasurePlan($"SELECT geo_source AS bucket, sum(visits) AS began FROM events WHERE {scope.OfMatchingVisits} GROUP BY bucket", scope.Values);
    }

    private static string Text(double share, Dictionary<string, double> sources)
    {
        var by = string.Join(", ", sources.Select(source => string.Create(CultureInfo.InvariantCulture, $"{source.Key} {source.Value:P1}")));
        return string.Create(CultureInfo.InvariantCulture, $"The country is known for {share:P1} of the visits{(by.Length > 0 ? $" (by {by})" : "")}.");
    }
}
