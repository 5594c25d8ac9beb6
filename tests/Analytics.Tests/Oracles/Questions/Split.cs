using Analytics.Tests.Support;

namespace Analytics.Tests.Oracles.Questions;

/// <summary>A split by one or two dimensions; a bucket is a value, or two with a sign between them that sorts before all others.</summary>
internal sealed class Split(params string[] names)
{
    /// <summary>The dimensions the oracle knows.</summary>
    public static readonly string[] All =
        ["page", "event", "source", "country", "identity", "prop.plan", "property", "previous_page", "entry_page", "exit_page"];

    public const char Between = '\u0001';

    private static readonly string[] OfVisits = ["source", "country", "entry_page", "exit_page"];

    public string Text => string.Join(',', names);

    public bool HasExit => names.Contains("exit_page");

    public bool HasPages => names.Any(name => name is "page" or "entry_page" or "exit_page");

    public IEnumerable<string> OfEvent(Hit hit) => Cross(names.Select(name => Values(name, hit)));

    public IEnumerable<string> OfVisit(List<Hit> visit, Func<Hit, bool> match)
    {
        var ofEvents = names.Except(OfVisits).ToList();
        if (ofEvents.Count == 0)
        {
            return Cross(names.Select(name => OfWhole(name, visit)));
        }

        return visit.Where(match).Where(hit => ofEvents is not ["page"] || hit.IsPage)
            .SelectMany(hit => Cross(names.Select(name => OfVisits.Contains(name) ? OfWhole(name, visit) : Values(name, hit)))).Distinct();
    }

    /// <summary>Whether a visit of the bucket reached the goal in it.</summary>
    public bool ConvertedIn(List<Hit> visit, string bucket, Func<Hit, bool> reached) => names.All(OfVisits.Contains)
        ? visit.Exists(hit => reached(hit))
        : visit.Exists(hit => reached(hit)
            && Cross(names.Select(name => OfVisits.Contains(name) ? OfWhole(name, visit) : Values(name, hit))).Contains(bucket));

    // Engaged time belongs to the page of the beacon; other values are those of the page view's row.
    public IEnumerable<string> OfView(List<Hit> view) => Cross(names.Select(name => name switch
    {
        "page" => view.Select(hit => hit.Path).Where(path => path.Length > 0).Distinct().ToArray(),
        "source" or "country" => Values(name, view[0]),
        "entry_page" => view.Exists(hit => hit.Entry.Length > 0) ? [view.Select(hit => hit.Entry).Max(StringComparer.Ordinal)!] : [],
        _ => view.Find(hit => hit.IsPage) is { } page ? Values(name, page) : [],
    }));

    /// <summary>The page that entries of a bucket are about, and the one that exits are about.</summary>
    public (string? Entered, string? Left) PagesOf(string bucket) => (PageOf(bucket, "page", "entry_page"), PageOf(bucket, "page", "exit_page", "entry_page"));

    private string? PageOf(string bucket, params string[] kinds)
    {
        var at = kinds.Select(name => Array.IndexOf(names, name)).FirstOrDefault(i => i >= 0, -1);
        return at < 0 ? null : bucket.Split(Between)[at];
    }

    private static string[] Values(string name, Hit hit) => name switch
    {
        "page" => hit.Path.Length > 0 ? [hit.Path] : [],
        "event" => hit.IsBeacon ? [] : [hit.Name],
        "source" => [hit.Source.Length > 0 ? hit.Source : "Direct"],
        "country" => [hit.Country],
        "identity" => [hit.Identity.ToString().ToLowerInvariant()],
        "prop.plan" => [.. hit.Properties.Where(pair => pair.Key == "plan").Select(pair => pair.Value)],
        "property" => [.. hit.Properties.Select(pair => pair.Key)],
        "previous_page" => hit.IsPage ? [hit.Previous] : [],
        "entry_page" => hit.Entry.Length > 0 ? [hit.Entry] : [],
        _ => [],
    };

    private static string[] OfWhole(string name, List<Hit> visit) => name switch
    {
        "entry_page" => Counted.Entry(visit) is { } entry ? [entry] : [],
        "exit_page" => Counted.Exit(visit) is { } exit ? [exit] : [],
        _ => Values(name, visit[0]),
    };

    private static IEnumerable<string> Cross(IEnumerable<string[]> values) => values
        .Aggregate((IEnumerable<string[]>)[[]], (done, next) => done.SelectMany(first => next.Select(second => (string[])[.. first, second])))
        .Select(parts => string.Join(Between, parts));
}
