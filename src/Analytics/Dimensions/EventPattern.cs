using System.Text.RegularExpressions;
using Analytics.Querying;

namespace Analytics.Dimensions;

/// <summary>
/// Events to look for, written as a type, a colon, a value and filters in brackets: <c>page:/shop/*</c>,
/// <c>event:Purchase[prop.plan==pro][country==DE]</c>, <c>scroll:75</c>, <c>engaged:30</c>, <c>goal:Signup</c>.
/// </summary>
/// <param name="Text">As it was given.</param>
/// <param name="Rule">What an event must be.</param>
/// <param name="Filters">What it must be besides; all of them.</param>
internal sealed partial record EventPattern(string Text, GoalRule Rule, IReadOnlyList<Filter> Filters)
{
    /// <summary>The shapes, for problem details.</summary>
    public static readonly IReadOnlyList<string> Shapes = ["page:/path*", "event:Name", "event:Name[prop.KEY==value]", "scroll:75", "engaged:30", "goal:Name"];

    /// <summary>Most filters of one pattern.</summary>
    private const int MaxFilters = 5;

    public static EventPattern Parse(string parameter, string text, IReadOnlyList<NamedGoal> goals)
    {
        var parts = Brackets().Match(text);
        var filters = parts.Groups["filter"].Captures.Select(filter => Checked(parameter, Filter.Parse(filter.Value))).ToList();
        if (filters.Count > MaxFilters)
        {
            throw new QueryProblemException(parameter, text, $"At most {MaxFilters} filters in brackets.");
        }

        return new EventPattern(text, Rules(parameter, text, parts.Groups["event"].Value, goals), filters);
    }

    private static Filter Checked(string parameter, Filter filter) => DimensionTable.Find(parameter, filter.Dimension).OnRows
        ? filter
        : throw new QueryProblemException(parameter, filter.Text, $"{filter.Dimension} is known of whole visits only, not of one event.");

    private static GoalRule Rules(string parameter, string text, string pattern, IReadOnlyList<NamedGoal> goals)
    {
        var colon = pattern.IndexOf(':', StringComparison.Ordinal);
        var (type, value) = colon < 0 ? ("", pattern) : (pattern[..colon], pattern[(colon + 1)..]);
        if (type == "goal")
        {
            return goals.FirstOrDefault(goal => goal.Name == value)?.Rule
                ?? throw new QueryProblemException(parameter, text, "The site has no goal of that name.", [.. goals.Select(goal => goal.Name)]);
        }

        return GoalRule.Types.Contains(type, StringComparer.Ordinal)
            ? GoalRule.Parse(parameter, type, value)
            : throw new QueryProblemException(parameter, text, "Give a type, a colon and a value.", Shapes);
    }

    // Brackets that hold no operator belong to the name; a filter's value holds no brackets.
    [GeneratedRegex(@"^(?<event>.*?)(?:\[(?<filter>[^\[\]=!~*]+(?:==|!=|~=|!~|\*=)[^\[\]]*)\])*\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();
}
