using System.Globalization;
using System.Text.RegularExpressions;

namespace Analytics.Querying;

/// <summary>
/// A condition on what a visitor did: <c>did:Purchase within 30d</c>, <c>did_not:page:/pricing*</c>,
/// <c>did:goal:Signup &gt;=3 from 2026-01-01 to 2026-03-31</c>. Without a window it is the report's own range.
/// </summary>
/// <param name="Did">Whether they must have done it.</param>
/// <param name="Step">An event's name, or event:Name, page:/path*, scroll:75, engaged:30, goal:Name.</param>
/// <param name="Times">How often at least.</param>
/// <param name="WithinDays">Days of 24 hours that end with the report's range; null for another window.</param>
/// <param name="From">First local day of a window of its own.</param>
/// <param name="To">Its last local day, included.</param>
internal sealed partial record Behaviour(bool Did, string Step, int Times, int? WithinDays, DateOnly? From, DateOnly? To)
{
    private const int MaxTimes = 100_000;
    private const int MaxDays = 3_660;

    public static readonly IReadOnlyList<string> Shapes = ["did:Purchase", "did:Purchase >=3 within 30d", "did_not:page:/pricing* from 2026-01-01 to 2026-03-31"];

    /// <summary>Reads a condition that begins with did: or did_not:; null when the text does not.</summary>
    public static Behaviour? Parse(string text)
    {
        if (!text.StartsWith("did:", StringComparison.Ordinal) && !text.StartsWith("did_not:", StringComparison.Ordinal))
        {
            return null;
        }

        var found = Shape().Match(text);
        var times = found.Groups["times"].Success ? Number(found.Groups["times"].Value, MaxTimes) : 1;
        var days = found.Groups["days"].Success ? Number(found.Groups["days"].Value, MaxDays) : null;
        var from = Day(found.Groups["from"].Value);
        var to = Day(found.Groups["to"].Value);
        var isWhole = found.Success && times is not null && (days is not null || !found.Groups["days"].Success)
            && (found.Groups["from"].Success ? from <= to && to.Value.DayNumber - from.Value.DayNumber < MaxDays : true);
        return isWhole
            ? new Behaviour(found.Groups["did"].Value == "did", found.Groups["step"].Value, times!.Value, days, from, to)
            : throw new QueryProblemException("filter", text, "A condition on behaviour is did: or did_not:, an event, perhaps >=TIMES, and perhaps a window.", Shapes);
    }

    /// <summary>What counts as doing it; <paramref name="text"/> is the filter as it was given.</summary>
    public GoalRule Rule(IReadOnlyList<NamedGoal> goals, string text)
    {
        try
        {
            return Rule(goals);
        }
        catch (QueryProblemException problem)
        {
            throw new QueryProblemException("filter", text, problem.Message, problem.Allowed);
        }
    }

    private GoalRule Rule(IReadOnlyList<NamedGoal> goals)
    {
        var colon = Step.IndexOf(':', StringComparison.Ordinal);
        var (type, value) = colon < 0 ? ("event", Step) : (Step[..colon], Step[(colon + 1)..]);
        if (type == "goal")
        {
            return goals.FirstOrDefault(goal => goal.Name == value)?.Rule
                ?? throw new QueryProblemException("filter", Step, "The site has no goal of that name.", [.. goals.Select(goal => goal.Name)]);
        }

        // An event's name may hold a colon of its own.
        return GoalRule.Types.Contains(type, StringComparer.Ordinal) ? GoalRule.Parse("filter", type, value) : GoalRule.Parse("filter", "event", Step);
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100 ? day : null;

    [GeneratedRegex(
        @"\A(?<did>did|did_not):(?<step>\S.*?)(?:\s*>=\s*(?<times>[0-9]{1,9}))?(?:\s+within\s+(?<days>[0-9]{1,9})d|\s+from\s+(?<from>\S{10})\s+to\s+(?<to>\S{10}))?\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
