using System.Globalization;
using Analytics.Querying;
using Analytics.Reports;
using Analytics.Tests.Support;

namespace Analytics.Tests.Oracles.Questions;

/// <summary>
/// Random questions about random traffic, answered by the reports and by the oracle. A case is a row of an answer, recomputed from
/// the hits: on each of twelve sites at least 42 of each report, together more than 500.
/// </summary>
[Collection(QuestionsCollection.Name)]
public sealed class QuestionTests(EngineFixture engine)
{
    private const int CasesPerSite = 42;

    private static readonly (string Column, string Oracle)[] OfGoals =
    [
        ("visitors", "converters"), ("visits", "converting_visits"), ("conversions", "conversions"), ("conversion_rate_visitors", "conversion_rate_visitors"),
        ("conversion_rate_visits", "conversion_rate_visits"), ("conversion_rate_events", "conversion_rate_events"), ("revenue", "goal_revenue"),
    ];

    /// <summary>Some metrics at a time: fewer are faster, and each is asked often enough.</summary>
    private static readonly string[] Metrics =
    [
        "visitors,pageviews,events,revenue", "visits,views_per_visit,bounce_rate,engagement_rate,visit_duration,visit_duration_median",
        "dwell_time,dwell_median,dwell_p75,dwell_coverage,scroll_depth,scroll_25,scroll_50,scroll_75,scroll_90",
        "conversions,conversion_rate_visitors,conversion_rate_visits,conversion_rate_events", "",
    ];

    private delegate Task<ReportResult> Case(QuestionData data, Question question, Random random, string where);

    public static TheoryData<int> Seeds => OracleSeeds.Of(6);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Random_questions_get_the_oracles_answers(int seed)
    {
        var data = await QuestionData.StoreAsync(engine, seed);
        Case[] reports = [OverviewAsync, TimeseriesAsync, BreakdownAsync, GoalsAsync, PageAsync];
        await Parallel.ForAsync(0, reports.Length, async (report, _) =>
        {
            var random = new Random((seed * 10) + report);
            for (var cases = 0; cases < CasesPerSite;)
            {
                var question = new Question(random);
                cases += (await reports[report](data, question, random, $"seed {seed} after {cases} cases: {question.Text}")).Rows.Count;
            }
        });
    }

    private static bool AnyGoal(QuestionData data, Hit hit) => data.Goals.Values.Any(goal => goal(hit));

    private async Task<ReportResult> OverviewAsync(QuestionData data, Question question, Random random, string where)
    {
        var metrics = Metrics[random.Next(Metrics.Length)];
        var result = await engine.RunAsync(data.Site, "overview", question.Text + (metrics.Length == 0 ? "" : $"&metrics={metrics}"));
        Same(where, result, result.Rows[0].Cells, Standard(question.Count(data).Measure(hit => AnyGoal(data, hit))));
        if (question.Compares)
        {
            Same($"{where} before", result, result.Rows[0].Previous!, Standard(question.Count(data, previous: true).Measure(hit => AnyGoal(data, hit))));
        }

        return result;
    }

    private async Task<ReportResult> TimeseriesAsync(QuestionData data, Question question, Random random, string where)
    {
        var interval = random.Next(3) == 0 ? "hour" : "day";
        var result = await engine.RunAsync(data.Site, "timeseries", $"{question.Text}&interval={interval}");
        SameSeries(data, question, interval, result, where, hit => AnyGoal(data, hit), Standard);
        return result;
    }

    private async Task<ReportResult> BreakdownAsync(QuestionData data, Question question, Random random, string where)
    {
        var split = RandomSplit(random);
        where = $"{where} by {split.Text}";
        var result = await engine.RunAsync(data.Site, "breakdown", $"{question.Text}&by={split.Text}&limit=10000");
        Values(data, question, split, result, where, hit => AnyGoal(data, hit), Standard);

        // A page of it in another order.
        var (limit, offset) = (random.Next(1, 6), random.Next(3));
        var page = await engine.RunAsync(data.Site, "breakdown", $"{question.Text}&by={split.Text}&sort=value:asc&limit={limit}&offset={offset}");
        var all = result.Rows.Select(row => Label(result, row)).Order(StringComparer.Ordinal).Skip(offset).Take(limit);
        Assert.True(all.SequenceEqual(page.Rows.Select(row => Label(page, row))), $"{where}: page of {limit} after {offset}");
        return result;
    }

    private async Task<ReportResult> GoalsAsync(QuestionData data, Question question, Random random, string where)
    {
        var name = data.Goals.Keys.Append(null).ElementAt(random.Next(data.Goals.Count + 1));
        bool Reached(Hit hit) => name is null ? AnyGoal(data, hit) : data.Goals[name](hit);
        var goal = name is null ? "" : $"&goal={name}";
        switch (random.Next(3))
        {
            case 0:
                return await EachGoalAsync(data, question, where);
            case 1:
                var split = RandomSplit(random, withExit: false);
                var byValue = await engine.RunAsync(data.Site, "goals", $"{question.Text}{goal}&by={split.Text}&limit=10000");
                Values(data, question, split, byValue, $"{where}{goal} by {split.Text}", Reached, answer => OfGoal(answer, name), withViews: false);
                return byValue;
            default:
                var series = await engine.RunAsync(data.Site, "goals", $"{question.Text}{goal}&interval=day");
                SameSeries(data, question, "day", series, $"{where}{goal}", Reached, answer => OfGoal(answer, name));
                return series;
        }
    }

    private async Task<ReportResult> EachGoalAsync(QuestionData data, Question question, string where)
    {
        var result = await engine.RunAsync(data.Site, "goals", question.Text);
        foreach (var (name, reached) in data.Goals)
        {
            var row = result.Rows.Single(row => Equals(row.Cells[1], name));
            Same($"{where} goal {name}", result, row.Cells, OfGoal(question.Count(data).Measure(reached), name));
        }

        Same($"{where} any goal", result, result.Totals!.Cells, OfGoal(question.Count(data).Measure(hit => AnyGoal(data, hit)), null));
        return result;
    }

    private async Task<ReportResult> PageAsync(QuestionData data, Question question, Random random, string where)
    {
        var path = new[] { "/", "/a", "/b", "/thanks" }[random.Next(4)];
        where = $"{where} page {path}";
        var result = await engine.RunAsync(data.Site, "page", $"{question.Text}&path={path}&limit=1000");
        var asked = new Question(question, new Condition("", true, (_, hit, _, _) => hit.Path == path));
        var counted = asked.Count(data);
        var rows = counted.Split(new Split("page"), _ => false);
        Same(where, result, result.Rows[0].Cells, rows.GetValueOrDefault(path) ?? new Counted(data, [], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, _ => true).Measure(_ => false));

        var near = new List<string>();
        foreach (var visit in counted.Hits.GroupBy(hit => hit.Visit).Select(visit => visit.Where(hit => hit.IsPage).ToList()))
        {
            for (var i = 0; i < visit.Count; i++)
            {
                if (counted.Events.Contains(visit[i], ReferenceEqualityComparer.Instance))
                {
                    near.Add($"next {(i + 1 < visit.Count ? visit[i + 1].Path : "")}");
                    near.Add($"previous {(i > 0 ? visit[i - 1].Path : "")}");
                }
            }
        }

        var expected = near.GroupBy(pair => pair).Select(group => $"{group.Key} {group.Count()}").Order();
        var found = result.Rows.Skip(1).Select(row => $"{row.Cells[0]} {row.Cells[1]} {result.Cell(row, "pageviews")}").Order();
        Assert.True(expected.SequenceEqual(found), $"{where}: expected {string.Join(", ", expected)}, found {string.Join(", ", found)}");
        return result;
    }

    // Every bucket of the oracle and no other, in the order of the first metric, and the totals.
    private static void Values(
        QuestionData data, Question question, Split split, ReportResult result, string where, Func<Hit, bool> goal, Func<Dictionary<string, object?>, Dictionary<string, object?>> shown,
        bool withViews = true)
    {
        var expected = question.Count(data).Split(split, goal, withViews);
        var before = question.Compares ? question.Count(data, previous: true).Split(split, goal, withViews) : null;
        if (!split.HasExit)
        {
            var labels = result.Rows.Select(row => Label(result, row)).Order(StringComparer.Ordinal).ToList();
            Assert.True(expected.Keys.Where(key => key != Counted.Totals).Order(StringComparer.Ordinal).SequenceEqual(labels), $"{where}: rows {string.Join(", ", labels)}");
        }

        Assert.True(result.Rows.Zip(result.Rows.Skip(1)).All(pair => (long)result.Cell(pair.First, "visitors")! >= (long)result.Cell(pair.Second, "visitors")!), $"{where}: order");
        foreach (var row in result.Rows)
        {
            var label = Label(result, row);
            Same($"{where} {label}", result, row.Cells, shown(expected[label]), split);
            if (before?.GetValueOrDefault(label) is { } other)
            {
                Same($"{where} {label} before", result, row.Previous!, shown(other), split);
            }
        }

        Same($"{where} totals", result, result.Totals!.Cells, shown(expected[Counted.Totals]), split);
    }

    private static void SameSeries(
        QuestionData data, Question question, string interval, ReportResult result, string where, Func<Hit, bool> goal, Func<Dictionary<string, object?>, Dictionary<string, object?>> shown)
    {
        var end = LocalDay.Start(question.To.AddDays(1), question.Zone);
        var starts = result.Rows.Select(row => Start((string)row.Cells[0]!, interval, question.Zone)).Append(end).ToList();
        Assert.Equal(LocalDay.Start(question.From, question.Zone), starts[0]);
        for (var i = 0; i < result.Rows.Count; i++)
        {
            var part = question.Count(data, starts[i], starts[i + 1], starts[0], end);
            Same($"{where} {interval} {result.Rows[i].Cells[0]}", result, result.Rows[i].Cells, shown(part.Measure(goal)));
        }

        Same($"{where} totals", result, result.Totals!.Cells, shown(question.Count(data).Measure(goal)));
    }

    private static DateTimeOffset Start(string label, string interval, TimeZoneInfo zone) => interval == "day"
        ? LocalDay.Start(DateOnly.ParseExact(label, "yyyy-MM-dd", CultureInfo.InvariantCulture), zone)
        : DateTimeOffset.Parse(label, CultureInfo.InvariantCulture);

    private static Split RandomSplit(Random random, bool withExit = true)
    {
        var names = Split.All.Where(name => withExit || name != "exit_page").OrderBy(_ => random.Next()).Take(random.Next(1, 3)).ToArray();
        return new Split(names);
    }

    private static string Label(ReportResult result, ReportRow row) =>
        result.Columns[1].Name == "value_2" ? $"{row.Cells[0]}{Split.Between}{row.Cells[1]}" : $"{row.Cells[0]}";

    private static Dictionary<string, object?> Standard(Dictionary<string, object?> answer) => answer;

    private static Dictionary<string, object?> OfGoal(Dictionary<string, object?> answer, string? goal)
    {
        var shown = OfGoals.ToDictionary(pair => pair.Column, pair => answer[pair.Oracle]);
        shown["revenue"] = goal == "Thanks" ? (long)answer["conversions"]! * QuestionData.ThanksValue : goal is null ? answer["goal_revenue"] : answer["own_revenue"];
        return shown;
    }

    // The columns that both know. Entries and exits are about pages, and of exit pages only visits are known.
    private static void Same(string where, ReportResult result, IReadOnlyList<object?> cells, Dictionary<string, object?> expected, Split? split = null)
    {
        var compared = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            var column = result.Columns[i].Name;
            if (!expected.TryGetValue(column, out var value) || (split is { HasExit: true } && column == "visitors") || (column is "entries" or "exits" && split is { HasPages: false }))
            {
                continue;
            }

            var found = cells[i];
            var same = value is double number ? found is double other && Math.Abs(number - other) < 1e-6 : Equals(value, found);
            Assert.True(same, $"{where}: {column} should be {value ?? "null"} and is {found ?? "null"}");
            compared++;
        }

        Assert.True(compared > 1, $"{where}: nothing compared");
    }
}
