using System.Globalization;
using Analytics.Querying;
using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Oracles.Shop;

/// <summary>The RFM report equals plain LINQ over the same hits.</summary>
[Collection(EngineCollection.Name)]
public sealed class RfmOracleTests(EngineFixture engine)
{
    private sealed record Buyer(ulong Visitor, long Orders, decimal Paid, DateTimeOffset Last);

    [Fact]
    public async Task Rfm_equals_the_oracle()
    {
        var buyers = 0;
        for (var seed = 1; seed <= 16; seed++)
        {
            var shop = await ShopData.StoreAsync(engine, seed, "rfm");
            for (var i = 0; i < 2; i++)
            {
                buyers += await AskAsync(shop);
            }
        }

        Assert.True(buyers > 450, $"only {buyers} buyers and groups were compared");
    }

    private static async Task<int> AskAsync(ShopData shop)
    {
        var (from, to, range) = shop.Range();
        var until = Earlier(shop.Now, LocalDay.Start(to.AddDays(1), ShopData.Berlin));
        var orders = shop.Hits.Where(hit => ShopData.Between(hit, from, to) && hit.Value is not null && hit.Currency != "USD")
            .Select((hit, i) => (Hit: hit, Key: hit.Order.Length > 0 ? hit.Order : $"#{i}")).GroupBy(pair => pair.Key, pair => pair.Hit).Select(order => order.ToList());
        var buyers = orders.Where(order => order[0].Identity is IdentityKind.User or IdentityKind.Consented).GroupBy(order => order[0].Visitor)
            .Where(mine => mine.Any(order => order.Exists(hit => hit.Value >= 0)))
            .Select(mine => new Buyer(
                mine.Key, mine.Count(order => order.Exists(hit => hit.Value >= 0)), mine.Sum(order => order.Sum(hit => hit.Value!.Value)),
                mine.Where(order => order.Exists(hit => hit.Value >= 0)).Max(order => order.Where(hit => hit.Value >= 0).Min(hit => hit.Time)))).ToList();
        long Score(Func<Buyer, bool> isWorse) => 1 + (5 * buyers.Count(isWorse) / buyers.Count);
        var scored = buyers.Select(buyer => (Buyer: buyer, R: Score(other => other.Last < buyer.Last), F: Score(other => other.Orders < buyer.Orders), M: Score(other => other.Paid < buyer.Paid)))
            .Select(row => (row.Buyer, row.R, row.F, row.M, Group: GroupOf(row.R, row.F, row.M))).ToList();

        var list = await shop.AskAsync("rfm", $"{range}&show=buyers");
        Assert.Equal(scored.Count, list.Rows.Count);
        foreach (var (buyer, r, f, m, group) in scored)
        {
            var key = buyer.Visitor.ToString(CultureInfo.InvariantCulture);
            var row = list.Row(key);
            object?[] expected = [key, group, r, f, m, buyer.Orders, buyer.Paid, "EUR", (until - buyer.Last).TotalSeconds];
            for (var i = 0; i < expected.Length; i++)
            {
                shop.Same(range, $"{key} {list.Columns[i].Name}", expected[i], row.Cells[i]);
            }
        }

        var groups = await shop.AskAsync("rfm", range);
        Assert.Equal(9, groups.Rows.Count);
        foreach (var row in groups.Rows.Append(groups.Totals!))
        {
            var inGroup = scored.Where(one => row.Cells[0] is null || one.Group == (string?)row.Cells[0]).ToList();
            shop.Same(range, $"{row.Cells[0]} buyers", (long)inGroup.Count, groups.Cell(row, "buyers"));
            shop.Same(range, $"{row.Cells[0]} share", Oracle.Ratio(inGroup.Count, scored.Count), groups.Cell(row, "share"));
            shop.Same(range, $"{row.Cells[0]} orders", inGroup.Sum(one => one.Buyer.Orders), groups.Cell(row, "orders"));
            shop.Same(range, $"{row.Cells[0]} revenue", inGroup.Sum(one => one.Buyer.Paid), groups.Cell(row, "revenue"));
            shop.Same(range, $"{row.Cells[0]} since", Oracle.Quantile([.. inGroup.Select(one => (until - one.Buyer.Last).TotalSeconds)], 0.5), groups.Cell(row, "since_order_median"));
        }

        return scored.Count + groups.Rows.Count;
    }

    private static string GroupOf(long r, long f, long m)
    {
        if (r >= 3)
        {
            return r >= 4 && f >= 4 && m >= 4 ? "Champions" : m == 5 ? "Big spenders" : f >= 3 ? "Loyal" : r >= 4 ? "New" : "Promising";
        }

        return f >= 4 && m >= 4 ? "Cannot lose" : f >= 3 ? "At risk" : r == 2 ? "Hibernating" : "Lost";
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
