using Analytics.Tests.Support;

namespace Analytics.Tests.Oracles;

/// <summary>A funnel's step as the oracle sees it.</summary>
internal sealed record OracleStep(Func<Hit, bool> Fits, bool IsOptional = false, Func<Hit, bool>? Broken = null);

/// <summary>Funnels once more, by trying every way through (the small numbers of a test allow it).</summary>
internal static class FunnelOracle
{
    /// <summary>The run of each unit that has one: for each step its hit, or null.</summary>
    public static List<Hit?[]> Runs(IEnumerable<Hit> hits, Func<Hit, ulong> unit, OracleStep[] steps, TimeSpan window, string order) => hits
        .GroupBy(unit)
        .Select(group => group.ToList())
        .Select(list => order == "any" ? AnyOrder(list, steps, window) : InOrder(order == "strict" ? list.FindAll(hit => !hit.IsBeacon) : list, steps, window, order))
        .OfType<Hit?[]>()
        .ToList();

    // Of all ways that reach the deepest step those that do so first; of those the one that began last; of those the one whose
    // events, looked at from the end, are the latest (and of the earlier step where one event could be two).
    private static Hit?[]? InOrder(List<Hit> hits, OracleStep[] steps, TimeSpan window, string order)
    {
        List<(int Step, int At)>? best = null;
        foreach (var way in Ways(hits, steps, window, order))
        {
            if (best is null || IsBetter(hits, way, best))
            {
                best = [.. way];
            }
        }

        return best is null ? null : [.. steps.Select((_, s) => best.Exists(taken => taken.Step == s) ? hits[best.Find(taken => taken.Step == s).At] : null)];
    }

    private static bool IsBetter(List<Hit> hits, List<(int Step, int At)> way, List<(int Step, int At)> than)
    {
        if (way[^1].Step != than[^1].Step)
        {
            return way[^1].Step > than[^1].Step;
        }

        if (way[^1].At != than[^1].At)
        {
            return way[^1].At < than[^1].At;
        }

        if (way[0].At != than[0].At)
        {
            return way[0].At > than[0].At;
        }

        for (var back = 2; back <= Math.Min(way.Count, than.Count); back++)
        {
            if (way[^back].At != than[^back].At)
            {
                return way[^back].At > than[^back].At;
            }

            if (way[^back].Step != than[^back].Step)
            {
                return way[^back].Step < than[^back].Step;
            }
        }

        return false;
    }

    private static IEnumerable<List<(int Step, int At)>> Ways(List<Hit> hits, OracleStep[] steps, TimeSpan window, string order)
    {
        var way = new List<(int Step, int At)>();
        for (var first = 0; first < hits.Count; first++)
        {
            if (steps[0].Fits(hits[first]))
            {
                way.Add((0, first));
                foreach (var longer in Longer(way))
                {
                    yield return longer;
                }

                way.Clear();
            }
        }

        IEnumerable<List<(int Step, int At)>> Longer(List<(int Step, int At)> so)
        {
            yield return so;
            var (step, at) = so[^1];
            for (var next = at + 1; next < hits.Count && hits[next].Time - hits[so[0].At].Time <= window; next++)
            {
                for (var to = step + 1; to < steps.Length; to++)
                {
                    if (steps[to].Fits(hits[next]))
                    {
                        so.Add((to, next));
                        foreach (var longer in Longer(so))
                        {
                            yield return longer;
                        }

                        so.RemoveAt(so.Count - 1);
                    }

                    if (!steps[to].IsOptional)
                    {
                        break;
                    }
                }

                // What lies between breaks: anything in a strict funnel, otherwise what is excluded after the last required step.
                var required = step;
                while (steps[required].IsOptional)
                {
                    required--;
                }

                if (order == "strict" || steps[required].Broken?.Invoke(hits[next]) == true)
                {
                    break;
                }
            }
        }
    }

    private static Hit?[]? AnyOrder(List<Hit> hits, OracleStep[] steps, TimeSpan window)
    {
        Hit?[]? best = null;
        for (var end = 0; end < hits.Count; end++)
        {
            var within = hits.Take(end + 1).Where(hit => hits[end].Time - hit.Time <= window).ToList();
            var latest = steps.Select(step => within.FindLast(hit => step.Fits(hit))).TakeWhile(hit => hit is not null).ToList();
            if (latest.Count > (best?.Count(hit => hit is not null) ?? 0))
            {
                best = [.. latest, .. Enumerable.Repeat<Hit?>(null, steps.Length - latest.Count)];
            }
        }

        return best;
    }
}
