using Microsoft.AspNetCore.Http;

namespace Analytics.Http;

/// <summary>A query string as names and values.</summary>
internal static class QueryLookup
{
    public static ILookup<string, string> Of(IQueryCollection query) => query
        .SelectMany(pair => pair.Value, (pair, value) => (pair.Key, Value: value ?? ""))
        .ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
