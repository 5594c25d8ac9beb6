using System.Globalization;
using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles.Shop;

/// <summary>
/// Seeded traffic of a shop over five weeks in Berlin: durable, cookieless and unidentified visitors, bots, campaigns inside
/// visits, carts, orders of one and several lines, refunds, two currencies, equal milliseconds.
/// </summary>
internal static class ShopTraffic
{
    public static readonly DateOnly FirstDay = new(2026, 10, 19);

    private static readonly DateTimeOffset Start = new(2026, 10, 19, 0, 0, 0, TimeSpan.FromHours(2));
    private static readonly string[] Paths = ["/", "/product/1", "/product/2", "/cart", "/checkout", "/thanks"];
    private static readonly string[] Products = ["Mug", "Pot", "Cup"];
    private static readonly (string Source, string Medium, string Campaign)[] Origins =
        [("", "", ""), ("", "", ""), ("Google", "", ""), ("Google", "cpc", "autumn"), ("news", "email", "w45"), ("news", "email", "w46")];

    private static readonly string[] Names =
        ["pageview", "pageview", "pageview", "engagement", "AddToCart", "AddToCart", "Purchase", "Purchase", "Refund", "Signup"];

    public static List<Hit> Make(int seed)
    {
        var random = new Random(seed);
        var hits = new List<Hit>();
        for (var visitor = 1UL; visitor <= 22; visitor++)
        {
            var identity = (IdentityKind)(visitor == 22 ? 0 : 1 + (visitor % 3));
            var kind = random.Next(9) == 0 ? HitClass.Bot : random.Next(9) == 0 ? HitClass.Suspected : HitClass.Human;
            var day = random.Next(35);
            for (var visits = random.Next(1, 7); visits > 0; visits--)
            {
                var durable = identity is IdentityKind.Consented or IdentityKind.User;
                var at = Start.AddDays(durable ? random.Next(35) : day).AddMinutes(random.Next(24 * 60));
                Visit(random, hits, new Hit(visitor == 22 ? 0 : visitor, at, "", "") { Identity = identity, Class = kind }, seed);
            }
        }

        return [.. hits.OrderBy(hit => hit.Time)];
    }

    private static void Visit(Random random, List<Hit> hits, Hit who, int seed)
    {
        var at = who.Time;
        var origin = Origins[random.Next(Origins.Length)];
        var path = Paths[random.Next(Paths.Length)];
        for (var i = random.Next(1, 9); i > 0; i--)
        {
            var name = Names[random.Next(Names.Length)];
            path = name == "pageview" ? Paths[random.Next(Paths.Length)] : path;
            origin = random.Next(8) == 0 ? Origins[random.Next(Origins.Length)] : origin;
            var hit = who with { Time = at, Name = name, Path = path, Source = origin.Source, Medium = origin.Medium, Campaign = origin.Campaign };
            hits.Add(name switch
            {
                "AddToCart" => hit with { Properties = Product(random, random.Next(4) > 0) },
                "Purchase" => hit with
                {
                    Value = random.Next(0, 9_999) / 100m,
                    Currency = random.Next(8) == 0 ? "USD" : "",
                    Order = random.Next(3) == 0 ? "" : $"{seed}-{hits.Count / 3}",
                    Properties = random.Next(3) == 0 ? [new("items", random.Next(1, 5).ToString(CultureInfo.InvariantCulture))] : Product(random, false),
                },
                "Refund" => hit with { Value = -random.Next(1, 5_000) / 100m, Order = random.Next(2) == 0 ? "" : $"{seed}-{random.Next(hits.Count) / 3}" },
                _ => hit,
            });
            at += random.Next(6) switch
            {
                0 => TimeSpan.Zero,
                1 => TimeSpan.FromMinutes(random.Next(20, 120)),
                _ => TimeSpan.FromMilliseconds(random.Next(400_000)),
            };
        }
    }

    private static List<KeyValuePair<string, string>> Product(Random random, bool priced)
    {
        var product = Products[random.Next(Products.Length)];
        var given = new List<KeyValuePair<string, string>> { new("product", product), new("category", product == "Cup" ? "small" : "large") };
        if (priced)
        {
            given.Add(new("price", (random.Next(1, 4_000) / 100m).ToString(CultureInfo.InvariantCulture)));
        }

        if (random.Next(2) == 0)
        {
            given.Add(new("quantity", random.Next(1, 4).ToString(CultureInfo.InvariantCulture)));
        }

        return given;
    }
}
