using Analytics.Tests.Support;

namespace Analytics.Tests.Oracles.Questions;

/// <summary>The events, visits and page views that a question counts, put into buckets in plain LINQ.</summary>
/// <param name="data">The site.</param>
/// <param name="hits">Its hits that pass the filters of rows.</param>
/// <param name="from">First instant.</param>
/// <param name="to">First instant after.</param>
/// <param name="match">The filters of the event.</param>
internal sealed class Counted(QuestionData data, List<Hit> hits, DateTimeOffset from, DateTimeOffset to, Func<Hit, bool> match)
{
    public const string Totals = "(totals)";

    public IReadOnlyList<Hit> Hits => hits;

    public bool Matches(Hit hit) => match(hit);

    public List<Hit> Events { get; } = [.. hits.Where(hit => hit.Time >= from && hit.Time < to && match(hit))];

    public List<List<Hit>> Visits { get; } = [.. hits.GroupBy(hit => hit.Visit).Select(visit => visit.ToList())
        .Where(visit => visit[0].Time >= from && visit[0].Time < to && visit.Exists(hit => match(hit)))];

    public List<List<Hit>> Views { get; } = [.. hits.Where(hit => hit.View != 0).GroupBy(hit => hit.View).Select(view => view.ToList())
        .Where(view => Began(view) >= from && Began(view) < to && view.Exists(hit => match(hit)))];

    /// <summary>All metrics of the whole.</summary>
    public Dictionary<string, object?> Measure(Func<Hit, bool> goal) => Measure(goal, Events, Visits, Views, Visits.Count(visit => visit.Exists(hit => match(hit) && goal(hit))));

    /// <summary>All metrics of each bucket; the totals are under <see cref="Totals"/>.</summary>
    public Dictionary<string, Dictionary<string, object?>> Split(Split split, Func<Hit, bool> goal, bool withViews = true)
    {
        var events = Events.SelectMany(hit => split.OfEvent(hit).Select(bucket => (bucket, hit))).ToLookup(pair => pair.bucket, pair => pair.hit);
        var visits = Visits.SelectMany(visit => split.OfVisit(visit, match).Select(bucket => (bucket, visit))).ToLookup(pair => pair.bucket, pair => pair.visit);
        var views = Views.Where(_ => withViews).SelectMany(view => split.OfView(view).Select(bucket => (bucket, view))).ToLookup(pair => pair.bucket, pair => pair.view);
        var answers = new Dictionary<string, Dictionary<string, object?>>(StringComparer.Ordinal);
        foreach (var bucket in events.Select(group => group.Key).Concat(visits.Select(group => group.Key)).Concat(views.Select(group => group.Key)).Distinct())
        {
            var converted = visits[bucket].Count(visit => split.ConvertedIn(visit, bucket, hit => match(hit) && goal(hit)));
            var answer = Measure(goal, [.. events[bucket]], [.. visits[bucket]], [.. views[bucket]], converted);
            var (entered, left) = split.PagesOf(bucket);
            answer["entries"] = (long)visits[bucket].Count(visit => Entry(visit) == entered);
            answer["exits"] = (long)visits[bucket].Count(visit => Exit(visit) == left);
            answers[bucket] = answer;
        }

        answers[Totals] = Measure(
            goal, [.. events.SelectMany(group => group).Distinct(ReferenceEqualityComparer.Instance).Cast<Hit>()],
            [.. visits.SelectMany(group => group).Distinct()], [.. views.SelectMany(group => group).Distinct()],
            visits.SelectMany(group => group).Distinct().Count(visit => visit.Exists(hit => match(hit) && goal(hit))));
        return answers;
    }

    public static string? Entry(List<Hit> visit) => visit.Find(hit => hit.IsPage)?.Path;

    public static string? Exit(List<Hit> visit) => visit.FindLast(hit => hit.IsPage)?.Path;

    private static DateTimeOffset Began(List<Hit> view) => view.Find(hit => hit.IsPage)?.Time ?? view.Min(hit => hit.Time);

    private Dictionary<string, object?> Measure(Func<Hit, bool> goal, List<Hit> events, List<List<Hit>> visits, List<List<Hit>> views, int converted)
    {
        var answer = new Oracle(events, from, to) { Match = match, Goal = goal }.Measure(events, visits, views);
        var reached = events.FindAll(hit => goal(hit));
        var reported = views.Where(view => view.Exists(hit => hit.IsBeacon)).Select(view => view.Max(hit => (int)hit.Scroll)).ToList();
        answer["conversion_rate_visits"] = Oracle.Ratio(converted, visits.Count);
        answer["scroll_depth"] = reported.Count == 0 ? null : reported.Average() / 100;
        foreach (var percent in new[] { 25, 50, 75, 90 })
        {
            answer[$"scroll_{percent}"] = Oracle.Ratio(reported.Count(depth => depth >= percent), reported.Count);
        }

        answer["converters"] = (long)reached.Select(hit => hit.Visitor).Where(visitor => visitor != 0).Distinct().Count();
        answer["converting_visits"] = (long)converted;
        answer["own_revenue"] = reached.Sum(hit => hit.Value ?? 0);
        answer["goal_revenue"] = reached.Sum(hit => (IsWorthItself(hit) ? hit.Value ?? 0 : 0) + (data.Goals["Thanks"](hit) ? QuestionData.ThanksValue : 0));
        return answer;
    }

    private bool IsWorthItself(Hit hit) => data.Goals.Any(goal => goal.Key != "Thanks" && goal.Value(hit));
}
