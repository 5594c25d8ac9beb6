using System.Globalization;
using Collector.Parsing;

namespace Collector.Demo;

/// <summary>
/// Ninety days of made-up traffic for the demo shop: the same for the same day on every machine. About 900 visits a day, a
/// tenth of them by customers who sign in and return, one in twenty-five by crawlers.
/// </summary>
internal static class DemoTraffic
{
    /// <summary>The demo's site.</summary>
    public const string Site = "demo.local";

    /// <summary>Days of traffic before today.</summary>
    public const int Days = 90;

    /// <summary>How far a day's visits reach into the next one, and a return of goods after a purchase.</summary>
    private static readonly TimeSpan Overhang = TimeSpan.FromHours(12);

    private const int MeanVisits = 950;
    private const int Customers = 2_500;

    /// <summary>The hits of one UTC day in the order of arrival.</summary>
    public static IReadOnlyList<RawHit> Day(DateOnly day)
    {
        var random = new DemoRandom(day.DayNumber);
        var hits = new List<RawHit>();
        var visits = MeanVisits * DemoTables.Weekdays[(int)day.DayOfWeek] / 100 * (90 + random.Below(21)) / 100;
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var today = new List<DemoPerson>();
        for (var visit = 0; visit < visits; visit++)
        {
            var person = Person(random, visit, today);
            today.Add(person);
            var hour = random.Pick(Enumerable.Range(0, 24).ToArray(), candidate => DemoTables.Hours[candidate]);
            var start = midnight.AddHours(hour).AddMilliseconds(random.Below(3_600_000));
            var source = person.IsCrawler ? DemoTables.Sources[0] : random.Pick(DemoTables.Sources, candidate => candidate.Weight);
            new DemoVisit(Site, random, person, source, start, hits).Walk();
        }

        return hits.OrderBy(hit => hit.Request.Received).ToList();
    }

    /// <summary>The hits that arrive after one time and up to another, day by day.</summary>
    public static IEnumerable<RawHit> Between(DateTimeOffset after, DateTimeOffset until)
    {
        var last = DateOnly.FromDateTime(until.UtcDateTime);
        for (var day = DateOnly.FromDateTime((after - Overhang).UtcDateTime); day <= last; day = day.AddDays(1))
        {
            foreach (var hit in Day(day).Where(hit => hit.Request.Received > after && hit.Request.Received <= until))
            {
                yield return hit;
            }
        }
    }

    private static DemoPerson Person(DemoRandom random, int visit, List<DemoPerson> today)
    {
        if (random.Chance(0.04))
        {
            var crawler = DemoPerson.Make(130_000 + random.Below(20), random, "");
            return crawler with { Agent = random.Pick(DemoTables.Crawlers, agent => agent.Weight), IsCrawler = true };
        }

        if (random.Chance(0.008))
        {
            return DemoPerson.Make(130_100 + random.Below(30), random, "") with { Agent = DemoTables.Odd, IsOdd = true };
        }

        if (today.Count > 0 && random.Chance(0.1))
        {
            return today[random.Below(today.Count)];
        }

        if (random.Chance(0.12))
        {
            // A customer is the same person on every day: made from the customer's own seed.
            var customer = Math.Min(random.Below(Customers), random.Below(Customers));
            return DemoPerson.Make(100_000 + customer, new DemoRandom(customer), "customer-" + customer.ToString(CultureInfo.InvariantCulture));
        }

        return DemoPerson.Make(visit, random, "");
    }
}
