using Microsoft.AspNetCore.Http;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary>What of the reports a shared link shows: figures of many, never single people, and only what its filters let through.</summary>
internal static class SharedReports
{
    private static readonly string[] Names =
        ["overview", "timeseries", "breakdown", "page", "goals", "funnel", "funnel_trend", "funnel_next", "journeys", "live", "retention", "revenue", "attribution"];

    /// <summary>The question with the link's filters before its own.</summary>
    public static ILookup<string, string> Limit(Share? share, string report, IQueryCollection query)
    {
        var asked = QueryLookup.Of(query);
        if (share is null)
        {
            return asked;
        }

        if (!Names.Contains(report, StringComparer.Ordinal))
        {
            throw new ProblemException(403, "forbidden", "Not allowed", $"A shared link shows the reports {string.Join(", ", Names)}.");
        }

        return share.Filters.Select(filter => (Name: "filter", Value: filter))
            .Concat(asked.SelectMany(group => group.Select(value => (Name: group.Key, Value: value))))
            .ToLookup(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
    }
}
