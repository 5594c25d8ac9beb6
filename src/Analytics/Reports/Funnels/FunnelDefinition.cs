using System.Globalization;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Reports.Funnels;

/// <summary>A step: its text as given and what reaches it.</summary>
internal sealed record FunnelStep(string Text, GoalRule Rule);

/// <summary>What a funnel asks: steps, window from the first step, order, and who is counted.</summary>
internal sealed record FunnelDefinition(IReadOnlyList<FunnelStep> Steps, TimeSpan Window, FunnelOrder Order, FunnelUnit Unit)
{
    private const int LeastSteps = 2;
    private const int MostSteps = 12;
    public const string DefaultWindow = "1d";

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(90);

    private static readonly string[] StepShapes = ["page:/path*", "event:Name", "scroll:75", "engaged:30", "goal:Name"];

    /// <summary>Reads <c>funnel=ID</c>, or <c>step</c> (repeated) with <c>window</c>, <c>order</c> and <c>unit</c>.</summary>
    public static FunnelDefinition Parse(ReportRequest request)
    {
        var values = request.Values;
        if (values.Single("funnel") is { } id)
        {
            var saved = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? request.FindFunnel(number) : null;
            return saved is null
                ? throw new QueryProblemException("funnel", id, "The site has no funnel of that id.")
                : new FunnelDefinition(ParseSteps(saved.Steps, request.Goals), saved.Window, saved.Order, saved.Unit);
        }

        return new FunnelDefinition(
            ParseSteps(values.All("step"), request.Goals),
            ParseWindow(values.Single("window") ?? DefaultWindow),
            ParseOrder(values.Single("order")),
            ParseUnit(values.Single("unit")));
    }

    /// <summary>Reads the steps' texts; also the check before a funnel is saved.</summary>
    public static IReadOnlyList<FunnelStep> ParseSteps(IReadOnlyList<string> steps, IReadOnlyList<NamedGoal> goals)
    {
        if (steps.Count is < LeastSteps or > MostSteps)
        {
            throw new QueryProblemException("step", null, $"A funnel has {LeastSteps} to {MostSteps} steps.", StepShapes);
        }

        return [.. steps.Select(step => new FunnelStep(step, ParseStep(step, goals)))];
    }

    public static FunnelOrder ParseOrder(string? text) => text switch
    {
        null or "ordered" => FunnelOrder.Ordered,
        "strict" => FunnelOrder.Strict,
        "any" => FunnelOrder.Any,
        _ => throw new QueryProblemException("order", text, "order is ordered, strict or any.", ["ordered", "strict", "any"]),
    };

    public static FunnelUnit ParseUnit(string? text) => text switch
    {
        null or "visitor" => FunnelUnit.Visitor,
        "visit" => FunnelUnit.Visit,
        _ => throw new QueryProblemException("unit", text, "unit is visitor or visit.", ["visitor", "visit"]),
    };

    public static TimeSpan ParseWindow(string text)
    {
        var seconds = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        if (seconds > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0 && (long)count * seconds <= (long)LongestWindow.TotalSeconds)
        {
            return TimeSpan.FromSeconds((long)count * seconds);
        }

        throw new QueryProblemException("window", text, "window is a whole number with s, m, h or d behind, at most 90d.");
    }

    private static GoalRule ParseStep(string step, IReadOnlyList<NamedGoal> goals)
    {
        var colon = step.IndexOf(':', StringComparison.Ordinal);
        var (type, value) = colon < 0 ? ("", step) : (step[..colon], step[(colon + 1)..]);
        if (type == "goal")
        {
            return goals.FirstOrDefault(goal => goal.Name == value)?.Rule
                ?? throw new QueryProblemException("step", step, "The site has no goal of that name.", [.. goals.Select(goal => goal.Name)]);
        }

        return GoalRule.Types.Contains(type, StringComparer.Ordinal)
            ? GoalRule.Parse("step", type, value)
            : throw new QueryProblemException("step", step, "A step is a type, a colon and a value.", StepShapes);
    }
}
