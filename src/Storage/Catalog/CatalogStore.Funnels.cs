using System.Text.Json;
using Dapper;

namespace Storage.Catalog;

/// <content>Funnels.</content>
public sealed partial class CatalogStore
{
    private const string SelectFunnels =
        "SELECT id, site_id AS SiteId, name, steps, window_seconds AS WindowSeconds, step_order AS StepOrder, unit FROM funnels";

    /// <summary>A site's funnels by name.</summary>
    public IReadOnlyList<Funnel> Funnels(uint siteId) =>
        _file.Read(x => x.Query<FunnelRow>($"{SelectFunnels} WHERE site_id = @siteId ORDER BY name", new { siteId }).Select(ToFunnel).ToArray());

    /// <summary>One funnel of a site; null when the site has none of this id.</summary>
    public Funnel? FindFunnel(uint siteId, long id) => _file.Read(x =>
        x.QuerySingleOrDefault<FunnelRow>($"{SelectFunnels} WHERE site_id = @siteId AND id = @id", new { siteId, id }) is { } row ? ToFunnel(row) : null);

    /// <summary>Adds a funnel and returns it with its id.</summary>
    public Funnel AddFunnel(Funnel funnel)
    {
        var stored = CatalogRules.Checked(funnel);
        return _file.Write(x =>
        {
            var count = x.ExecuteScalar<int>("SELECT count(*) FROM funnels WHERE site_id = @SiteId", new { stored.SiteId });
            Expect(count < CatalogRules.MaxPerSite, CatalogRules.MaxPerSite, "funnels in this site");
            var id = x.ExecuteScalar<long>(
                """
                INSERT INTO funnels (site_id, name, steps, window_seconds, step_order, unit)
                VALUES (@SiteId, @Name, @Steps, @WindowSeconds, @StepOrder, @Unit) RETURNING id
                """,
                ToRow(stored));
            return stored with { Id = id };
        });
    }

    /// <summary>Stores a funnel of the same id and site; returns it as stored.</summary>
    public Funnel UpdateFunnel(Funnel funnel)
    {
        var stored = CatalogRules.Checked(funnel);
        return _file.Write(x =>
        {
            var changed = x.Execute(
                """
                UPDATE funnels SET name = @Name, steps = @Steps, window_seconds = @WindowSeconds, step_order = @StepOrder, unit = @Unit
                WHERE id = @Id AND site_id = @SiteId
                """,
                ToRow(stored));
            Expect(changed, "funnel");
            return stored;
        });
    }

    public void RemoveFunnel(uint siteId, long id) => _file.Write(x =>
    {
        Expect(x.Execute("DELETE FROM funnels WHERE id = @id AND site_id = @siteId", new { id, siteId }), "funnel");
        return true;
    });

    private static FunnelRow ToRow(Funnel funnel) => new(
        funnel.Id,
        funnel.SiteId,
        funnel.Name,
        JsonSerializer.Serialize(funnel.Steps),
        (long)funnel.Window.TotalSeconds,
        funnel.Order.ToString(),
        funnel.Unit.ToString());

    private static Funnel ToFunnel(FunnelRow row) => new(
        row.Id,
        (uint)row.SiteId,
        row.Name,
        JsonSerializer.Deserialize<string[]>(row.Steps) ?? [],
        TimeSpan.FromSeconds(row.WindowSeconds),
        Enum.Parse<FunnelOrder>(row.StepOrder),
        Enum.Parse<FunnelUnit>(row.Unit));

    /// <summary>A row of <c>funnels</c>.</summary>
    private sealed record FunnelRow(long Id, long SiteId, string Name, string Steps, long WindowSeconds, string StepOrder, string Unit);
}
