using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites/{site}/funnels</c></summary>
internal sealed class FunnelsApi(Access access, CatalogStore catalog) : SettingApi<Funnel, FunnelBody>(access, "funnel")
{
    protected override IReadOnlyList<Funnel> All(uint siteId) => catalog.Funnels(siteId);

    protected override Funnel? Find(uint siteId, long id) => catalog.FindFunnel(siteId, id);

    protected override Funnel Add(Funnel item) => catalog.AddFunnel(item);

    protected override Funnel Update(Funnel item) => catalog.UpdateFunnel(item);

    protected override void Remove(uint siteId, long id) => catalog.RemoveFunnel(siteId, id);

    protected override Funnel Read(FunnelBody body, Site site, long id) => body.ToFunnel(site.Id, id, [.. catalog.Goals(site.Id).Select(NamedGoal.Of)]);

    protected override FunnelBody Show(Funnel item) => FunnelBody.Of(item);

    protected override long Id(Funnel item) => item.Id;
}
