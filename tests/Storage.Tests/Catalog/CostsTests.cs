using Storage.Catalog;

namespace Storage.Tests.Catalog;

public sealed class CostsTests : IDisposable
{
    private readonly TempCatalog _catalog = new();

    private static readonly DateOnly Day = new(2026, 11, 2);

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void A_row_takes_the_place_of_one_of_the_same_day_and_names()
    {
        var site = _catalog.Store.AddSite("shop.example", "UTC", "EUR").Id;
        Assert.Equal((2, 0), _catalog.Store.PutCosts(site, [Cost(Day, "Google", 5), Cost(Day.AddDays(1), "Google", 6)]));
        Assert.Equal((1, 1), _catalog.Store.PutCosts(site, [Cost(Day, "Google", 7.1234m), Cost(Day, "Bing", 1)]));

        Assert.Equal(["Bing 1", "Google 7.1234"], _catalog.Store.Costs(site, Day, Day, 10, 0).Select(Text));
        Assert.Equal(["Google 6"], _catalog.Store.Costs(site, Day, Day.AddDays(9), 10, 2).Select(Text));
    }

    [Fact]
    public void Sums_keep_currencies_apart_and_know_when_a_count_is_unknown()
    {
        var site = _catalog.Store.AddSite("shop.example", "UTC", "EUR").Id;
        _catalog.Store.PutCosts(site,
        [
            Cost(Day, "Google", 5) with { Clicks = 3, Impressions = 10 }, Cost(Day.AddDays(1), "Google", 6) with { Clicks = 4 },
            Cost(Day.AddDays(2), "Google", 1) with { Currency = "USD" }, Cost(Day.AddDays(3), "Google", 100),
        ]);

        var sums = _catalog.Store.SumCosts(site, Day, Day.AddDays(2)).OrderBy(sum => sum.Currency, StringComparer.Ordinal).ToList();
        Assert.Equal([(11m, "EUR", 7L, null), (1m, "USD", null, null)], sums.Select(sum => (sum.Cost, sum.Currency, sum.Clicks, sum.Impressions)));
        Assert.Empty(_catalog.Store.SumCosts(site, Day.AddDays(10), Day.AddDays(20)));
    }

    [Fact]
    public void Removing_takes_a_sites_days_and_nobody_elses()
    {
        var (site, other) = (_catalog.Store.AddSite("shop.example", "UTC", "EUR").Id, _catalog.Store.AddSite("other.example", "UTC", "EUR").Id);
        _catalog.Store.PutCosts(site, [Cost(Day, "Google", 5), Cost(Day.AddDays(1), "Google", 6)]);
        _catalog.Store.PutCosts(other, [Cost(Day, "Google", 5)]);

        Assert.Equal(1, _catalog.Store.RemoveCosts(site, Day, Day));
        Assert.Equal(["Google 6"], _catalog.Store.Costs(site, Day, Day.AddDays(9), 10, 0).Select(Text));
        Assert.Single(_catalog.Store.Costs(other, Day, Day, 10, 0));
    }

    private static CampaignCost Cost(DateOnly day, string source, decimal cost) => new() { Day = day, Source = source, Cost = cost, Currency = "EUR" };

    private static string Text(CampaignCost cost) => FormattableString.Invariant($"{cost.Source} {cost.Cost:0.####}");
}
