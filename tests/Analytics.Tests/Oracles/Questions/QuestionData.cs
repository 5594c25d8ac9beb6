using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Oracles.Questions;

/// <summary>A site with random traffic: its rows in the engine, and its hits (human and suspected) with what they add up to.</summary>
internal sealed class QuestionData
{
    public const decimal ThanksValue = 2.5m;

    private readonly Dictionary<ulong, List<Hit>> _visits;
    private readonly Dictionary<ulong, int> _depths;

    private QuestionData(Site site, List<Hit> hits, bool hasMoreGoals)
    {
        Site = site;
        Hits = hits;
        _visits = hits.GroupBy(hit => hit.Visit).ToDictionary(visit => visit.Key, visit => visit.ToList());
        _depths = hits.Where(hit => hit.View != 0).GroupBy(hit => hit.View).ToDictionary(view => view.Key, view => view.Max(hit => (int)hit.Scroll));
        Goals = new(StringComparer.Ordinal)
        {
            ["Signup"] = hit => hit.Name == "Signup",
            ["Thanks"] = hit => hit.IsPage && hit.Path == "/thanks",
        };
        if (hasMoreGoals)
        {
            Goals.Add("Deep", hit => IsDeep(hit, 50));
            Goals.Add("Reader", hit => IsReader(hit, 5));
        }
    }

    public Site Site { get; }

    /// <summary>In order of arrival.</summary>
    public List<Hit> Hits { get; }

    public Dictionary<string, Func<Hit, bool>> Goals { get; }

    public static async Task<QuestionData> StoreAsync(EngineFixture engine, int seed)
    {
        var site = engine.Catalog.AddSite($"questions{seed}.example", "Europe/Berlin", "EUR");
        var none = new Dictionary<string, string>();
        engine.Catalog.AddGoal(new Goal(0, site.Id, "Signup", GoalType.Event, "Signup", none));
        engine.Catalog.AddGoal(new Goal(0, site.Id, "Thanks", GoalType.Page, "/th*", none) { FixedValue = ThanksValue });

        // Goals that need other rows make every query dear: not on each site.
        var hasMoreGoals = seed % 4 == 0;
        if (hasMoreGoals)
        {
            engine.Catalog.AddGoal(new Goal(0, site.Id, "Deep", GoalType.Scroll, "50", none));
            engine.Catalog.AddGoal(new Goal(0, site.Id, "Reader", GoalType.Engaged, "5", none));
        }

        engine.Catalog.AddSegment(new Segment(0, site.Id, "Mix", [["country==DE", "path==/a"], ["did:Signup within 3d", "source==Google"]]));
        engine.Catalog.AddSegment(new Segment(0, site.Id, "Nested", [["segment==Mix", "event==Buy"], ["identity!=user"]]));
        var stamper = new Stamper(site.Id, (ulong)site.Id * 1_000_000);
        var stamped = QuestionTraffic.Make(seed).Select(stamper.Stamp).ToList();
        await engine.InsertAsync(stamped.Select(pair => pair.Row));
        return new QuestionData(site, [.. stamped.Select(pair => pair.Hit).Where(hit => hit.Class != HitClass.Bot)], hasMoreGoals);
    }

    public List<Hit> VisitOf(Hit hit) => _visits[hit.Visit];

    public bool IsDeep(Hit hit, int percent) => hit.IsPage && hit.View != 0 && _depths[hit.View] >= percent;

    public bool IsReader(Hit hit, int seconds) => hit.IsFirst && VisitOf(hit).Sum(other => other.Engaged) >= seconds * 1000;

    /// <summary>Whether the visitor did something at least so often in a stretch of time.</summary>
    public bool Did(Hit hit, Func<Hit, bool> step, int times, DateTimeOffset from, DateTimeOffset to) =>
        hit.Visitor != 0 && Hits.Count(other => other.Visitor == hit.Visitor && other.Time >= from && other.Time < to && step(other)) >= times;
}
