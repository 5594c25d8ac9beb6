using Analytics.Dimensions;
using Analytics.Metrics;

namespace Analytics.Rollups;

/// <summary>What rollups are split by: nothing, or one of some dimensions. The name is kept in the column <c>dimension</c>.</summary>
internal static class RolledSplits
{
    /// <summary>Everything in one bucket.</summary>
    public const string Whole = "";

    /// <summary>The dimension behind the note of places; of it only <see cref="MeasureTable.Begun"/> is kept.</summary>
    private const string PlaceSource = "geo_source";

    /// <summary>The dimensions that people look at every day; others are always counted from the rows.</summary>
    public static readonly IReadOnlyList<string> Dimensions =
    [
        "page", "entry_page", "exit_page", "source", "channel", "utm_source", "utm_medium", "utm_campaign", "country", "browser", "os", "device", "language",
    ];

    /// <summary>All splits: everything, where places are known from, the values of each dimension, and the totals of the dimensions that not every row has.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Whole, PlaceSource, .. Dimensions, .. Dimensions.Select(name => Totals(DimensionTable.Find("by", name))).OfType<string>().Where(name => name != Whole),
    ];

    /// <summary>The split by the values of a dimension; null when there is none.</summary>
    public static string? Values(Dimension dimension) => All.Contains(dimension.Name) ? dimension.Name : null;

    /// <summary>The split with the totals of a dimension; null when there is none.</summary>
    public static string? Totals(Dimension dimension) =>
        !Dimensions.Contains(dimension.Name) ? null : IsOnEveryRow(dimension) ? Whole : $"{dimension.Name}:all";

    /// <summary>The buckets of a split.</summary>
    public static Bucketing Bucketing(string split, QueryScope scope)
    {
        if (split == Whole)
        {
            return Metrics.Bucketing.Whole(scope);
        }

        var dimension = DimensionTable.Find("by", split.Split(':')[0]);
        return split.Contains(':', StringComparison.Ordinal)
            ? Metrics.Bucketing.Whole(scope, [dimension])
            : Metrics.Bucketing.ByValue(scope, [dimension]);
    }

    /// <summary>
    /// The measures that a split keeps: those of the site's goals are never kept, for goals apply to the past; distributions of
    /// times only for everything; visitors only where they are asked for, of events or, where rows do not have the dimension, of visits.
    /// </summary>
    public static IEnumerable<Measure> Measures(string split) =>
        MeasureTable.All.Where(measure => !measure.NeedsGoals && (measure.Quantile is null || split == Whole) && IsAsked(measure, split));

    private static bool IsAsked(Measure measure, string split)
    {
        var ofRows = split == Whole || DimensionTable.Find("by", split.Split(':')[0]).CountsEvents;
        return (measure.Name == MeasureTable.Begun) == (split == PlaceSource)
            && (ofRows ? measure.Source != MeasureSource.Visits || measure.Different is null : measure.Source == MeasureSource.Visits);
    }

    private static bool IsOnEveryRow(Dimension dimension) => dimension is { Rows: "1", SeenRows: null, WholeVisitSql: null };
}
