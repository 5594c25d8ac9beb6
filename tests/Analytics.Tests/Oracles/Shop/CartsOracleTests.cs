using System.Globalization;
using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles.Shop;

/// <summary>The carts report equals a walk over each visitor's events.</summary>
[Collection(EngineCollection.Name)]
public sealed class CartsOracleTests(EngineFixture engine)
{
    private sealed record Cart(bool IsBought, bool IsAbandoned, decimal? Worth, Hit Last, string LastStep, double Waited);

    private static readonly (string Text, TimeSpan Time)[] Windows = [("1d", TimeSpan.FromDays(1)), ("5m", TimeSpan.FromMinutes(5)), ("3d", TimeSpan.FromDays(3))];

    [Fact]
    public async Task Carts_equal_the_oracle()
    {
        var carts = 0;
        for (var seed = 1; seed <= 15; seed++)
        {
            var shop = await ShopData.StoreAsync(engine, seed, "carts");
            carts += await AskAsync(shop, "visitor");
            carts += await AskAsync(shop, "visit");
        }

        Assert.True(carts > 800, $"only {carts} carts and numbers were compared");
    }

    private static async Task<int> AskAsync(ShopData shop, string unit)
    {
        var (from, to, range) = shop.Range();
        var window = Windows[shop.Random.Next(Windows.Length)];
        var isFiltered = shop.Random.Next(3) == 0;
        var question = $"{range}&unit={unit}&window={window.Text}{(isFiltered ? "&filter=path!=/cart" : "")}";
        bool IsCart(Hit hit) => hit.Name == "AddToCart" && ShopData.Between(hit, from, to) && (!isFiltered || hit.Path != "/cart");
        var units = shop.Hits.Where(hit => IsCart(hit) || hit.Name == "Purchase")
            .GroupBy(hit => unit == "visit" ? (0UL, hit.Visit) : (hit.Visitor, hit.Visitor == 0 ? hit.Visit : 0));
        var carts = units.SelectMany(hits => Runs(shop, [.. hits], window.Time)).ToList();

        var result = await shop.AskAsync("carts", question);
        Assert.Equal(carts.Select(cart => cart.LastStep).Distinct().Count(), result.Rows.Count);
        foreach (var row in result.Rows.Append(result.Totals!))
        {
            var isTotal = ReferenceEquals(row, result.Totals);
            var mine = carts.Where(cart => isTotal || cart.LastStep == ((string?)row.Cells[0] ?? "")).ToList();
            var (bought, abandoned) = (mine.Count(cart => cart.IsBought), mine.Where(cart => cart.IsAbandoned).ToList());
            var worths = abandoned.Where(cart => cart.Worth is not null).ToList();
            foreach (var (column, expected) in new Dictionary<string, object?>
            {
                ["carts"] = (long)mine.Count,
                ["bought"] = (long)bought,
                ["abandoned"] = (long)abandoned.Count,
                ["open"] = (long)(mine.Count - bought - abandoned.Count),
                ["abandonment_rate"] = Oracle.Ratio(abandoned.Count, abandoned.Count + bought),
                ["value"] = worths.Count == 0 ? null : worths.Sum(cart => cart.Worth!.Value),
                ["since_cart_median"] = Oracle.Quantile([.. abandoned.Select(cart => cart.Waited)], 0.5),
            })
            {
                shop.Same(question, $"{(isTotal ? "totals" : row.Cells[0])} {column}", expected, result.Cell(row, column));
            }
        }

        var list = await shop.AskAsync("carts", $"{question}&show=carts&limit=1000");
        string Line(object? visitor, object? step, object? worth, double waited) => string.Create(CultureInfo.InvariantCulture, $"{visitor}|{step}|{worth:0.0000}|{waited:0.000}");
        Assert.Equal(
            carts.Where(cart => cart.IsAbandoned).Select(cart => Line(cart.Last.Identity is IdentityKind.User or IdentityKind.Consented ? cart.Last.Visitor : null, cart.LastStep, cart.Worth, cart.Waited)).Order(StringComparer.Ordinal),
            list.Rows.Select(row => Line(row.Cells[0], row.Cells[1], row.Cells[2], (double)row.Cells[4]!)).Order(StringComparer.Ordinal));
        return carts.Count + (7 * result.Rows.Count);
    }

    private static IEnumerable<Cart> Runs(ShopData shop, List<Hit> hits, TimeSpan window)
    {
        var run = new List<Hit>();
        for (var i = 0; i <= hits.Count; i++)
        {
            var hit = i < hits.Count ? hits[i] : null;
            if (run.Count > 0 && (hit is null || hit.Time - run[^1].Time > window || hit.Name == "Purchase"))
            {
                var isBought = hit is not null && hit.Time - run[^1].Time <= window && hit.Name == "Purchase";
                var last = run[^1];
                var worths = run.Select(Worth).Where(worth => worth is not null).ToList();
                var waited = shop.Now - last.Time;
                yield return new Cart(
                    isBought, !isBought && waited > window, worths.Count == 0 ? null : worths.Sum(),
                    last, shop.Hits.LastOrDefault(other => other.Visit == last.Visit && other.IsPage)?.Path ?? "", waited.TotalSeconds);
                run.Clear();
            }

            if (hit is not null && hit.Name != "Purchase")
            {
                run.Add(hit);
            }
        }
    }

    private static decimal? Worth(Hit hit)
    {
        string? Property(string key) => hit.Properties.Where(property => property.Key == key).Select(property => property.Value).FirstOrDefault();
        return Property("price") is { } price
            ? decimal.Parse(price, CultureInfo.InvariantCulture) * long.Parse(Property("quantity") ?? "1", CultureInfo.InvariantCulture)
            : null;
    }
}
