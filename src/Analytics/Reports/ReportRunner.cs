using Analytics.Metrics;
using Analytics.Querying;
using Analytics.Reports.Breakdown;
using Analytics.Reports.Funnels;
using Analytics.Reports.Goals;
using Analytics.Reports.Live;
using Analytics.Reports.Overview;
using Analytics.Reports.Retention;
using Analytics.Reports.Revenue;
using Analytics.Reports.Timeseries;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Reports;

/// <summary>Answers questions about a site, for the API and for the command line.</summary>
public sealed class ReportRunner(ClickHouseClient client, CatalogStore catalog, TimeProvider clock)
{
    private static readonly IReadOnlyList<IReport> Reports =
    [
        new OverviewReport(),
        new TimeseriesReport(),
        new BreakdownReport(),
        new GoalsReport(),
        new FunnelReport(),
        new LiveReport(),
        new RetentionReport(),
        new RevenueReport(),
    ];

    private readonly ReportDatabase _database = new(client);

    /// <summary>Names of all reports.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Reports.Select(report => report.Name)];

    /// <summary>Runs a report; the parameters are those of the API.</summary>
    /// <exception cref="QueryProblemException">A parameter is wrong; the exception says which.</exception>
    /// <exception cref="ClickHouseException">The database did not answer, or not in time.</exception>
    public async Task<ReportResult> RunAsync(Site site, string report, ILookup<string, string> query, CancellationToken cancellationToken)
    {
        var asked = Reports.FirstOrDefault(known => known.Name == report)
            ?? throw new QueryProblemException("report", report, "There is no report of that name.", Names);
        var values = new QueryValues(query);
        var request = await RequestAsync(site, values, cancellationToken);
        try
        {
            return await asked.RunAsync(request, cancellationToken);
        }
        catch (ClickHouseException refused) when (refused.Code == DatabaseErrors.BadRegularExpression)
        {
            throw new QueryProblemException("filter", null, "A regular expression cannot be read (RE2 syntax).");
        }
    }

    /// <summary>The range of a question.</summary>
    internal async Task<Period> PeriodAsync(Site site, QueryValues values, CancellationToken cancellationToken)
    {
        var first = Period.IsAll(values) ? await FirstEventAsync(site, cancellationToken) : null;
        return Period.Parse(values, site.TimeZone, clock.GetUtcNow(), first);
    }

    private async Task<ReportRequest> RequestAsync(Site site, QueryValues values, CancellationToken cancellationToken)
    {
        var goals = catalog.Goals(site.Id).Select(NamedGoal.Of).ToList();
        var filters = values.All("filter").Select(Filter.Parse).ToList();
        var period = await PeriodAsync(site, values, cancellationToken);
        return new ReportRequest
        {
            Site = site,
            Values = values,
            Period = period,
            Previous = Comparison.Parse(values, period),
            Filters = filters,
            AskedClasses = values.Single("classes") is null ? null : HitClasses.Parse(values),
            Goals = goals,
            FindFunnel = id => catalog.FindFunnel(site.Id, id),
            Now = clock.GetUtcNow(),
            Database = _database,
        };
    }

    private async Task<DateTimeOffset?> FirstEventAsync(Site site, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT count(), toUnixTimestamp64Milli(min(time)) FROM events WHERE site = {site:UInt32}";
        var answer = await _database.QueryAsync(new SqlQuery(Sql).With("site", site.Id), cancellationToken);
        return answer.Rows[0][0].GetInt64() == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(answer.Rows[0][1].GetInt64());
    }
}
