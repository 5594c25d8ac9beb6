using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites/{site}/goals</c></summary>
internal sealed class GoalsApi(Access access, CatalogStore catalog) : SettingApi<Goal, GoalBody>(access, "goal")
{
    protected override IReadOnlyList<Goal> All(uint siteId) => catalog.Goals(siteId);

    protected override Goal? Find(uint siteId, long id) => catalog.FindGoal(siteId, id);

    protected override Goal Add(Goal item) => catalog.AddGoal(item);

    protected override Goal Update(Goal item) => catalog.UpdateGoal(item);

    protected override void Remove(uint siteId, long id) => catalog.RemoveGoal(siteId, id);

    protected override Goal Read(GoalBody body, Site site, long id) => body.ToGoal(site.Id, id);

    protected override GoalBody Show(Goal item) => GoalBody.Of(item);

    protected override long Id(Goal item) => item.Id;
}
