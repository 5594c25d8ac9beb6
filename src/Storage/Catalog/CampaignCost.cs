namespace Storage.Catalog;

/// <summary>What a campaign cost on a day (or, summed, in a range). A day and the five names have one row in a site.</summary>
public sealed record CampaignCost
{
    /// <summary>The site's local day; of a sum the first day asked for.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>As in <c>utm_source</c>.</summary>
    public required string Source { get; init; }

    /// <summary>As in <c>utm_medium</c>; "" when not given, like the three that follow.</summary>
    public string Medium { get; init; } = "";

    public string Campaign { get; init; } = "";

    public string Content { get; init; } = "";

    public string Term { get; init; } = "";

    /// <summary>Times shown; null for unknown, of a sum when any row's is.</summary>
    public long? Impressions { get; init; }

    /// <summary>Clicks as the seller counted them; null for unknown.</summary>
    public long? Clicks { get; init; }

    /// <summary>Amount in <see cref="Currency"/>, not negative, four decimals.</summary>
    public required decimal Cost { get; init; }

    /// <summary>ISO 4217, upper case.</summary>
    public required string Currency { get; init; }

    /// <summary>What a row is found and replaced by.</summary>
    public (DateOnly Day, string Source, string Medium, string Campaign, string Content, string Term) Key => (Day, Source, Medium, Campaign, Content, Term);
}
