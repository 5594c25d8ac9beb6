using System.Globalization;
using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles.Shop;

/// <summary>The revenue report equals plain LINQ over the same hits.</summary>
[Collection(EngineCollection.Name)]
public sealed class RevenueOracleTests(EngineFixture engine)
{
    private static readonly string[] Splits = ["", "product", "category", "source", "page", "prop.items", "utm_campaign"];

    [Fact]
    public async Task Revenue_equals_the_oracle()
    {
        var rows = 0;
        for (var seed = 1; seed <= 8; seed++)
        {
            var shop = await ShopData.StoreAsync(engine, seed, "revenue");
            foreach (var by in Splits)
            {
                rows += await AskAsync(shop, by, shop.Random.Next(3) == 0);
            }
        }

        Assert.True(rows > 1_500, $"only {rows} numbers were compared");
    }

    private static async Task<int> AskAsync(ShopData shop, string by, bool isFiltered)
    {
        var (from, to, range) = shop.Range();
        var question = $"{range}{(by.Length > 0 ? $"&by={by}" : "")}{(isFiltered ? "&filter=path~=product" : "")}";
        var result = await shop.AskAsync("revenue", question);
        var entered = shop.Hits.Where(hit => hit.IsFirst).ToDictionary(hit => hit.Visit);
        string? Value(Hit hit) => by switch
        {
            "" => "",
            "source" => entered[hit.Visit].Source is { Length: > 0 } source ? source : "Direct",
            "utm_campaign" => entered[hit.Visit].Campaign,
            "page" => hit.Path,
            _ => hit.Properties.Where(property => property.Key == by.Replace("prop.", "", StringComparison.Ordinal)).Select(property => property.Value).FirstOrDefault(),
        };
        var hits = shop.Hits.Where(hit => ShopData.Between(hit, from, to) && Value(hit) is not null
            && (!isFiltered || hit.Path.Contains("product", StringComparison.Ordinal))).ToList();
        var buckets = hits.GroupBy(hit => Value(hit)!).Where(bucket => bucket.Any(IsPaid)).ToList();

        if (by.Length == 0)
        {
            Check(shop, question, "", hits, column => result.Cell(result.Rows[0], column));
            return 12;
        }

        Assert.Equal(buckets.Select(bucket => bucket.Key).Order(StringComparer.Ordinal), result.Rows.Select(row => (string?)row.Cells[0] ?? "").Order(StringComparer.Ordinal));
        foreach (var bucket in buckets)
        {
            var row = result.Row(bucket.Key.Length == 0 ? null : bucket.Key);
            Check(shop, question, bucket.Key, [.. bucket], column => result.Cell(row, column));
        }

        Check(shop, question, "totals", hits, column => result.Cell(result.Totals!, column));
        return (buckets.Count + 1) * 12;
    }

    private static bool IsPaid(Hit hit) => hit.Value is not null && hit.Currency != "USD";

    private static void Check(ShopData shop, string question, string where, List<Hit> hits, Func<string, object?> found)
    {
        var paid = hits.Where(IsPaid).ToList();
        var orders = paid.Select((hit, i) => (Hit: hit, Key: hit.Order.Length > 0 ? hit.Order : $"#{i}")).GroupBy(pair => pair.Key, pair => pair.Hit)
            .Where(order => order.Any(hit => hit.Value >= 0))
            .Select(order => (Who: order.First(), At: order.Where(hit => hit.Value >= 0).Min(hit => hit.Time))).ToList();
        var sales = paid.Where(hit => hit.Value >= 0).ToList();
        var (sold, refunded) = (sales.Sum(hit => hit.Value!.Value), -paid.Where(hit => hit.Value < 0).Sum(hit => hit.Value!.Value));
        var durable = orders.Where(order => order.Who.Identity is IdentityKind.User or IdentityKind.Consented).GroupBy(order => order.Who.Visitor)
            .Select(buyer => buyer.Select(order => order.At).Order().ToList()).ToList();
        var gaps = durable.SelectMany(times => times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds)).ToList();
        var visitors = (long)hits.Where(hit => hit.Visitor != 0).Select(hit => hit.Visitor).Distinct().Count();
        foreach (var (column, expected) in new Dictionary<string, object?>
        {
            ["revenue"] = sold - refunded,
            ["sales"] = sold,
            ["refunded"] = refunded,
            ["refunds"] = (long)paid.Count(hit => hit.Value < 0),
            ["orders"] = (long)orders.Count,
            ["items"] = sales.Sum(Items),
            ["average_order"] = orders.Count == 0 ? null : sold / orders.Count,
            ["buyers"] = (long)orders.Where(order => order.Who.Visitor != 0).Select(order => order.Who.Visitor).Distinct().Count(),
            ["repeat_rate"] = Oracle.Ratio(durable.Count(times => times.Count > 1), durable.Count),
            ["between_orders_median"] = Oracle.Quantile(gaps, 0.5),
            ["visitors"] = visitors,
            ["revenue_per_visitor"] = visitors == 0 ? null : (sold - refunded) / visitors,
        })
        {
            shop.Same(question, $"{where} {column}", expected, found(column), column is "average_order" or "revenue_per_visitor" ? 0.00006 : 1e-6);
        }
    }

    private static long Items(Hit hit)
    {
        string? Property(string key) => hit.Properties.Where(property => property.Key == key).Select(property => property.Value).FirstOrDefault();
        return long.Parse(Property("items") ?? Property("quantity") ?? "1", CultureInfo.InvariantCulture);
    }
}
