using Analytics.Querying;
using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Oracles;

/// <summary>Random questions about the ways of random visits equal the oracle, visit by visit.</summary>
[Collection(EngineCollection.Name)]
public sealed class JourneyOracleTests(EngineFixture engine)
{
    private const int QuestionsOfEach = 26;

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly string[] Folders = ["/blog/2024/a", "/blog/2025/b", "/shop/", "/"];

    private static readonly (string Text, Func<Hit, bool>? Fits)[] Anchors =
    [
        ("", null),
        ("page:/blog*", hit => hit.IsPage && hit.Path.StartsWith("/blog", StringComparison.Ordinal)),
        ("page:/", hit => hit.IsPage && hit.Path == "/"),
        ("event:Buy", hit => hit.Name == "Buy"),
        ("event:Signup[prop.plan==pro]", hit => hit.Name == "Signup" && hit.Plan == "pro"),
    ];

    private sealed record Question(string Text, Func<Hit, bool>? Anchor, bool IsBackward, int Steps, int Top, bool WithEvents, int Depth, bool KeepsRepeats);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Journeys_equal_the_oracle(int seed)
    {
        var (site, hits) = await StoreAsync(seed);
        var (from, to) = (LocalDay.Start(new DateOnly(2026, 10, 25), Berlin), LocalDay.Start(new DateOnly(2026, 10, 27), Berlin));
        var visits = hits.GroupBy(hit => hit.Visit).Select(visit => visit.ToList()).Where(visit => visit[0].Time >= from && visit[0].Time < to).ToList();
        var random = new Random(seed);
        for (var i = 0; i < QuestionsOfEach; i++)
        {
            var asked = Make(random);
            var result = await engine.RunAsync(site, "journeys", $"from=2026-10-25&to=2026-10-26{asked.Text}");
            var expected = Flows(asked, [.. visits.Select(visit => Way(asked, visit)).OfType<List<string>>()]);
            var found = result.Rows.Select(row => $"{row.Cells[0]} {row.Cells[1]} > {row.Cells[2]}: {row.Cells[3]}").Order(StringComparer.Ordinal).ToList();
            Assert.True(expected.SequenceEqual(found), $"seed {seed} {asked.Text}\nexpected {string.Join(" | ", expected)}\nfound {string.Join(" | ", found)}");
        }
    }

    private async Task<(Site Site, List<Hit> Hits)> StoreAsync(int seed)
    {
        var site = engine.Catalog.AddSite($"journeys{seed}.example", "Europe/Berlin", "EUR");
        var stamper = new Stamper(site.Id, 600_000_000 + ((ulong)seed * 1_000_000));
        var random = new Random(seed);
        var stamped = RandomTraffic.Make(seed + 2_000)
            .Select(hit => stamper.Stamp(hit.IsPage ? hit with { Path = Folders[random.Next(Folders.Length)] } : hit)).ToList();
        await engine.InsertAsync(stamped.Select(pair => pair.Row));
        return (site, [.. stamped.Select(pair => pair.Hit).Where(hit => hit.Class != HitClass.Bot)]);
    }

    private static Question Make(Random random)
    {
        var (text, anchor) = Anchors[random.Next(Anchors.Length)];
        var isBackward = anchor is not null && random.Next(2) == 0;
        var (steps, top, withEvents, depth, keeps) = (random.Next(1, 9), random.Next(1, 5), random.Next(2) == 0, random.Next(3), random.Next(2) == 0);
        var question = (anchor is null ? "" : $"&{(isBackward ? "end" : "start")}={Uri.EscapeDataString(text)}") + $"&steps={steps}&top={top}"
            + (withEvents ? "&nodes=all" : "") + (depth > 0 ? $"&group=folder&depth={depth}" : "") + (keeps ? "&repeats=keep" : "");
        return new Question(question, anchor, isBackward, steps, top, withEvents, depth, keeps);
    }

    // The stops of a visit away from the anchor, closed by "" where it ends; null when the visit has none.
    private static List<string>? Way(Question asked, List<Hit> visit)
    {
        var stops = visit.FindAll(hit => hit.IsPage || (asked.WithEvents && !hit.IsBeacon) || asked.Anchor?.Invoke(hit) == true);
        var first = asked.Anchor is null ? 0 : stops.FindIndex(hit => asked.Anchor(hit));
        if (first < 0 || stops.Count == 0)
        {
            return null;
        }

        var away = asked.IsBackward ? stops.Take(first + 1).Reverse() : stops.Skip(first);
        var way = new List<string>();
        foreach (var label in away.Select(hit => Label(asked, hit)))
        {
            if (asked.KeepsRepeats || way.Count == 0 || way[^1] != label)
            {
                way.Add(label);
            }
        }

        return [.. way.Append("").Take(asked.Steps + 1)];
    }

    private static string Label(Question asked, Hit hit)
    {
        var parts = hit.Path.Split('/');
        return !hit.IsPage ? $"event:{hit.Name}"
            : asked.Depth > 0 && parts.Length > asked.Depth + 1 ? string.Join('/', parts.Take(asked.Depth + 1)) + "/"
            : hit.Path;
    }

    private static List<string> Flows(Question asked, List<List<string>> ways)
    {
        var end = asked.IsBackward ? "entry" : "exit";
        var shown = Enumerable.Range(0, asked.Steps + 1).Select(place => ways
            .Where(way => way.Count > place && way[place].Length > 0).GroupBy(way => way[place])
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(asked.Top).Select(group => group.Key).ToHashSet()).ToList();
        string Shown(int place, string label) => label.Length == 0 ? end : shown[place].Contains(label) ? label : "other";
        return [.. ways
            .SelectMany(way => Enumerable.Range(1, way.Count - 1).Select(step => (Step: step, Near: Shown(step - 1, way[step - 1]), Far: Shown(step, way[step]))))
            .GroupBy(flow => flow)
            .Select(group => asked.IsBackward
                ? $"{group.Key.Step} {group.Key.Far} > {group.Key.Near}: {group.Count()}"
                : $"{group.Key.Step} {group.Key.Near} > {group.Key.Far}: {group.Count()}")
            .Order(StringComparer.Ordinal)];
    }
}
