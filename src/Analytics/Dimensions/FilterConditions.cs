using Analytics.Querying;

namespace Analytics.Dimensions;

/// <summary>A condition on rows, and whether it describes the single event (otherwise its visit or visitor).</summary>
internal readonly record struct RowCondition(string Sql, bool OfEvent);

/// <summary>Turns the filters of a question into conditions on rows. The meaning of each is in docs/metrics.md.</summary>
/// <param name="rows">All rows of the site and the classes, of any time.</param>
/// <param name="around">All rows of the site and the classes around the range.</param>
/// <param name="start">First instant of the range.</param>
/// <param name="end">First instant after it.</param>
/// <param name="zone">Zone of the local days in windows.</param>
/// <param name="goals">The site's goals.</param>
/// <param name="values">The values of the query.</param>
internal sealed class FilterConditions(
    string rows, string around, DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone, IReadOnlyList<NamedGoal> goals, SqlValues values)
{
    /// <summary>A filter word that is no dimension: <c>engagement==seen</c>, <c>engagement==none</c>.</summary>
    private const string EngagementWord = "engagement";

    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <summary>The conditions of a filter; a segment has several.</summary>
    public IEnumerable<RowCondition> Of(Filter filter) => filter.Clauses is null ? [One(filter)] : filter.Clauses.Select(Any);

    // One of several filters: about the event as soon as one of them is.
    private RowCondition Any(IReadOnlyList<Filter> filters)
    {
        var each = filters.Select(All).ToList();
        return each is [var only]
            ? only
            : new RowCondition(string.Join(" OR ", each.Select(condition => $"({condition.Sql})")), each.Exists(condition => condition.OfEvent));
    }

    private RowCondition All(Filter filter)
    {
        var each = Of(filter).ToList();
        return each is [var only]
            ? only
            : new RowCondition(string.Join(" AND ", each.Select(condition => $"({condition.Sql})")), each.Exists(condition => condition.OfEvent));
    }

    private RowCondition One(Filter filter)
    {
        if (filter.Behaviour is not null)
        {
            return Behaved(filter, filter.Behaviour);
        }

        if (filter.Dimension == "goal")
        {
            return Goal(filter);
        }

        if (filter.Dimension == EngagementWord)
        {
            return Engagement(filter);
        }

        var dimension = DimensionTable.Find("filter", filter.Dimension, [.. DimensionTable.Names, "goal", EngagementWord, FilterReader.SegmentWord], filter.Text);
        return dimension.Level switch
        {
            DimensionLevel.Event => new RowCondition(RowConditions.Compare(dimension, filter, values), true),
            DimensionLevel.Visit => new RowCondition(RowConditions.Compare(dimension.Sql, filter, values), false),
            _ => new RowCondition(
                $"""
                visit IN (SELECT visit FROM events WHERE {around}
                GROUP BY visit HAVING {RowConditions.Compare(dimension.WholeVisitSql!, filter, values)})
                """, false),
        };
    }

    // The script reports a width with every page view, and at least one beacon when the page is left; pixels and servers report neither.
    private RowCondition Engagement(Filter filter)
    {
        const string Seen = "countIf(name = 'engagement') > 0";
        var having = filter.Value switch
        {
            "seen" => Seen,
            "none" => $"NOT ({Seen}) AND countIf(pageviews = 1 AND screen_width > 0) > 0",
            _ => throw new QueryProblemException("filter", filter.Text, "Engagement is seen or none.", ["seen", "none"]),
        };
        var visits = $"(SELECT visit FROM events WHERE {around} AND visit != 0 GROUP BY visit HAVING {having})";
        return filter.Operator switch
        {
            FilterOperator.Is => new RowCondition($"visit IN {visits}", false),
            FilterOperator.IsNot => new RowCondition($"visit NOT IN {visits}", false),
            _ => throw new QueryProblemException("filter", filter.Text, "Engagement is compared with == or !=.", ["==", "!="]),
        };
    }

    private RowCondition Goal(Filter filter)
    {
        var goal = goals.FirstOrDefault(known => known.Name == filter.Value)
            ?? throw new QueryProblemException("filter", filter.Text, "The site has no goal of that name.", [.. goals.Select(known => known.Name)]);
        var reaches = RowConditions.Reaches(goal.Rule, around, values);
        return filter.Operator switch
        {
            FilterOperator.Is => new RowCondition(reaches, true),
            FilterOperator.IsNot => new RowCondition($"visit NOT IN (SELECT visit FROM events WHERE {around} AND {reaches})", false),
            _ => throw new QueryProblemException("filter", filter.Text, "A goal is compared with == or !=.", ["==", "!="]),
        };
    }

    // The visitor keys that did it often enough. Of a row without a key nothing is known: it passes neither did nor did_not.
    private RowCondition Behaved(Filter filter, Behaviour behaviour)
    {
        var (from, to) = Window(behaviour);
        var nearby = $"{rows} AND time >= {values.Instant(from - Margin)} AND time < {values.Instant(to + Margin)}";
        var reaches = RowConditions.Reaches(behaviour.Rule(goals, filter.Text), nearby, values);
        return new RowCondition(
            $"""
            visitor != 0 AND visitor {(behaviour.Did ? "IN" : "NOT IN")} (
                SELECT visitor FROM events
                WHERE {rows} AND visitor != 0 AND time >= {values.Instant(from)} AND time < {values.Instant(to)} AND {reaches}
                GROUP BY visitor HAVING count() >= {values.Number(behaviour.Times)})
            """, false);
    }

    private (DateTimeOffset From, DateTimeOffset To) Window(Behaviour behaviour) => behaviour switch
    {
        { WithinDays: { } days } => (end.AddDays(-days), end),
        { From: { } from, To: { } to } => (LocalDay.Start(from, zone), LocalDay.Start(to.AddDays(1), zone)),
        _ => (start, end),
    };
}
