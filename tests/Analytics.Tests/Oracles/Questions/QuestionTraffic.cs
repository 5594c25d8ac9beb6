using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles.Questions;

/// <summary>
/// Seeded traffic of four days around a change of the clock in Berlin, in order of arrival: bots, visitors without a key, signed-in
/// visitors on two devices, visits over midnight, events of one millisecond, late and swapped arrivals, duplicates.
/// </summary>
internal static class QuestionTraffic
{
    public static readonly DateTimeOffset Start = new(2026, 10, 23, 20, 0, 0, TimeSpan.Zero);

    private static readonly string[] Paths = ["/", "/a", "/b", "/thanks"];
    private static readonly string[] Sources = ["", "Google", "news.example"];
    private static readonly string[] Countries = ["DE", "US", ""];
    private static readonly string[] Names = ["pageview", "pageview", "pageview", "engagement", "engagement", "Signup", "Buy"];

    public static List<Hit> Make(int seed)
    {
        var random = new Random(seed);
        var arrivals = new List<(DateTimeOffset Received, Hit Hit)>();
        for (var number = 1UL; number <= 14; number++)
        {
            // Where somebody comes back, it may be from another device, as far as the key goes with them.
            var identity = (IdentityKind)random.Next(4);
            var kind = random.Next(7) switch { 0 => HitClass.Bot, 1 => HitClass.Suspected, _ => HitClass.Human };
            var at = Start.AddMinutes(random.Next(40 * 60));
            for (var stay = random.Next(1, 4); stay > 0; stay--)
            {
                var start = new Hit(identity == IdentityKind.None ? 0 : number, at, "", "")
                {
                    Identity = identity,
                    Class = kind,
                    Source = Sources[random.Next(Sources.Length)],
                    Country = Countries[random.Next(Countries.Length)],
                };
                at = Stay(random, start, seed, arrivals).AddMinutes(random.Next(70, 900));
            }
        }

        // A duplicate comes later and is dropped by its id, as the recorder drops it.
        arrivals.AddRange(arrivals.Where(_ => random.Next(20) == 0).Select(pair => (pair.Received.AddSeconds(random.Next(60)), pair.Hit)).ToList());
        return [.. arrivals.OrderBy(pair => pair.Received).Select(pair => pair.Hit).Distinct(ReferenceEqualityComparer.Instance).Cast<Hit>()];
    }

    private static DateTimeOffset Stay(Random random, Hit start, int seed, List<(DateTimeOffset Received, Hit Hit)> arrivals)
    {
        var (at, path, view) = (start.Time, "", 0UL);
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            var name = Names[random.Next(Names.Length)];
            if (name == "pageview")
            {
                path = Paths[random.Next(Paths.Length)];
                view = random.Next(8) == 0 ? 0 : ((ulong)seed * 100_000) + (ulong)arrivals.Count + 1;
            }

            var hit = start with
            {
                Time = at,
                Name = name,
                Path = path,
                View = name is "pageview" or "engagement" ? view : 0,
                Engaged = name == "engagement" ? (uint)random.Next(8_000) : 0,
                Scroll = (byte)(name == "engagement" ? random.Next(101) : 0),
                Value = name == "Buy" || (name == "Signup" && random.Next(3) == 0) ? random.Next(1, 9_999) / 100m : null,
                Properties = Properties(random, name),
            };
            var delay = random.Next(12) switch { 0 => TimeSpan.FromMinutes(random.Next(200)), 1 => TimeSpan.FromSeconds(random.Next(90)), _ => TimeSpan.Zero };
            arrivals.Add((at + delay, hit));
            at += random.Next(5) switch
            {
                0 => TimeSpan.Zero,
                1 => TimeSpan.FromMinutes(random.Next(5, 40)),
                _ => TimeSpan.FromMilliseconds(random.Next(200_000)),
            };
        }

        return at;
    }

    private static List<KeyValuePair<string, string>> Properties(Random random, string name)
    {
        var properties = new List<KeyValuePair<string, string>>();
        if (name == "Signup" || (name == "pageview" && random.Next(3) == 0))
        {
            properties.Add(new("plan", random.Next(2) == 0 ? "pro" : "free"));
        }

        if (name is "Signup" or "Buy" && random.Next(2) == 0)
        {
            properties.Add(new("color", random.Next(2) == 0 ? "red" : "blue"));
        }

        return properties;
    }
}
