using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles;

/// <summary>Seeded traffic around three days in Berlin: bots, midnight, equal milliseconds, beacons, revenue.</summary>
internal static class RandomTraffic
{
    public static readonly DateTimeOffset Start = new(2026, 10, 24, 20, 0, 0, TimeSpan.Zero);

    private static readonly string[] Paths = ["/", "/a", "/b", "/thanks"];
    private static readonly string[] Sources = ["", "Google", "news.example"];
    private static readonly string[] Names = ["pageview", "pageview", "pageview", "engagement", "engagement", "Signup", "Buy"];

    public static List<Hit> Make(int seed)
    {
        var random = new Random(seed);
        var hits = new List<Hit>();
        for (var visitor = 1UL; visitor <= 12; visitor++)
        {
            var who = visitor;
            var source = Sources[random.Next(Sources.Length)];
            var kind = random.Next(6) == 0 ? HitClass.Bot : HitClass.Human;
            var at = Start.AddMinutes(random.Next(60 * 60));
            var (path, view) = ("", 0UL);
            for (var i = random.Next(1, 14); i > 0; i--)
            {
                var name = Names[random.Next(Names.Length)];
                if (name == "pageview")
                {
                    path = Paths[random.Next(Paths.Length)];
                    view = random.Next(8) == 0 ? 0 : ((ulong)seed * 100_000) + (ulong)hits.Count + 1;
                }

                hits.Add(new Hit(who, at, name, path)
                {
                    View = name is "pageview" or "engagement" ? view : 0,
                    Engaged = name == "engagement" ? (uint)random.Next(8_000) : 0,
                    Scroll = (byte)(name == "engagement" ? random.Next(101) : 0),
                    Value = name == "Buy" ? random.Next(1, 9_999) / 100m : null,
                    Source = source,
                    Class = kind,
                    Plan = name == "Signup" ? (random.Next(2) == 0 ? "pro" : "free") : null,
                });
                at += random.Next(5) switch
                {
                    0 => TimeSpan.Zero,
                    1 => TimeSpan.FromMinutes(random.Next(25, 200)),
                    _ => TimeSpan.FromMilliseconds(random.Next(200_000)),
                };
            }
        }

        return [.. hits.OrderBy(hit => hit.Time)];
    }
}
