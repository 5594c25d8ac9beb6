using System.Text.Json.Serialization;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>A day's cost of a campaign as shown.</summary>
internal sealed record CostBody(
    [property: JsonPropertyName("date")] DateOnly Date,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("medium")] string Medium,
    [property: JsonPropertyName("campaign")] string Campaign,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("term")] string Term,
    [property: JsonPropertyName("impressions")] long? Impressions,
    [property: JsonPropertyName("clicks")] long? Clicks,
    [property: JsonPropertyName("cost")] decimal Cost,
    [property: JsonPropertyName("currency")] string Currency)
{
    public static CostBody Of(CampaignCost cost) => new(
        cost.Day, cost.Source, cost.Medium, cost.Campaign, cost.Content, cost.Term, cost.Impressions, cost.Clicks, cost.Cost, cost.Currency);
}

/// <summary>What an import did.</summary>
internal sealed record CostsImported([property: JsonPropertyName("added")] int Added, [property: JsonPropertyName("replaced")] int Replaced);

/// <summary>What a removal did.</summary>
internal sealed record CostsRemoved([property: JsonPropertyName("removed")] int Removed);
