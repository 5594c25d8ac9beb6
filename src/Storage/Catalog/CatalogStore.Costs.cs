using System.Globalization;
using Dapper;

namespace Storage.Catalog;

/// <content>Campaign costs.</content>
public sealed partial class CatalogStore
{
    /// <summary>Most cost rows of one site: 250 campaigns for more than five years.</summary>
    private const int MaxCosts = 500_000;

    private const decimal CostUnits = 10_000;

    private const string OfDays = "FROM campaign_costs WHERE site_id = @siteId AND day BETWEEN @from AND @to";

    /// <summary>Stores rows of a site, each in the place of one of the same day and names; all or nothing.</summary>
    /// <returns>How many are new, and how many took another's place.</returns>
    public (int Added, int Replaced) PutCosts(uint siteId, IReadOnlyList<CampaignCost> costs) => _file.Write(x =>
    {
        var before = CountCosts(x, siteId);
        foreach (var cost in costs)
        {
            x.Execute(
                """
                INSERT OR REPLACE INTO campaign_costs (site_id, day, source, medium, campaign, content, term, impressions, clicks, cost, currency)
                VALUES (@SiteId, @Day, @Source, @Medium, @Campaign, @Content, @Term, @Impressions, @Clicks, @Cost, @Currency)
                """,
                new
                {
                    SiteId = siteId,
                    Day = Text(cost.Day),
                    cost.Source,
                    cost.Medium,
                    cost.Campaign,
                    cost.Content,
                    cost.Term,
                    cost.Impressions,
                    cost.Clicks,
                    Cost = (long)(cost.Cost * CostUnits),
                    cost.Currency,
                });
        }

        var after = CountCosts(x, siteId);
        Expect(after <= MaxCosts, MaxCosts, "cost rows in this site");
        return ((int)(after - before), costs.Count - (int)(after - before));
    });

    /// <summary>Rows of a site's days, by day and names.</summary>
    public IReadOnlyList<CampaignCost> Costs(uint siteId, DateOnly from, DateOnly to, int limit, int offset) => _file.Read(x => x.Query<CostRow>(
        $"""
        SELECT day, source, medium, campaign, content, term, impressions, clicks, cost, currency {OfDays}
        ORDER BY day, source, medium, campaign, content, term LIMIT @limit OFFSET @offset
        """,
        new { siteId, from = Text(from), to = Text(to), limit, offset }).Select(ToCost).ToArray());

    /// <summary>A site's costs of a range of days, summed by names and currency.</summary>
    public IReadOnlyList<CampaignCost> SumCosts(uint siteId, DateOnly from, DateOnly to) => _file.Read(x => x.Query<CostRow>(
        $"""
        SELECT @from AS day, source, medium, campaign, content, term,
            CASE WHEN count(impressions) = count(*) THEN sum(impressions) END AS impressions,
            CASE WHEN count(clicks) = count(*) THEN sum(clicks) END AS clicks, sum(cost) AS cost, currency {OfDays}
        GROUP BY source, medium, campaign, content, term, currency
        """,
        new { siteId, from = Text(from), to = Text(to) }).Select(ToCost).ToArray());

    /// <summary>Removes the rows of a site's days and says how many they were.</summary>
    public int RemoveCosts(uint siteId, DateOnly from, DateOnly to) =>
        _file.Write(x => x.Execute($"DELETE {OfDays}", new { siteId, from = Text(from), to = Text(to) }));

    private static long CountCosts(Microsoft.Data.Sqlite.SqliteConnection x, uint siteId) =>
        x.ExecuteScalar<long>("SELECT count(*) FROM campaign_costs WHERE site_id = @siteId", new { siteId });

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static CampaignCost ToCost(CostRow row) => new()
    {
        Day = DateOnly.ParseExact(row.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Source = row.Source,
        Medium = row.Medium,
        Campaign = row.Campaign,
        Content = row.Content,
        Term = row.Term,
        Impressions = row.Impressions,
        Clicks = row.Clicks,
        Cost = row.Cost / CostUnits,
        Currency = row.Currency,
    };

    /// <summary>A row of <c>campaign_costs</c>; a class with setters, for sums have no declared types.</summary>
    private sealed class CostRow
    {
        public string Day { get; set; } = "";
        public string Source { get; set; } = "";
        public string Medium { get; set; } = "";
        public string Campaign { get; set; } = "";
        public string Content { get; set; } = "";
        public string Term { get; set; } = "";
        public long? Impressions { get; set; }
        public long? Clicks { get; set; }
        public long Cost { get; set; }
        public string Currency { get; set; } = "";
    }
}
