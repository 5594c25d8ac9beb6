namespace Analytics.Querying;

/// <summary>Which classes of hits a report counts.</summary>
internal static class HitClasses
{
    public static readonly IReadOnlyList<string> All = ["human", "suspected", "bot", "machine-open", "internal"];

    /// <summary>What is counted when nothing is said.</summary>
    public static readonly IReadOnlyList<string> Default = ["human", "suspected"];

    /// <summary>Reads <c>classes</c>: words with commas between, or <c>all</c>.</summary>
    public static IReadOnlyList<string> Parse(QueryValues values)
    {
        if (values.Single("classes") is not { } text)
        {
            return Default;
        }

        if (text == "all")
        {
            return All;
        }

        var asked = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return asked.Length > 0 && asked.All(word => All.Contains(word, StringComparer.Ordinal))
            ? [.. asked.Distinct(StringComparer.Ordinal)]
            : throw new QueryProblemException("classes", text, "classes is all, or some of the hit classes with commas between.", All);
    }
}
