using Analytics.Dimensions;
using Analytics.Querying;

namespace Analytics.Metrics;

/// <summary>
/// What the rows of an answer stand for (everything, an interval of time, a value of a dimension): the bucket, a text, of an
/// event, of a visit and of a page view.
/// </summary>
internal sealed record Bucketing
{
    private const string Everything = "''";

    /// <summary>Bucket of an event's row.</summary>
    public required string OfEvent { get; init; }

    /// <summary>Condition on rows of events.</summary>
    public string EventRows { get; init; } = "1";

    /// <summary>Aggregate: all buckets of a visit, an array.</summary>
    public required string OfVisit { get; init; }

    /// <summary>Aggregate: the buckets of a visit in which it reached a goal, an array.</summary>
    public required string OfVisitGoals { get; init; }

    /// <summary>Aggregate: whether the visit has a bucket.</summary>
    public string VisitHas { get; init; } = "1";

    /// <summary>Aggregate: bucket of a page view.</summary>
    public required string OfView { get; init; }

    /// <summary>What tells page views apart.</summary>
    public string ViewKey { get; init; } = "view";

    /// <summary>Aggregate: whether the view has a bucket.</summary>
    public string ViewHas { get; init; } = "1";

    /// <summary>Whether a visit entered, or left, at the bucket.</summary>
    public string Entered { get; init; } = "entered_at = bucket";

    public string Left { get; init; } = "left_at = bucket";

    /// <summary>All in one bucket; of dimensions, all that have them (the totals of a breakdown).</summary>
    public static Bucketing Whole(QueryScope scope, IReadOnlyList<Dimension>? dimensions = null)
    {
        var buckets = dimensions is null ? null : new ValueBuckets(scope, dimensions);
        return new Bucketing
        {
            OfEvent = Everything,
            EventRows = buckets?.EventRows ?? "1",
            OfVisit = $"[{Everything}]",
            OfVisitGoals = VisitGoals(scope),
            VisitHas = buckets?.VisitHas ?? "1",
            OfView = Everything,
            ViewKey = buckets?.ViewKey ?? "view",
            ViewHas = buckets?.ViewHas ?? "1",
            Entered = "entered_at != ''",
            Left = "left_at != ''",
        };
    }

    /// <summary>One bucket for each interval, named by its start in Unix seconds.</summary>
    public static Bucketing ByTime(QueryScope scope, Intervals intervals)
    {
        var starts = $"[{string.Join(',', intervals.Starts.Select(start => start.ToUnixTimeSeconds()))}]";
        string Step(string instant) => $"toString(roundDown(toUnixTimestamp({instant}), {starts}))";
        return new Bucketing
        {
            OfEvent = Step("time"),
            OfVisit = $"[{Step("began")}]",
            OfVisitGoals = VisitGoals(scope),
            OfView = Step("began"),
        };
    }

    /// <summary>
    /// One bucket for each value of a dimension, or for each pair of values of two (then a tuple); a visit is in the bucket of
    /// every value it has seen.
    /// </summary>
    public static Bucketing ByValue(QueryScope scope, IReadOnlyList<Dimension> dimensions)
    {
        var buckets = new ValueBuckets(scope, dimensions);
        return new Bucketing
        {
            OfEvent = buckets.OfEvent,
            EventRows = buckets.EventRows,
            OfVisit = buckets.OfVisit,
            OfVisitGoals = buckets.OfVisitGoals ?? VisitGoals(scope, "arrayResize(buckets, 0)"),
            OfView = buckets.OfView,
            ViewKey = buckets.ViewKey,
            ViewHas = buckets.ViewHas,
            Entered = buckets.Entered,
            Left = buckets.Left,
        };
    }

    // All buckets of a visit that reached a goal.
    private static string VisitGoals(QueryScope scope, string none = "emptyArrayString()") =>
        scope.AnyGoal == "0" ? none : $"if(countIf(({scope.Match}) AND ({scope.AnyGoal})) > 0, buckets, {none})";
}
