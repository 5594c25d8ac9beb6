using System.Globalization;
using Analytics.Reports;
using Analytics.Querying;
using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Oracles.Shop;

/// <summary>A site with seeded traffic: the rows in the engine and the hits as they are stored, without bots.</summary>
internal sealed class ShopData(EngineFixture engine, Site site, List<Hit> hits, int seed)
{
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public int Seed => seed;

    public Random Random { get; } = new(seed * 31);

    /// <summary>All counted hits in order of arrival.</summary>
    public IReadOnlyList<Hit> Hits => hits;

    public DateTimeOffset Now => engine.Clock.GetUtcNow();

    public Site Site => site;

    public static async Task<ShopData> StoreAsync(EngineFixture engine, int seed, string room)
    {
        var site = engine.Catalog.AddSite($"{room}{seed}.example", "Europe/Berlin", "EUR");
        engine.Catalog.AddGoal(new Goal(0, site.Id, "Signup", GoalType.Event, "Signup", new Dictionary<string, string>()));
        engine.Catalog.AddGoal(new Goal(0, site.Id, "Order", GoalType.Event, "Purchase", new Dictionary<string, string>()));
        var stamper = new Stamper(site.Id, (ulong)site.Id * 1_000_000);
        var stamped = ShopTraffic.Make(seed).Select(stamper.Stamp).ToList();
        stamped = [.. stamped.Select(pair => Rotated(pair, stamped))];
        await engine.InsertAsync(stamped.Select(pair => pair.Row));
        return new ShopData(engine, site, [.. stamped.Select(pair => pair.Hit).Where(hit => hit.Class != HitClass.Bot)], seed);
    }

    public Task<ReportResult> AskAsync(string report, string query) => engine.RunAsync(site, report, query);

    /// <summary>A random range of at least a week within the traffic.</summary>
    public (DateOnly From, DateOnly To, string Text) Range()
    {
        var from = ShopTraffic.FirstDay.AddDays(Random.Next(21));
        var to = from.AddDays(Random.Next(6, 36));
        return (from, to, string.Create(CultureInfo.InvariantCulture, $"from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}"));
    }

    public static bool Between(Hit hit, DateOnly from, DateOnly to) =>
        hit.Time >= LocalDay.Start(from, Berlin) && hit.Time < LocalDay.Start(to.AddDays(1), Berlin);

    /// <summary>Fails with the seed and the question when a number is not the oracle's; amounts may differ by <paramref name="slack"/>.</summary>
    public void Same(string question, string where, object? expected, object? found, double slack = 1e-6)
    {
        var same = expected is double or decimal
            ? found is double or decimal && Math.Abs(Convert.ToDouble(expected, CultureInfo.InvariantCulture) - Convert.ToDouble(found, CultureInfo.InvariantCulture)) <= slack
            : Equals(expected, found);
        Assert.True(same, $"seed {seed} {question} {where}: should be {expected ?? "null"} and is {found ?? "null"}");
    }

    // A cookieless key changes at midnight while the visit goes on.
    private static (Hit Hit, EventRow Row) Rotated((Hit Hit, EventRow Row) pair, List<(Hit Hit, EventRow Row)> all)
    {
        var first = all.First(other => other.Hit.Visit == pair.Hit.Visit).Hit;
        if (pair.Hit.Identity != IdentityKind.Cookieless || LocalDay.Of(first.Time, Berlin) == LocalDay.Of(pair.Hit.Time, Berlin))
        {
            return pair;
        }

        pair.Row.Visitor += 5_000;
        return (pair.Hit with { Visitor = pair.Row.Visitor }, pair.Row);
    }
}
