using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Costs;

/// <summary>
/// What campaigns cost beside what they brought: imported costs joined with visits by the names in <c>utm_*</c>, upper and lower case
/// alike. Rows without a partner are listed on both sides. Ratios are of sums, and only within one currency.
/// </summary>
internal sealed class CostsReport : IReport
{
    /// <summary>Most campaigns whose visits are read.</summary>
    private const int MostCampaigns = 10_000;

    private static readonly string[] Levels = ["source", "medium", "campaign", "content", "term"];

    private static readonly IReadOnlyList<ReportColumn> Numbers =
    [
        new("matched", "Matched", Unit.Text, "both, cost only (no visit carries these names) or visits only (no cost was imported)."),
        new("impressions", "Impressions", Unit.Count, "As imported."),
        new("clicks", "Clicks", Unit.Count, "As imported."),
        new("cost", "Cost", Unit.Money, "As imported, in cost_currency."),
        new("cost_currency", "Currency of the cost", Unit.Text),
        new("visits", "Visits", Unit.Count, "Visits that began in the range and carry these names."),
        new("conversions", "Conversions", Unit.Count, "Events of these visits that reached a goal, or fit conversion."),
        new("revenue", "Revenue", Unit.Money, "Values of these visits in the site's currency."),
        new("currency", "Currency", Unit.Text),
        new("cpc", "Cost per click", Unit.Money, "Cost ÷ clicks."),
        new("cpm", "Cost per 1,000 impressions", Unit.Money, "1,000 × cost ÷ impressions."),
        new("ctr", "Click rate", Unit.Rate, "Clicks ÷ impressions."),
        new("cpa", "Cost per conversion", Unit.Money, "Cost ÷ conversions."),
        new("roas", "Return on ad spend", Unit.Ratio, "Revenue ÷ cost, where both are in one currency."),
    ];

    public string Name => "costs";

    private static string Sql(QueryScope scope, string names, string converts, string currency) =>
        $"""
        SELECT {names}, sum(visits) AS began, countIf({converts}), ifNull(sumIf(value, currency = {currency}), 0)
        FROM events
        WHERE {scope.InRange} AND (utm_source != '' OR utm_medium != '' OR utm_campaign != '')
        GROUP BY {names}
        ORDER BY began DESC, {names}
        LIMIT {MostCampaigns}
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        NoComparison.Check(request);
        var level = Array.IndexOf(Levels, request.Values.OneOf("by", Levels) ?? "campaign") + 1;
        var paging = Paging.Parse(request.Values);
        var table = new CostTable(level, request.Site.Currency);
        foreach (var cost in request.FindCosts(request.Period.From, request.Period.To))
        {
            table.Add(cost);
        }

        var scope = request.Scope(request.Period);
        var converts = request.Values.Single("conversion") is null ? scope.AnyGoal : EventChoice.Parse(request, "conversion", "").Condition(scope);
        var names = string.Join(", ", Levels.Take(level).Select(name => $"lowerUTF8(utm_{name})"));
        var sql = Sql(scope, names, converts, scope.Values.Text(request.Site.Currency));
        var found = (await request.QueryAsync(scope, sql, cancellationToken)).Rows;
        foreach (var row in found)
        {
            table.Add([.. row.Take(level).Select(cell => cell.GetString()!)], row[level].GetInt64(), row[level + 1].GetInt64(), row[level + 2].GetDecimal());
        }

        var rows = table.Rows().ToList();
        return request.Answer(Name, [.. Levels.Take(level).Select(name => new ReportColumn(name, name, Unit.Text)), .. Numbers],
            [.. rows.Skip(paging.Offset).Take(paging.Limit).Select(row => new ReportRow(row))]) with
        {
            Totals = new ReportRow(table.Totals()),
            Notes = [.. table.Notes(), .. Notes(request, found.Count), .. paging.Note(rows.Count - paging.Offset)],
        };
    }

    private static IEnumerable<ReportNote> Notes(ReportRequest request, int campaigns)
    {
        if (request.Filters.Count > 0)
        {
            yield return new ReportNote("costs_unfiltered", "Filters choose visits; costs are those of all visitors.");
        }

        if (campaigns == MostCampaigns)
        {
            yield return new ReportNote("truncated_visits", $"Only the {MostCampaigns} campaigns with most visits are read.");
        }
    }
}
