using System.Globalization;
using System.Text.Json;
using Dapper;

namespace Storage.Catalog;

/// <content>Goals.</content>
public sealed partial class CatalogStore
{
    private const string SelectGoals = "SELECT id, site_id AS SiteId, name, type, value, properties, fixed_value AS FixedValue FROM goals";

    /// <summary>A site's goals by name.</summary>
    public IReadOnlyList<Goal> Goals(uint siteId) =>
        _file.Read(x => x.Query<GoalRow>($"{SelectGoals} WHERE site_id = @siteId ORDER BY name", new { siteId }).Select(ToGoal).ToArray());

    /// <summary>One goal of a site; null when the site has none of this id.</summary>
    public Goal? FindGoal(uint siteId, long id) => _file.Read(x =>
        x.QuerySingleOrDefault<GoalRow>($"{SelectGoals} WHERE site_id = @siteId AND id = @id", new { siteId, id }) is { } row ? ToGoal(row) : null);

    /// <summary>Adds a goal and returns it with its id.</summary>
    public Goal AddGoal(Goal goal)
    {
        var stored = CatalogRules.Checked(goal);
        return _file.Write(x =>
        {
            var count = x.ExecuteScalar<int>("SELECT count(*) FROM goals WHERE site_id = @SiteId", new { stored.SiteId });
            Expect(count < CatalogRules.MaxPerSite, CatalogRules.MaxPerSite, "goals in this site");
            var id = x.ExecuteScalar<long>(
                """
                INSERT INTO goals (site_id, name, type, value, properties, fixed_value)
                VALUES (@SiteId, @Name, @Type, @Value, @Properties, @FixedValue) RETURNING id
                """,
                ToRow(stored));
            return stored with { Id = id };
        });
    }

    /// <summary>Stores a goal of the same id and site; returns it as stored.</summary>
    public Goal UpdateGoal(Goal goal)
    {
        var stored = CatalogRules.Checked(goal);
        return _file.Write(x =>
        {
            var changed = x.Execute(
                """
                UPDATE goals SET name = @Name, type = @Type, value = @Value, properties = @Properties, fixed_value = @FixedValue
                WHERE id = @Id AND site_id = @SiteId
                """,
                ToRow(stored));
            Expect(changed, "goal");
            return stored;
        });
    }

    public void RemoveGoal(uint siteId, long id) => _file.Write(x =>
    {
        Expect(x.Execute("DELETE FROM goals WHERE id = @id AND site_id = @siteId", new { id, siteId }), "goal");
        return true;
    });

    private static GoalRow ToRow(Goal goal) =>
        new(goal.Id, goal.SiteId, goal.Name, goal.Type.ToString(), goal.Value, JsonSerializer.Serialize(goal.Properties), goal.FixedValue?.ToString(CultureInfo.InvariantCulture));

    private static Goal ToGoal(GoalRow row) => new(
        row.Id,
        (uint)row.SiteId,
        row.Name,
        Enum.Parse<GoalType>(row.Type),
        row.Value,
        JsonSerializer.Deserialize<Dictionary<string, string>>(row.Properties) ?? [])
    {
        FixedValue = row.FixedValue is null ? null : decimal.Parse(row.FixedValue, CultureInfo.InvariantCulture),
    };

    /// <summary>A row of <c>goals</c>.</summary>
    private sealed record GoalRow(long Id, long SiteId, string Name, string Type, string Value, string Properties, string? FixedValue);
}
