using Microsoft.AspNetCore.Http;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary>What of the reports a shared link shows: figures of many, never single people, and only what its filters let through.</summary>
internal static class SharedReports
{
    /// <summary>How many of the latest events the live report lists.</summary>
    private const string Feed = "feed";

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

        // The latest events would be those of single people: none of them.
        var isLive = report == "live";
        return share.Filters.Select(filter => (Name: "filter", Value: filter))
            .Concat(asked.Where(group => !isLive || group.Key != Feed).SelectMany(group => group.Select(value => (Name: group.Key, Value: value))))
            .Concat(isLive ? [(Name: Feed, Value: "0")] : [])
            .ToLookup(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
    }
}
