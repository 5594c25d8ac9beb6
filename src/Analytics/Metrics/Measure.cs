namespace Analytics.Metrics;

/// <summary>Something counted that metrics are made of: a sum, unless it is one of the kinds below.</summary>
/// <param name="Name">Its name inside the query.</param>
/// <param name="Source">What it is computed over.</param>
/// <param name="Sql">
/// Aggregate over the source's rows. <c>@goal</c> is the condition of any goal, <c>@worth</c> what a row is worth by its goals, <c>@currency</c> the site's currency,
/// <c>@entry</c> and <c>@exit</c> whether a visit entered or left at the bucket.
/// </param>
internal sealed record Measure(string Name, MeasureSource Source, string Sql)
{
    /// <summary>Of a count of different keys: the keys that are counted; otherwise null.</summary>
    public Keys? Different { get; private init; }

    /// <summary>Of a quantile: the times it is taken of; otherwise null.</summary>
    public Times? Quantile { get; private init; }

    /// <summary>Whether it asks for the goals of the site.</summary>
    public bool NeedsGoals => Sql.Contains("@goal", StringComparison.Ordinal) || Sql.Contains("@worth", StringComparison.Ordinal) || Sql.Contains("goal_buckets", StringComparison.Ordinal);

    /// <summary>Whether it is 0 where there is nothing; otherwise unknown.</summary>
    public bool IsSum => Quantile is null;

    /// <summary>How many different visitor keys there are.</summary>
    /// <param name="name">Its name inside the query.</param>
    /// <param name="source">What it is computed over.</param>
    /// <param name="key">The key of a row.</param>
    /// <param name="counts">Which rows count.</param>
    /// <param name="durable">Whether the key of a row can come back on another day.</param>
    public static Measure OfKeys(string name, MeasureSource source, string key, string counts, string durable) =>
        new(name, source, $"uniqExactIf({key}, {counts})") { Different = new Keys(key, counts, durable) };

    /// <summary>A quantile of milliseconds, each rounded to its second, between neighbours by linear interpolation; in milliseconds.</summary>
    /// <param name="name">Its name inside the query.</param>
    /// <param name="source">What it is computed over.</param>
    /// <param name="level">0–1.</param>
    /// <param name="milliseconds">The time of a row.</param>
    /// <param name="counts">Which rows count.</param>
    /// <param name="distribution">The name of the distribution, shared by quantiles of the same times.</param>
    public static Measure OfTimes(string name, MeasureSource source, string level, string milliseconds, string counts, string distribution)
    {
        var seconds = $"intDiv({milliseconds} + 500, 1000)";
        return new(name, source, $"1000 * quantileExactInclusiveOrNullIf({level})({seconds}, {counts})")
        {
            Quantile = new Times(level, seconds, counts, distribution),
        };
    }

    /// <summary>The keys of a count of different keys.</summary>
    public sealed record Keys(string Key, string Counts, string Durable);

    /// <summary>The times of a quantile.</summary>
    public sealed record Times(string Level, string Seconds, string Counts, string Distribution);
}
