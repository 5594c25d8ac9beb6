using Analytics.Alerts;
using Analytics.Webhooks;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites/{site}/alerts</c></summary>
internal sealed class AlertsApi(Access access, CatalogStore catalog, WebhookGuard guard, AlertMeasure measure) : SettingApi<Alert, AlertBody>(access, "alert")
{
    protected override IReadOnlyList<Alert> All(uint siteId) => catalog.Alerts(siteId);

    protected override Alert? Find(uint siteId, long id) => catalog.FindAlert(siteId, id);

    protected override Alert Add(Alert item) => catalog.AddAlert(item);

    protected override Alert Update(Alert item) => catalog.UpdateAlert(item);

    protected override void Remove(uint siteId, long id) => catalog.RemoveAlert(siteId, id);

    protected override Alert Read(AlertBody body, Site site, long id)
    {
        var alert = body.ToAlert(site.Id, guard, id == 0 ? null : catalog.FindAlert(site.Id, id) ?? throw ProblemException.NotFound("alert"));
        measure.Check(site, alert);
        return alert;
    }

    protected override AlertBody Show(Alert item) => AlertBody.Of(item);

    protected override long Id(Alert item) => item.Id;
}
