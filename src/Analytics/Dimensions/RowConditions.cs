using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Dimensions;

/// <summary>Conditions on rows: filters and goals as SQL, their values bound.</summary>
internal static class RowConditions
{
    /// <summary>Rows that belong to a visit: all but those of consent level aggregate (bit 8 of <c>EventFlags</c>).</summary>
    public const string InVisit = "NOT bitTest(flags, 8)";

    /// <summary>A filter's condition on a dimension's value of a row; of many values one must fit (or, for != and !~, none).</summary>
    public static string Compare(Dimension dimension, Filter filter, SqlValues values)
    {
        if (dimension.KeysSql is null)
        {
            return Compare(dimension.Column(values), filter, values);
        }

        var (isNot, positive) = filter.Operator switch
        {
            FilterOperator.IsNot => (true, FilterOperator.Is),
            FilterOperator.MatchesNot => (true, FilterOperator.Matches),
            _ => (false, filter.Operator),
        };
        return $"{(isNot ? "NOT " : "")}arrayExists(x -> {Compare("x", filter with { Operator = positive }, values)}, {dimension.KeysSql})";
    }

    /// <summary>A filter's condition on a text.</summary>
    public static string Compare(string text, Filter filter, SqlValues values)
    {
        var value = values.Text(filter.Value);
        return filter.Operator switch
        {
            FilterOperator.Is => $"{text} = {value}",
            FilterOperator.IsNot => $"{text} != {value}",
            // The match of '' says on an empty table too that an expression cannot be read.
            FilterOperator.Matches => $"match({text}, {value}) AND match('', {value}) >= 0",
            FilterOperator.MatchesNot => $"NOT match({text}, {value}) AND match('', {value}) >= 0",
            _ => $"position({text}, {value}) > 0",
        };
    }

    /// <summary>Whether a row is one of the events looked for.</summary>
    public static string Fits(EventPattern pattern, string rows, SqlValues values) => string.Join(" AND ", pattern.Filters
        .Select(filter => $"({Compare(DimensionTable.Find("filter", filter.Dimension), filter, values)})")
        .Prepend($"({Reaches(pattern.Rule, rows, values)})"));

    /// <summary>Whether a row reaches a goal. <paramref name="rows"/> are the rows of its views and visits.</summary>
    public static string Reaches(GoalRule goal, string rows, SqlValues values)
    {
        return goal.Type switch
        {
            GoalType.Event => string.Join(" AND ", goal.Properties
                .Select(property => $"properties[{values.Text(property.Key)}] = {values.Text(property.Value)}")
                .Prepend($"name = {values.Text(goal.Subject)}")),
            GoalType.Page => $"pageviews = 1 AND {PathPattern.Condition(goal.Subject, values)}",
            GoalType.Scroll =>
                $"""
                pageviews = 1 AND view != 0 AND view IN (
                    SELECT view FROM events WHERE {rows} AND scroll >= {values.Number(goal.Threshold)})
                """,
            _ =>
                $"""
                visits = 1 AND visit IN (
                    SELECT visit FROM events WHERE {rows}
                    GROUP BY visit HAVING sum(engaged) >= {values.Number(goal.Threshold * 1000L)})
                """,
        };
    }
}
