using Analytics.Dimensions;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Reports.Funnels;

/// <summary>
/// Reads a funnel's list: steps, steps that may be left out (<c>optional:page:/coupon</c>), and between two steps what must not
/// happen there (<c>not:event:Cancel</c>).
/// </summary>
internal static class FunnelSteps
{
    public const int Most = 12;
    private const int Least = 2;
    private const string Optional = "optional:";
    private const string Not = "not:";

    private static readonly string[] Shapes = [.. EventPattern.Shapes, "optional:page:/path*", "not:event:Name"];

    /// <summary>The steps of a list; also the check before a funnel is saved.</summary>
    public static IReadOnlyList<FunnelStep> Parse(IReadOnlyList<string> list, FunnelOrder order, IReadOnlyList<NamedGoal> goals)
    {
        var count = list.Count(text => !text.StartsWith(Not, StringComparison.Ordinal));
        if (count is < Least or > Most)
        {
            throw new QueryProblemException("step", null, $"A funnel has {Least} to {Most} steps.", Shapes);
        }

        var steps = new List<FunnelStep>();
        foreach (var text in list)
        {
            if (text.StartsWith(Not, StringComparison.Ordinal))
            {
                Exclude(text, order, steps, EventPattern.Parse("step", text[Not.Length..], goals));
                continue;
            }

            var isOptional = text.StartsWith(Optional, StringComparison.Ordinal);
            steps.Add(new FunnelStep(text, EventPattern.Parse("step", isOptional ? text[Optional.Length..] : text, goals), isOptional, []));
        }

        Check(list, order, steps);
        return steps;
    }

    private static void Check(IReadOnlyList<string> list, FunnelOrder order, List<FunnelStep> steps)
    {
        if (list[^1].StartsWith(Not, StringComparison.Ordinal))
        {
            throw new QueryProblemException("step", list[^1], "What must not happen stands between two steps.");
        }

        if (steps[0].IsOptional || steps[^1].IsOptional)
        {
            throw new QueryProblemException("step", (steps[0].IsOptional ? steps[0] : steps[^1]).Text, "The first and the last step cannot be optional.");
        }

        if (order == FunnelOrder.Any && steps.Find(step => step.IsOptional) is { } loose)
        {
            throw new QueryProblemException("step", loose.Text, "A funnel of any order has no optional steps: use order=ordered or strict.");
        }
    }

    // What is excluded anywhere between two required steps is kept with the first of them.
    private static void Exclude(string text, FunnelOrder order, List<FunnelStep> steps, EventPattern pattern)
    {
        if (order != FunnelOrder.Ordered)
        {
            throw new QueryProblemException("step", text, "Only a funnel with order=ordered can exclude events between steps (in a strict one nothing may lie between).");
        }

        var before = steps.FindLastIndex(step => !step.IsOptional);
        if (before < 0)
        {
            throw new QueryProblemException("step", text, "What must not happen stands between two steps.");
        }

        steps[before] = steps[before] with { Excluded = [.. steps[before].Excluded, pattern] };
    }
}
