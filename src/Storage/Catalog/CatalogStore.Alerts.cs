using System.Text.Json;
using Dapper;

namespace Storage.Catalog;

/// <content>Alerts.</content>
public sealed partial class CatalogStore
{
    // The secret is read by what signs with it alone.
    private const string SelectAlerts =
        """
        SELECT id, site_id AS SiteId, name, kind, metric, goal, filters, threshold, minimum, sensitivity, window, cooldown, enabled, webhook, format, '' AS secret,
            state, since, problem
        FROM alerts
        """;

    /// <summary>A site's alerts by name.</summary>
    public IReadOnlyList<Alert> Alerts(uint siteId) =>
        _file.Read(x => x.Query<AlertRow>($"{SelectAlerts} WHERE site_id = @siteId ORDER BY name", new { siteId }).Select(ToAlert).ToArray());

    /// <summary>One alert of a site; null when the site has none of this id.</summary>
    public Alert? FindAlert(uint siteId, long id) => _file.Read(x =>
        x.QuerySingleOrDefault<AlertRow>($"{SelectAlerts} WHERE site_id = @siteId AND id = @id", new { siteId, id }) is { } row ? ToAlert(row) : null);

    /// <summary>Adds an alert and returns it with its id and its secret, which is not shown again.</summary>
    public Alert AddAlert(Alert alert)
    {
        var stored = AlertRules.Checked(alert) with { Secret = Secret.New(), State = AlertState.Ok, Since = Time(Now()), Problem = "" };
        return _file.Write(x =>
        {
            var count = x.ExecuteScalar<int>("SELECT count(*) FROM alerts WHERE site_id = @SiteId", new { stored.SiteId });
            Expect(count < AlertRules.MaxAlerts, AlertRules.MaxAlerts, "alerts in this site");
            var id = x.ExecuteScalar<long>(
                """
                INSERT INTO alerts (site_id, name, kind, metric, goal, filters, threshold, minimum, sensitivity, window, cooldown, enabled, webhook, format, secret, state, since, problem)
                VALUES (@SiteId, @Name, @Kind, @Metric, @Goal, @Filters, @Threshold, @Minimum, @Sensitivity, @Window, @Cooldown, @Enabled, @Webhook, @Format, @Secret, @State, @Since, @Problem)
                RETURNING id
                """,
                ToRow(stored));
            return stored with { Id = id };
        });
    }

    /// <summary>
    /// Stores an alert of the same id and site; returns it as stored. It begins anew: watching, with no cool-down. The secret
    /// stays.
    /// </summary>
    public Alert UpdateAlert(Alert alert)
    {
        var stored = AlertRules.Checked(alert) with { Secret = "", State = AlertState.Ok, Since = Time(Now()), Problem = "" };
        return _file.Write(x =>
        {
            Expect(x.Execute(
                """
                UPDATE alerts SET name = @Name, kind = @Kind, metric = @Metric, goal = @Goal, filters = @Filters, threshold = @Threshold, minimum = @Minimum,
                    sensitivity = @Sensitivity, window = @Window, cooldown = @Cooldown, enabled = @Enabled, webhook = @Webhook, format = @Format,
                    state = @State, since = @Since, problem = @Problem
                WHERE id = @Id AND site_id = @SiteId
                """,
                ToRow(stored)), "alert");
            return stored;
        });
    }

    /// <summary>Gives an alert a new secret, which is not shown again.</summary>
    public string RenewAlertSecret(uint siteId, long id) => _file.Write(x =>
    {
        var secret = Secret.New();
        Expect(x.Execute("UPDATE alerts SET secret = @secret WHERE id = @id AND site_id = @siteId", new { secret, id, siteId }), "alert");
        return secret;
    });

    public void RemoveAlert(uint siteId, long id) => _file.Write(x =>
    {
        Expect(x.Execute("DELETE FROM alerts WHERE id = @id AND site_id = @siteId", new { id, siteId }), "alert");
        return true;
    });

    private static AlertRow ToRow(Alert alert) => new()
    {
        Id = alert.Id,
        SiteId = alert.SiteId,
        Name = alert.Name,
        Kind = CatalogWords.Of(alert.Kind),
        Metric = CatalogWords.Of(alert.Metric),
        Goal = alert.Goal,
        Filters = JsonSerializer.Serialize(alert.Filters),
        Threshold = alert.Threshold,
        Minimum = alert.Minimum,
        Sensitivity = alert.Sensitivity,
        Window = (long)alert.Window.TotalMinutes,
        Cooldown = (long)alert.CoolDown.TotalMinutes,
        Enabled = alert.Enabled,
        Webhook = alert.Webhook,
        Format = CatalogWords.Of(alert.Format),
        Secret = alert.Secret,
        State = CatalogWords.Of(alert.State),
        Since = alert.Since.ToUnixTimeMilliseconds(),
        Problem = alert.Problem,
    };

    private static Alert ToAlert(AlertRow row) => new()
    {
        Id = row.Id,
        SiteId = (uint)row.SiteId,
        Name = row.Name,
        Kind = CatalogWords.Read<AlertKind>(row.Kind, "kind"),
        Metric = CatalogWords.Read<AlertMetric>(row.Metric, "metric"),
        Goal = row.Goal,
        Filters = JsonSerializer.Deserialize<string[]>(row.Filters) ?? [],
        Threshold = row.Threshold,
        Minimum = (int)row.Minimum,
        Sensitivity = row.Sensitivity,
        Window = TimeSpan.FromMinutes(row.Window),
        CoolDown = TimeSpan.FromMinutes(row.Cooldown),
        Enabled = row.Enabled,
        Webhook = row.Webhook,
        Format = CatalogWords.Read<WebhookFormat>(row.Format, "format"),
        Secret = row.Secret,
        State = CatalogWords.Read<AlertState>(row.State, "state"),
        Since = Time(row.Since),
        Problem = row.Problem,
    };

    /// <summary>A row of <c>alerts</c>.</summary>
    private sealed class AlertRow
    {
        public long Id { get; set; }
        public long SiteId { get; set; }
        public string Name { get; set; } = "";
        public string Kind { get; set; } = "";
        public string Metric { get; set; } = "";
        public long? Goal { get; set; }
        public string Filters { get; set; } = "";
        public double? Threshold { get; set; }
        public long Minimum { get; set; }
        public double Sensitivity { get; set; }
        public long Window { get; set; }
        public long Cooldown { get; set; }
        public bool Enabled { get; set; }
        public string Webhook { get; set; } = "";
        public string Format { get; set; } = "";
        public string Secret { get; set; } = "";
        public string State { get; set; } = "";
        public long Since { get; set; }
        public string Problem { get; set; } = "";
    }
}
