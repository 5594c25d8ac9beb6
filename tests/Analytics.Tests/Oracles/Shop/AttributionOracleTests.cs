using System.Numerics;
using Analytics.Reports;
using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles.Shop;

/// <summary>The attribution report equals plain C# over the same hits, and its columns add up to the last digit.</summary>
[Collection(EngineCollection.Name)]
public sealed class AttributionOracleTests(EngineFixture engine)
{
    private static readonly string[] Models = ["first", "last", "last_non_direct", "linear", "position", "time_decay"];

    private static readonly (string Text, Func<Hit, bool> Is)[] Conversions =
    [
        ("", hit => hit.Name is "Signup" or "Purchase"),
        ("&conversion=event:Purchase", hit => hit.Name == "Purchase"),
        ("&conversion=event:Refund", hit => hit.Name == "Refund"),
        ("&conversion=page:/thanks&filter=class==human", hit => hit.IsPage && hit.Path == "/thanks" && hit.Class == HitClass.Human),
    ];

    private static readonly (string Text, TimeSpan Time)[] Lookbacks =
        [("30d", TimeSpan.FromDays(30)), ("7d", TimeSpan.FromDays(7)), ("1h", TimeSpan.FromHours(1))];

    private sealed record Touch(Hit Hit, string Value, bool IsDirect);

    [Fact]
    public async Task Attribution_equals_the_oracle_and_adds_up_exactly()
    {
        var rows = 0;
        for (var seed = 1; seed <= 10; seed++)
        {
            var shop = await ShopData.StoreAsync(engine, seed, "attribution");
            foreach (var by in new[] { "source", "channel", "medium", "campaign", "page" })
            {
                rows += await AskAsync(shop, by);
            }
        }

        Assert.True(rows > 500, $"only {rows} shares were compared");
    }

    private static async Task<int> AskAsync(ShopData shop, string by)
    {
        var (from, to, range) = shop.Range();
        var conversion = Conversions[shop.Random.Next(Conversions.Length)];
        var lookback = Lookbacks[shop.Random.Next(Lookbacks.Length)];
        var question = $"{range}&by={by}&lookback={lookback.Text}{conversion.Text}&limit=1000";
        var result = await shop.AskAsync("attribution", question);

        var firsts = shop.Hits.Where(hit => hit.IsFirst).ToDictionary(hit => hit.Visit);
        (ulong, ulong) Person(Hit hit) => (firsts[hit.Visit].Visitor, firsts[hit.Visit].Visitor == 0 ? hit.Visit : 0);
        var touches = shop.Hits.Where(hit => hit.IsTouch).GroupBy(Person)
            .ToDictionary(group => group.Key, group => group.Select(hit => new Touch(hit, Value(by, hit), hit.Origin == ("", "", ""))).ToList());
        var converted = shop.Hits.Where(hit => ShopData.Between(hit, from, to) && conversion.Is(hit)).ToList();
        var expected = new Dictionary<(string Value, string Model), (decimal Credit, decimal Money)>();
        foreach (var hit in converted)
        {
            var path = touches[Person(hit)].Where(touch => touch.Hit.Time <= hit.Time && touch.Hit.Time >= hit.Time - lookback.Time).ToList();
            if (path.Count == 0)
            {
                var first = firsts[hit.Visit];
                var entry = shop.Hits.Where(other => other.Visit == hit.Visit).TakeWhile(other => !ReferenceEquals(other, hit)).Append(hit).FirstOrDefault(other => other.IsPage);
                path = [new Touch(hit, by == "page" ? entry?.Path ?? "" : Value(by, first), first.Origin == ("", "", ""))];
            }

            var paid = hit.Value is { } value && hit.Currency != "USD" ? value : 0;
            foreach (var model in Models)
            {
                var weights = Weights(model, path, hit.Time);
                var (credits, money) = (Shares(1_000_000, weights), Shares((long)(Math.Abs(paid) * 10_000), weights));
                for (var i = 0; i < path.Count; i++)
                {
                    var sum = expected.GetValueOrDefault((path[i].Value, model));
                    expected[(path[i].Value, model)] = (sum.Credit + (credits[i] / 1_000_000m), sum.Money + (Math.Sign(paid) * money[i] / 10_000m));
                }
            }
        }

        foreach (var row in result.Rows)
        {
            foreach (var model in Models)
            {
                var (credit, money) = expected.GetValueOrDefault(((string?)row.Cells[0] ?? "", model));
                var slack = model == "time_decay" ? 0.0003 : 0;
                shop.Same(question, $"{row.Cells[0]} conversions {model}", credit, result.Cell(row, $"conversions_{model}"), slack);
                shop.Same(question, $"{row.Cells[0]} revenue {model}", money, result.Cell(row, $"revenue_{model}"), slack);
            }
        }

        Assert.Equal(expected.Keys.Select(key => key.Value).Distinct().Count(), result.Rows.Count);
        var paidInAll = converted.Where(hit => hit.Value is not null && hit.Currency != "USD").Sum(hit => hit.Value!.Value);
        foreach (var model in Models)
        {
            Assert.Equal(converted.Count, Sum(result, $"conversions_{model}"));
            Assert.Equal(paidInAll, Sum(result, $"revenue_{model}"));
            Assert.Equal((decimal)converted.Count, result.Cell(result.Totals!, $"conversions_{model}"));
            Assert.Equal(paidInAll, result.Cell(result.Totals!, $"revenue_{model}"));
        }

        return result.Rows.Count * Models.Length;
    }

    private static decimal Sum(ReportResult result, string column) => result.Rows.Sum(row => (decimal)result.Cell(row, column)!);

    private static string Value(string by, Hit hit) => by switch
    {
        "source" => hit.Source.Length > 0 ? hit.Source : "Direct",
        "channel" => hit.Origin == ("", "", "") ? "Direct" : hit.Medium == "cpc" ? "Paid Search" : "Referral",
        "medium" => hit.Medium,
        "campaign" => hit.Campaign,
        _ => hit.Path,
    };

    private static List<long> Weights(string model, List<Touch> path, DateTimeOffset at)
    {
        var last = path.Count - 1;
        var named = path.FindLastIndex(touch => !touch.IsDirect);
        return [.. path.Select((touch, i) => model switch
        {
            "first" => i == 0 ? 1L : 0,
            "last" => i == last ? 1 : 0,
            "last_non_direct" => i == (named < 0 ? last : named) ? 1 : 0,
            "linear" => 1,
            "position" => last < 2 ? 1 : i == 0 || i == last ? 2 * (last - 1) : 1,
            _ => Math.Max(1, (long)Math.Round(Math.Pow(2, -(at - touch.Hit.Time).TotalDays / 7) * 1_048_576)),
        })];
    }

    // Parts rounded down; what is left goes, unit by unit, to the largest remainder, the earlier first.
    private static List<long> Shares(long amount, List<long> weights)
    {
        var all = new BigInteger(weights.Sum());
        var parts = weights.Select((weight, i) => (I: i, Part: (long)(amount * new BigInteger(weight) / all), Left: amount * new BigInteger(weight) % all)).ToList();
        var lucky = parts.OrderByDescending(part => part.Left).ThenBy(part => part.I).Take((int)(amount - parts.Sum(part => part.Part))).Select(part => part.I).ToHashSet();
        return [.. parts.Select(part => part.Part + (lucky.Contains(part.I) ? 1 : 0))];
    }
}
