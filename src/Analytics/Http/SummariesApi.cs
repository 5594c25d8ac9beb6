using Analytics.Dimensions;
using Analytics.Querying;
using Analytics.Reports;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites/{site}/summaries</c></summary>
internal sealed class SummariesApi(Access access, CatalogStore catalog, ReportRunner runner, TimeProvider clock)
    : SettingApi<Summary, SummaryBody>(access, "summary")
{
    protected override IReadOnlyList<Summary> All(uint siteId) => catalog.Summaries(siteId);

    protected override Summary? Find(uint siteId, long id) => catalog.FindSummary(siteId, id);

    protected override Summary Add(Summary item) => catalog.AddSummary(item);

    protected override Summary Update(Summary item) => catalog.UpdateSummary(item);

    protected override void Remove(uint siteId, long id) => catalog.RemoveSummary(siteId, id);

    protected override Summary Read(SummaryBody body, Site site, long id)
    {
        var summary = body.ToSummary(site.Id, id);

        // Filters are checked as a report would read them.
        var filters = runner.Filters(site, new QueryValues(summary.Filters.ToLookup(_ => "filter", filter => filter)));
        var day = new DateOnly(2026, 1, 1);
        _ = new QueryScope(site, new Period(day, day, TimeZoneInfo.Utc), HitClasses.All, filters, [.. catalog.Goals(site.Id).Select(NamedGoal.Of)]);
        return summary;
    }

    protected override SummaryBody Show(Summary item)
    {
        var site = catalog.Sites().First(known => known.Id == item.SiteId);
        return SummaryBody.Of(item, TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc, clock.GetUtcNow());
    }

    protected override long Id(Summary item) => item.Id;
}
