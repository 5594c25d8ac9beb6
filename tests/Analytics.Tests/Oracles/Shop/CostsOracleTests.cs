using Analytics.Tests.Support;
using Storage.Catalog;

namespace Analytics.Tests.Oracles.Shop;

/// <summary>The costs report equals plain LINQ over the same hits and cost rows.</summary>
[Collection(EngineCollection.Name)]
public sealed class CostsOracleTests(EngineFixture engine)
{
    private static readonly (string Source, string Medium, string Campaign)[] Campaigns =
        [("google", "cpc", "Autumn"), ("News", "email", "w45"), ("Bing", "cpc", "autumn"), ("news", "email", "")];

    [Fact]
    public async Task Costs_equal_the_oracle()
    {
        var rows = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            var shop = await ShopData.StoreAsync(engine, seed, "costs");
            var costs = Make(shop);
            engine.Catalog.PutCosts(shop.Site.Id, costs);
            foreach (var (by, level) in new[] { ("source", 1), ("medium", 2), ("campaign", 3) })
            {
                rows += await AskAsync(shop, costs, by, level);
            }
        }

        Assert.True(rows > 1_500, $"only {rows} numbers were compared");
    }

    private static List<CampaignCost> Make(ShopData shop)
    {
        var random = shop.Random;
        return [.. Enumerable.Range(0, 35).SelectMany(day => Campaigns.Select(campaign => new CampaignCost
        {
            Day = ShopTraffic.FirstDay.AddDays(day),
            Source = campaign.Source,
            Medium = campaign.Medium,
            Campaign = campaign.Campaign,
            Impressions = campaign.Source == "News" && random.Next(20) == 0 ? null : random.Next(2_000),
            Clicks = random.Next(60),
            Cost = random.Next(9_999) / 100m,
            Currency = campaign.Source == "Bing" ? "USD" : "EUR",
        })).Where(_ => random.Next(3) > 0)];
    }

    private static async Task<int> AskAsync(ShopData shop, List<CampaignCost> costs, string by, int level)
    {
        var (from, to, range) = shop.Range();
        var question = $"{range}&by={by}";
        var result = await shop.AskAsync("costs", question);
        var firsts = shop.Hits.Where(hit => hit.IsFirst).ToDictionary(hit => hit.Visit);
        string Key(params string[] names) => string.Join('|', names.Take(level)).ToLowerInvariant();
        var hits = shop.Hits.Where(hit => ShopData.Between(hit, from, to)).Select(hit => (Hit: hit, First: firsts[hit.Visit]))
            .Where(pair => pair.First.Medium.Length > 0 || pair.First.Campaign.Length > 0)
            .ToLookup(pair => Key(pair.First.Source, pair.First.Medium, pair.First.Campaign), pair => pair.Hit);
        var spent = costs.Where(cost => cost.Day >= from && cost.Day <= to).ToLookup(cost => Key(cost.Source, cost.Medium, cost.Campaign));
        var keys = hits.Select(group => group.Key).Union(spent.Select(group => group.Key)).ToList();

        Assert.Equal(keys.Order(StringComparer.Ordinal), result.Rows.Select(row => Key([.. row.Cells.Take(level).Select(cell => (string?)cell ?? "")])).Order(StringComparer.Ordinal));
        foreach (var row in result.Rows)
        {
            var key = Key([.. row.Cells.Take(level).Select(cell => (string?)cell ?? "")]);
            var (paid, mine) = (spent[key].ToList(), hits[key].ToList());
            decimal? cost = paid.Count == 0 ? null : paid.Sum(one => one.Cost);
            long? impressions = paid.Count == 0 || paid.Exists(one => one.Impressions is null) ? null : paid.Sum(one => one.Impressions);
            long? clicks = paid.Count == 0 ? null : paid.Sum(one => one.Clicks);
            var conversions = mine.Count(hit => hit.Name is "Signup" or "Purchase");
            var revenue = mine.Where(hit => hit.Value is not null && hit.Currency != "USD").Sum(hit => hit.Value!.Value);
            var unit = paid.Count == 0 ? null : paid[0].Currency;
            foreach (var (column, expected) in new Dictionary<string, object?>
            {
                ["matched"] = paid.Count == 0 ? "visits only" : mine.Count == 0 ? "cost only" : "both",
                ["impressions"] = impressions,
                ["clicks"] = clicks,
                ["cost"] = cost,
                ["cost_currency"] = unit,
                ["visits"] = (long)mine.Count(hit => hit.IsFirst),
                ["conversions"] = (long)conversions,
                ["revenue"] = revenue,
                ["cpc"] = clicks is null or 0 ? null : (double)(cost!.Value / clicks.Value),
                ["cpm"] = impressions is null or 0 ? null : (double)(1000 * cost!.Value / impressions.Value),
                ["ctr"] = impressions is null or 0 ? null : (double)clicks!.Value / impressions.Value,
                ["cpa"] = cost is null || conversions == 0 ? null : (double)(cost.Value / conversions),
                ["roas"] = cost is null or 0 || unit != "EUR" ? null : (double)(revenue / cost.Value),
            })
            {
                shop.Same(question, $"{key} {column}", expected, result.Cell(row, column), 0.0001);
            }
        }

        shop.Same(question, "totals conversions", hits.Sum(group => (long)group.Count(hit => hit.Name is "Signup" or "Purchase")), result.Cell(result.Totals!, "conversions"));
        return result.Rows.Count * 13;
    }
}
