using Storage.Catalog;

namespace Analytics.Querying;

/// <summary>A goal of a site with its rule.</summary>
internal sealed record NamedGoal(long Id, string Name, GoalRule Rule)
{
    public static NamedGoal Of(Goal goal) => new(goal.Id, goal.Name, GoalRule.Of(goal));
}
