using System.Globalization;
using Storage.Catalog;

namespace Analytics.Querying;

/// <summary>A goal of a site with its rule.</summary>
internal sealed record NamedGoal(long Id, string Name, GoalRule Rule)
{
    /// <summary>What one conversion is worth in the site's currency; null where the event's own value counts.</summary>
    public decimal? FixedValue { get; init; }

    public static NamedGoal Of(Goal goal) => new(goal.Id, goal.Name, GoalRule.Of(goal)) { FixedValue = goal.FixedValue };

    /// <summary>The goals whose reaching is a conversion: that of <c>goal</c>, an id or a name; all when absent.</summary>
    public static IReadOnlyList<NamedGoal> Choose(QueryValues values, IReadOnlyList<NamedGoal> goals)
    {
        if (values.Single("goal") is not { } word)
        {
            return goals;
        }

        var id = long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var found = goals.FirstOrDefault(goal => goal.Id == id) ?? goals.FirstOrDefault(goal => goal.Name == word);
        return found is not null
            ? [found]
            : throw new QueryProblemException("goal", word, "The site has no goal of that id or name.", [.. goals.Select(goal => goal.Name)]);
    }
}
