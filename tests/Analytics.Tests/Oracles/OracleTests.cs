using System.Globalization;
using Analytics.Querying;
using Analytics.Reports;
using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Oracles;

/// <summary>Reports over random traffic equal the oracle's, number by number.</summary>
[Collection(EngineCollection.Name)]
public sealed class OracleTests(EngineFixture engine)
{
    private const string Range = "from=2026-10-25&to=2026-10-26";

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly DateTimeOffset From = LocalDay.Start(new DateOnly(2026, 10, 25), Berlin);

    private static readonly DateTimeOffset To = LocalDay.Start(new DateOnly(2026, 10, 27), Berlin);

    public static TheoryData<int> Seeds => OracleSeeds.Of(6);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Reports_equal_the_oracle(int seed)
    {
        var (site, hits) = await StoreAsync(seed);
        await OverviewAsync(seed, site, hits, "", _ => true);
        await OverviewAsync(seed, site, hits, "&filter=path==/a", hit => hit.Path == "/a");
        await OverviewAsync(seed, site, [.. hits.Where(hit => hit.Source == "Google")], "&filter=source==Google", _ => true);
        await OverviewAsync(seed, site, hits, "&filter=goal==Signup", hit => hit.Name == "Signup");
        await SeriesAsync(seed, site, hits, "day");
        await SeriesAsync(seed, site, hits, "hour");
        await BreakdownAsync(seed, site, hits, "page", hit => hit.Path.Length > 0 ? hit.Path : null, hit => hit.IsPage ? hit.Path : null);
        await BreakdownAsync(seed, site, hits, "source", hit => hit.Source.Length > 0 ? hit.Source : "Direct", null);
        await BreakdownAsync(seed, site, hits, "event", hit => hit.IsBeacon ? null : hit.Name, null);
        await GoalsAsync(seed, site, hits);
    }

    private static bool IsGoal(Hit hit) => hit.Name == "Signup" || (hit.IsPage && hit.Path == "/thanks");

    private async Task<(Site Site, List<Hit> Hits)> StoreAsync(int seed)
    {
        var site = engine.Catalog.AddSite($"oracle{seed}.example", "Europe/Berlin", "EUR");
        engine.Catalog.AddGoal(new Goal(0, site.Id, "Signup", GoalType.Event, "Signup", new Dictionary<string, string>()));
        engine.Catalog.AddGoal(new Goal(0, site.Id, "Thanks", GoalType.Page, "/th*", new Dictionary<string, string>()));
        var stamper = new Stamper(site.Id, (ulong)seed * 1_000_000);
        var stamped = RandomTraffic.Make(seed).Select(stamper.Stamp).ToList();
        await engine.InsertAsync(stamped.Select(pair => pair.Row));
        return (site, [.. stamped.Select(pair => pair.Hit).Where(hit => hit.Class != HitClass.Bot)]);
    }

    private async Task OverviewAsync(int seed, Site site, List<Hit> hits, string filter, Func<Hit, bool> match)
    {
        var oracle = new Oracle(hits, From, To) { Match = match, Goal = IsGoal };
        var result = await engine.RunAsync(site, "overview", Range + filter);
        Equal($"seed {seed} overview{filter}", oracle.Measure(oracle.Events, oracle.Visits, oracle.Views), result, result.Rows[0]);
    }

    private async Task SeriesAsync(int seed, Site site, List<Hit> hits, string interval)
    {
        var result = await engine.RunAsync(site, "timeseries", $"{Range}&interval={interval}");
        Assert.Equal(interval == "day" ? 2 : 49, result.Rows.Count);
        foreach (var row in result.Rows)
        {
            var text = (string)row.Cells[0]!;
            var start = interval == "day"
                ? LocalDay.Start(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture), Berlin)
                : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
            var end = interval == "day" ? LocalDay.Start(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(1), Berlin) : start.AddHours(1);
            var oracle = new Oracle(hits, start, end) { Goal = IsGoal };
            Equal($"seed {seed} {interval} {text}", oracle.Measure(oracle.Events, oracle.Visits, oracle.Views), result, row);
        }
    }

    private async Task BreakdownAsync(int seed, Site site, List<Hit> hits, string by, Func<Hit, string?> value, Func<Hit, string?>? seen)
    {
        var oracle = new Oracle(hits, From, To) { Goal = IsGoal };
        var result = await engine.RunAsync(site, "breakdown", $"{Range}&by={by}");
        var keys = oracle.Events.Select(value).OfType<string>().ToHashSet();
        Assert.Superset(keys, result.Rows.Select(row => (string)row.Cells[0]!).ToHashSet());
        foreach (var row in result.Rows)
        {
            var key = (string)row.Cells[0]!;
            var visits = oracle.Visits.Where(visit => visit.Any(hit => (seen ?? value)(hit) == key)).ToList();
            var views = oracle.Views.Where(view => value(view.Find(hit => hit.IsPage) ?? view[0]) == key);
            var expected = oracle.Measure(oracle.Events.Where(hit => value(hit) == key), visits, views);
            expected["conversion_rate_visits"] = Oracle.Ratio(visits.Count(visit => visit.Exists(hit => value(hit) == key && IsGoal(hit))), visits.Count);
            if (by == "page")
            {
                expected["entries"] = (long)oracle.Visits.Count(visit => visit.Find(hit => hit.IsPage)?.Path == key);
                expected["exits"] = (long)oracle.Visits.Count(visit => visit.FindLast(hit => hit.IsPage)?.Path == key);
            }

            Equal($"seed {seed} by {by} {key}", expected, result, row);
        }
    }

    private async Task GoalsAsync(int seed, Site site, List<Hit> hits)
    {
        var oracle = new Oracle(hits, From, To);
        var result = await engine.RunAsync(site, "goals", Range);
        foreach (var (name, goal) in new (string, Func<Hit, bool>)[] { ("Signup", hit => hit.Name == "Signup"), ("Thanks", hit => hit.IsPage && hit.Path == "/thanks") })
        {
            var measured = (oracle = new Oracle(hits, From, To) { Goal = goal }).Measure(oracle.Events, oracle.Visits, []);
            var row = result.Rows.Single(row => Equals(row.Cells[1], name));
            Equal($"seed {seed} goal {name}", new Dictionary<string, object?>
            {
                ["visitors"] = (long)oracle.Events.Where(goal).Select(hit => hit.Visitor).Distinct().Count(),
                ["visits"] = (long)oracle.Visits.Count(visit => visit.Any(goal)),
                ["conversions"] = measured["conversions"],
                ["conversion_rate_visitors"] = measured["conversion_rate_visitors"],
                ["conversion_rate_visits"] = measured["conversion_rate_visits"],
                ["conversion_rate_events"] = measured["conversion_rate_events"],
            }, result, row);
        }
    }

    private static void Equal(string where, Dictionary<string, object?> expected, ReportResult result, ReportRow row)
    {
        foreach (var (column, value) in expected)
        {
            var found = result.Cell(row, column);
            var same = value is double number ? found is double other && Math.Abs(number - other) < 1e-6 : Equals(value, found);
            Assert.True(same, $"{where}: {column} should be {value ?? "null"} and is {found ?? "null"}");
        }
    }
}
