using System.Globalization;
using Storage.Catalog;

namespace Analytics.Querying;

/// <summary>
/// What counts as reaching a goal or a funnel's step. Each is a condition on one row, so goals are retroactive: the event; the
/// page view; the page view that was scrolled so deep; the first event of a visit with so much engaged time.
/// </summary>
/// <param name="Type">What is looked at.</param>
/// <param name="Subject">Event name or path pattern; otherwise "".</param>
/// <param name="Threshold">Percent for scroll, seconds for engaged, otherwise 0.</param>
/// <param name="Properties">Values the properties of an event must have.</param>
internal sealed record GoalRule(GoalType Type, string Subject, int Threshold, IReadOnlyDictionary<string, string> Properties)
{
    public static readonly IReadOnlyList<string> Types = ["event", "page", "scroll", "engaged"];

    private const int MaxPercent = 100;
    private const int MaxSeconds = 86_400;

    private static readonly IReadOnlyDictionary<string, string> NoProperties = new Dictionary<string, string>();

    /// <summary>The rule of a goal of the catalog.</summary>
    public static GoalRule Of(Goal goal) =>
        Parse("goal", Types[(int)goal.Type], goal.Value) with { Properties = goal.Properties };

    /// <summary>Reads a type and its value: an event's name, a path pattern, percent scrolled, seconds engaged.</summary>
    public static GoalRule Parse(string parameter, string type, string value) => type switch
    {
        "event" when value.Length > 0 => new GoalRule(GoalType.Event, value, 0, NoProperties),
        "event" => throw new QueryProblemException(parameter, value, "An event needs a name."),
        "page" when value is ['/' or '*', ..] => new GoalRule(GoalType.Page, value, 0, NoProperties),
        "page" => throw new QueryProblemException(parameter, value, "A page is a path such as /thanks or a pattern such as /thanks*."),
        "scroll" => new GoalRule(GoalType.Scroll, "", Number(parameter, value, MaxPercent), NoProperties),
        "engaged" => new GoalRule(GoalType.Engaged, "", Number(parameter, value, MaxSeconds), NoProperties),
        _ => throw new QueryProblemException(parameter, type, $"The type is one of: {string.Join(", ", Types)}.", Types),
    };

    private static int Number(string parameter, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new QueryProblemException(parameter, text, $"Give a whole number from 1 to {most}.");
}
