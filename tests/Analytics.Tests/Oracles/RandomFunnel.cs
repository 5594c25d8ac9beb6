using Analytics.Tests.Support;

namespace Analytics.Tests.Oracles;

/// <summary>A seeded funnel: its question, and its steps for the oracle.</summary>
internal sealed record RandomFunnel(string Question, string Order, bool IsOfVisits, TimeSpan Window, OracleStep[] Steps, string[] Texts)
{
    private static readonly (string Text, Func<Hit, bool> Fits)[] Patterns =
    [
        ("page:*", hit => hit.IsPage),
        ("page:/a", hit => hit.IsPage && hit.Path == "/a"),
        ("page:/t*", hit => hit.IsPage && hit.Path == "/thanks"),
        ("page:/b", hit => hit.IsPage && hit.Path == "/b"),
        ("event:Signup", hit => hit.Name == "Signup"),
        ("event:Buy", hit => hit.Name == "Buy"),
        ("event:Signup[prop.plan==pro]", hit => hit.Name == "Signup" && hit.Plan == "pro"),
        ("page:*[source!=Google][path!=/]", hit => hit.IsPage && hit.Source != "Google" && hit.Path != "/"),
    ];

    private static readonly (string Text, TimeSpan Length)[] Windows =
        [("30s", TimeSpan.FromSeconds(30)), ("5m", TimeSpan.FromMinutes(5)), ("2h", TimeSpan.FromHours(2)), ("2d", TimeSpan.FromDays(2))];

    public static RandomFunnel Make(Random random)
    {
        var order = new[] { "ordered", "ordered", "ordered", "strict", "any" }[random.Next(5)];
        var (window, length) = Windows[random.Next(Windows.Length)];
        var isOfVisits = random.Next(3) == 0;
        var (steps, texts, list) = (new List<OracleStep>(), new List<string>(), new List<string>());
        for (var left = random.Next(2, 6); left > 0; left--)
        {
            var (text, fits) = Patterns[random.Next(Patterns.Length)];
            var isOptional = order != "any" && steps.Count > 0 && left > 1 && random.Next(3) == 0;
            texts.Add((isOptional ? "optional:" : "") + text);
            list.Add(texts[^1]);
            steps.Add(new OracleStep(fits, isOptional));
            if (order == "ordered" && left > 1 && random.Next(4) == 0)
            {
                var (not, breaks) = Patterns[random.Next(1, Patterns.Length)];
                list.Add("not:" + not);
                var required = steps.FindLastIndex(step => !step.IsOptional);
                var before = steps[required].Broken;
                steps[required] = steps[required] with { Broken = hit => breaks(hit) || before?.Invoke(hit) == true };
            }
        }

        var question = string.Concat(list.Select(step => $"&step={Uri.EscapeDataString(step)}")) + $"&window={window}&order={order}&unit={(isOfVisits ? "visit" : "visitor")}";
        return new RandomFunnel(question, order, isOfVisits, length, [.. steps], [.. texts]);
    }

    public List<Hit?[]> Runs(IEnumerable<Hit> hits) => FunnelOracle.Runs(hits, IsOfVisits ? hit => hit.Visit : hit => hit.Visitor, Steps, Window, Order);

    /// <summary>What the report says of some runs, step by step, by column name.</summary>
    public List<Dictionary<string, object?>> Expected(IReadOnlyList<Hit?[]> runs)
    {
        var rows = new List<Dictionary<string, object?>>();
        for (var s = 0; s < Steps.Length; s++)
        {
            var before = s - 1;
            while (before > 0 && Steps[before].IsOptional)
            {
                before--;
            }

            var entered = runs.Where(run => run[s] is not null).ToList();
            var converted = s == Steps.Length - 1 ? entered.Count : entered.Count(run => run.Skip(s + 1).Any(hit => hit is not null));
            var seconds = s == 0 || Order == "any" ? []
                : entered.Select(run => (run[s]!.Time - run.Take(s).Last(hit => hit is not null)!.Time).TotalSeconds).ToList();
            rows.Add(new Dictionary<string, object?>
            {
                ["step"] = s + 1L,
                ["name"] = Texts[s],
                ["entered"] = (long)entered.Count,
                ["converted"] = (long)converted,
                ["dropped"] = (long)entered.Count - converted,
                ["rate_from_previous"] = s == 0 ? null : Oracle.Ratio(entered.Count, runs.Count(run => run[before] is not null)),
                ["rate_from_first"] = Oracle.Ratio(entered.Count, runs.Count),
                ["median_seconds"] = Oracle.Quantile(seconds, 0.5),
                ["p90_seconds"] = Oracle.Quantile(seconds, 0.9),
            });
        }

        return rows;
    }
}
