using Analytics.Dimensions;
using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>Which events a report means: <c>any</c> (page views and custom events), or a rule like a goal's.</summary>
/// <param name="Text">As it was asked.</param>
/// <param name="Rule">What is reached; null for any.</param>
internal sealed record EventChoice(string Text, GoalRule? Rule)
{
    public const string Any = "any";

    private static readonly string[] Shapes = [Any, "page:/path*", "event:Name", "scroll:75", "engaged:30", "goal:Name"];

    /// <summary>Reads a parameter; <paramref name="fallback"/> when it is not given.</summary>
    public static EventChoice Parse(ReportRequest request, string parameter, string fallback)
    {
        var text = request.Values.Single(parameter) ?? fallback;
        if (text == Any)
        {
            return new EventChoice(text, null);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (type, value) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
        if (type == "goal")
        {
            var goal = request.Goals.FirstOrDefault(goal => goal.Name == value)
                ?? throw new QueryProblemException(parameter, text, "The site has no goal of that name.", [.. request.Goals.Select(goal => goal.Name)]);
            return new EventChoice(text, goal.Rule);
        }

        return GoalRule.Types.Contains(type, StringComparer.Ordinal)
            ? new EventChoice(text, GoalRule.Parse(parameter, type, value))
            : throw new QueryProblemException(parameter, text, $"{parameter} is {Any}, or a type, a colon and a value.", Shapes);
    }

    /// <summary>The condition on a row; an engagement beacon is no event.</summary>
    public string Condition(QueryScope scope) => Rule is null ? "name != 'engagement'" : $"({scope.Reaches(Rule)})";
}
