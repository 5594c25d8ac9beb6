using Analytics.Tests.Support;

namespace Analytics.Tests.Oracles;

/// <summary>Funnels once more, by trying every way through (the small numbers of a test allow it).</summary>
internal static class FunnelOracle
{
    /// <summary>How many of the units reach each step.</summary>
    public static long[] Reached(IEnumerable<Hit> hits, Func<Hit, ulong> unit, Func<Hit, bool>[] steps, TimeSpan window, string order)
    {
        var reached = new long[steps.Length];
        foreach (var list in hits.GroupBy(unit).Select(group => group.ToList()))
        {
            var depth = order switch
            {
                "any" => AnyOrder(list, steps, window),
                "strict" => Strict(list.FindAll(hit => !hit.IsBeacon), steps, window),
                _ => Ordered(list, steps, window),
            };
            for (var i = 0; i < depth; i++)
            {
                reached[i]++;
            }
        }

        return reached;
    }

    // From every possible first step on, the earliest next one is the best.
    private static int Ordered(List<Hit> hits, Func<Hit, bool>[] steps, TimeSpan window)
    {
        var deepest = 0;
        for (var first = 0; first < hits.Count; first++)
        {
            var depth = 0;
            for (var i = first; i < hits.Count && depth < steps.Length && hits[i].Time - hits[first].Time <= window; i++)
            {
                depth += (depth > 0 || i == first) && steps[depth](hits[i]) ? 1 : 0;
            }

            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static int Strict(List<Hit> hits, Func<Hit, bool>[] steps, TimeSpan window)
    {
        var deepest = 0;
        for (var first = 0; first < hits.Count; first++)
        {
            var depth = 0;
            while (depth < steps.Length && first + depth < hits.Count
                && steps[depth](hits[first + depth]) && hits[first + depth].Time - hits[first].Time <= window)
            {
                depth++;
            }

            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static int AnyOrder(List<Hit> hits, Func<Hit, bool>[] steps, TimeSpan window)
    {
        var deepest = 0;
        foreach (var start in hits)
        {
            var within = hits.FindAll(hit => hit.Time >= start.Time && hit.Time - start.Time <= window);
            deepest = Math.Max(deepest, steps.TakeWhile(step => within.Exists(hit => step(hit))).Count());
        }

        return deepest;
    }

}
