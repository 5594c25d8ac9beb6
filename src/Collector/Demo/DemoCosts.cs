using Storage.Catalog;

namespace Collector.Demo;

/// <summary>What the demo's campaigns cost on a day: the same for the same day on every machine.</summary>
internal static class DemoCosts
{
    // The last is of a campaign that brings nobody: a report of costs has to show such a row, too.
    private static readonly DemoCampaign[] Campaigns =
    [
        new("google", "cpc", "teapots", 50, 0.42m, 30),
        new("facebook", "paid-social", "gift-season", 32, 0.35m, 90),
        new("newsletter", "email", "first-flush", 60, 0.04m, 25),
        new("bing", "cpc", "teapots", 3, 0.31m, 60),
    ];

    public static IReadOnlyList<CampaignCost> Day(DateOnly day)
    {
        var random = new DemoRandom(~day.DayNumber);
        return [.. Campaigns.Select(campaign => Cost(day, campaign, random))];
    }

    private static CampaignCost Cost(DateOnly day, DemoCampaign campaign, DemoRandom random)
    {
        var clicks = campaign.Clicks * (80 + random.Below(41)) / 100;
        return new CampaignCost
        {
            Day = day,
            Source = campaign.Source,
            Medium = campaign.Medium,
            Campaign = campaign.Name,
            Impressions = clicks * campaign.ImpressionsPerClick,
            Clicks = clicks,
            Cost = clicks * campaign.CostPerClick,
            Currency = "EUR",
        };
    }

    /// <summary>A campaign and its typical day.</summary>
    private sealed record DemoCampaign(string Source, string Medium, string Name, int Clicks, decimal CostPerClick, int ImpressionsPerClick);
}
