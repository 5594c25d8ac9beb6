using System.Globalization;
using Analytics.Metrics;
using Analytics.Querying;
using Analytics.Reports.Attribution;
using Analytics.Reports.Breakdown;
using Analytics.Reports.Carts;
using Analytics.Reports.Costs;
using Analytics.Reports.Engagement;
using Analytics.Reports.Filtered;
using Analytics.Reports.Funnels;
using Analytics.Reports.Goals;
using Analytics.Reports.Journeys;
using Analytics.Reports.Live;
using Analytics.Reports.Overview;
using Analytics.Reports.Page;
using Analytics.Reports.Retention;
using Analytics.Reports.Revenue;
using Analytics.Reports.Rfm;
using Analytics.Reports.Timeseries;
using Analytics.Reports.Vitals;
using Analytics.Rollups;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Reports;

/// <summary>Answers questions about a site, for the API and for the command line.</summary>
public sealed class ReportRunner(ClickHouseClient client, CatalogStore catalog, TimeProvider clock, IRefusedHits? refused = null, QuestionRoom? room = null)
{
    private static readonly IReadOnlyList<IReport> Reports =
    [
        new OverviewReport(),
        new TimeseriesReport(),
        new BreakdownReport(),
        new PageReport(),
        new GoalsReport(),
        new FunnelReport(),
        new FunnelTrendReport(),
        new FunnelNextReport(),
        new FunnelPeopleReport(),
        new JourneysReport(),
        new LiveReport(),
        new FilteredReport(),
        new VitalsReport(),
        new RetentionReport(),
        new RevenueReport(),
        new AttributionReport(),
        new RfmReport(),
        new CartsReport(),
        new EngagementReport(),
        new CostsReport(),
    ];

    /// <summary>Times a report is begun when sums it reads are forgotten meanwhile.</summary>
    private const int Attempts = 5;

    private readonly ReportDatabase _database = new(client, room ?? QuestionRoom.For(client));
    private readonly RollupLedger _rollups = new(client);

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
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunAsync(asked, await RequestAsync(site, values, cancellationToken), cancellationToken);
            }
            catch (ClickHouseException forgotten) when (forgotten.Code == DatabaseErrors.Thrown && attempt < Attempts)
            {
                // Sums it was about to read were forgotten: the next look tells which are there now.
            }
        }
    }

    private async Task<ReportResult> RunAsync(IReport asked, ReportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var result = await asked.RunAsync(request, cancellationToken);
            return result with { Notes = [.. result.Notes, .. CommonNotes(request, result)] };
        }
        catch (ClickHouseException refused) when (refused.Code == DatabaseErrors.BadRegularExpression)
        {
            throw new QueryProblemException("filter", null, "A regular expression cannot be read (RE2 syntax).");
        }
    }

    /// <summary>
    /// One look at the sums of a site's closed days: builds up to ten days that are missing or wrong, when the site has at least
    /// <paramref name="leastRows"/> rows.
    /// </summary>
    /// <returns>How many days were built; fewer than ten means that all closed days are right.</returns>
    /// <exception cref="ClickHouseException">The database did not answer; the next look goes on.</exception>
    public Task<int> KeepRollupsAsync(Site site, CancellationToken cancellationToken, long leastRows = RollupKeeper.DefaultLeastRows) =>
        new RollupKeeper(client, _rollups, clock, leastRows).KeepAsync(site, cancellationToken);

    /// <summary>Removes sums of closed days that newer ones have replaced; not within 10 s after the last build.</summary>
    public Task ClearRollupsAsync(Site site, CancellationToken cancellationToken) =>
        new RollupKeeper(client, _rollups, clock).ClearAsync(site, cancellationToken);

    /// <summary>The range of a question.</summary>
    internal async Task<Period> PeriodAsync(Site site, QueryValues values, CancellationToken cancellationToken)
    {
        var first = Period.IsAll(values) ? await FirstEventAsync(site, cancellationToken) : null;
        return Period.Parse(values, site.TimeZone, clock.GetUtcNow(), first);
    }

    /// <summary>The filters of a question, its segments written out.</summary>
    internal IReadOnlyList<Filter> Filters(Site site, QueryValues values) => new FilterReader(catalog.Segments(site.Id)).Read(values);

    private async Task<ReportRequest> RequestAsync(Site site, QueryValues values, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var goals = catalog.Goals(site.Id).Select(NamedGoal.Of).ToList();
        var period = await PeriodAsync(site, values, cancellationToken);
        return new ReportRequest
        {
            Site = site,
            Values = values,
            Period = period,
            Previous = Comparison.Parse(values, period, now),
            Filters = Filters(site, values),
            AskedClasses = values.Single("classes") is null ? null : HitClasses.Parse(values),
            Goals = goals,
            Converting = NamedGoal.Choose(values, goals),
            FindFunnel = id => catalog.FindFunnel(site.Id, id),
            FindCosts = (from, to) => catalog.SumCosts(site.Id, from, to),
            Now = now,
            Database = _database,
            RollupDays = new(() => _rollups.RightDaysAsync(site, period.Zone, cancellationToken)),
        };
    }

    private IEnumerable<ReportNote> CommonNotes(ReportRequest request, ReportResult result)
    {
        if (result.Previous?.Until is not null)
        {
            yield return new ReportNote("running", "The range is not over: it is compared with as much time of the other range.");
        }

        if (result.Report == FilteredReport.ReportName && refused?.Of(request.Site) is > 0 and var count)
        {
            yield return new ReportNote("rate", string.Create(CultureInfo.InvariantCulture,
                $"{count} hits were refused since the collector's start ({refused.Since:yyyy-MM-dd HH:mm} UTC): too many came from one network, or for the site."))
            {
                Values = { ["count"] = count },
            };
        }

        if (request.Filters.Any(HasBehaviour))
        {
            yield return new ReportNote("behaviour", "What a visitor did is known per visitor key; a cookieless key lives one day.");
        }
    }

    private async Task<DateTimeOffset?> FirstEventAsync(Site site, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT count(), toUnixTimestamp64Milli(min(time)) FROM events WHERE site = {site:UInt32}";
        var answer = await _database.QueryAsync(new SqlQuery(Sql).With("site", site.Id), cancellationToken);
        return answer.Rows[0][0].GetInt64() == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(answer.Rows[0][1].GetInt64());
    }

    private static bool HasBehaviour(Filter filter) =>
        filter.Behaviour is not null || (filter.Clauses?.Any(any => any.Any(HasBehaviour)) ?? false);
}
