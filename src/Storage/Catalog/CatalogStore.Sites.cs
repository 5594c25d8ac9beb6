using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Storage.Catalog;

/// <content>Sites.</content>
public sealed partial class CatalogStore
{
    private const string SelectSites =
        """
        SELECT id, name, time_zone AS TimeZone, currency, visit_gap_minutes AS VisitGapMinutes, hostnames, script_path AS ScriptPath, created,
            consent, privacy_control AS PrivacyControl, excluded_referrers AS ExcludedReferrers, internal_networks AS InternalNetworks,
            retention_months AS RetentionMonths
        FROM sites
        """;

    private const string ScriptLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int ScriptLength = 16;

    /// <summary>All sites by name.</summary>
    public IReadOnlyList<Site> Sites() => _file.Read(x => x.Query<SiteRow>($"{SelectSites} ORDER BY name").Select(ToSite).ToArray());

    /// <summary>The site of this name, upper and lower case alike; null when there is none.</summary>
    public Site? FindSite(string name) => _file.Read(x => Find(x, name.Trim().ToLowerInvariant()));

    /// <summary>Adds a site; its id has never been another site's.</summary>
    public Site AddSite(string name, string timeZone, string currency)
    {
        var site = CatalogRules.Checked(new Site
        {
            Id = 0,
            Name = name,
            TimeZone = timeZone,
            Currency = currency,
            ScriptPath = RandomNumberGenerator.GetString(ScriptLetters, ScriptLength),
            Created = Time(Now()),
        });
        return _file.Write(x =>
        {
            Expect(x.ExecuteScalar<int>("SELECT count(*) FROM sites") < CatalogRules.MaxSites, CatalogRules.MaxSites, "sites");
            var id = x.ExecuteScalar<uint>(
                """
                INSERT INTO sites (name, time_zone, currency, visit_gap_minutes, hostnames, script_path, created)
                VALUES (@Name, @TimeZone, @Currency, @VisitGapMinutes, @Hostnames, @ScriptPath, @Created) RETURNING id
                """,
                ToRow(site));
            return site with { Id = id };
        });
    }

    /// <summary>Stores all of a site but its id and creation; returns it as stored.</summary>
    public Site UpdateSite(Site site)
    {
        var stored = CatalogRules.Checked(site);
        return _file.Write(x =>
        {
            var changed = x.Execute(
                """
                UPDATE sites SET name = @Name, time_zone = @TimeZone, currency = @Currency, visit_gap_minutes = @VisitGapMinutes,
                    hostnames = @Hostnames, script_path = @ScriptPath, consent = @Consent, privacy_control = @PrivacyControl,
                    excluded_referrers = @ExcludedReferrers, internal_networks = @InternalNetworks, retention_months = @RetentionMonths
                WHERE id = @Id
                """,
                ToRow(stored));
            Expect(changed, "site");
            return Find(x, stored.Name) ?? throw CatalogException.NotFound("site");
        });
    }

    /// <summary>Removes a site with its goals, funnels and keys, and remembers that its events are to be deleted.</summary>
    public void RemoveSite(uint id) => _file.Write(x =>
    {
        Expect(x.Execute("DELETE FROM sites WHERE id = @id", new { id }), "site");
        return x.Execute("INSERT INTO removed_sites (id, removed) VALUES (@id, @now)", new { id, now = Now() });
    });

    /// <summary>Sites whose events are still to be deleted, by id.</summary>
    public IReadOnlyList<RemovedSite> RemovedSites() => _file.Read(x =>
        x.Query<(long Id, long Removed)>("SELECT id, removed FROM removed_sites ORDER BY id").Select(row => new RemovedSite((uint)row.Id, Time(row.Removed))).ToArray());

    /// <summary>Nothing of the site is stored any more, and nothing can come.</summary>
    public void ForgetRemovedSite(uint id) => _file.Write(x => x.Execute("DELETE FROM removed_sites WHERE id = @id", new { id }));

    private static Site? Find(SqliteConnection connection, string name) =>
        connection.QuerySingleOrDefault<SiteRow>($"{SelectSites} WHERE name = @name", new { name }) is { } row ? ToSite(row) : null;

    private static SiteRow ToRow(Site site) => new(
        site.Id,
        site.Name,
        site.TimeZone,
        site.Currency,
        (long)site.VisitGap.TotalMinutes,
        JsonSerializer.Serialize(site.Hostnames),
        site.ScriptPath,
        site.Created.ToUnixTimeMilliseconds(),
        (long)site.Privacy.Consent,
        (long)site.Privacy.PrivacyControl,
        JsonSerializer.Serialize(site.Privacy.ExcludedReferrers.Entries),
        JsonSerializer.Serialize(site.Privacy.InternalNetworks.Texts),
        site.Privacy.RetentionMonths);

    private static Site ToSite(SiteRow row) => new()
    {
        Id = (uint)row.Id,
        Name = row.Name,
        TimeZone = row.TimeZone,
        Currency = row.Currency,
        VisitGap = TimeSpan.FromMinutes(row.VisitGapMinutes),
        Hostnames = Texts(row.Hostnames),
        ScriptPath = row.ScriptPath,
        Created = Time(row.Created),
        Privacy = new SitePrivacy
        {
            Consent = (ConsentLevel)row.Consent,
            PrivacyControl = (PrivacyControlPolicy)row.PrivacyControl,
            ExcludedReferrers = new ReferrerExclusions(Texts(row.ExcludedReferrers)),
            InternalNetworks = new InternalNetworks(Texts(row.InternalNetworks)
                .Select(text => NetworkHash.TryParse(text, out var network) ? network : default).Where(network => network != default)),
            RetentionMonths = (int)row.RetentionMonths,
        },
    };

    private static string[] Texts(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];

    /// <summary>A row of <c>sites</c>.</summary>
    private sealed record SiteRow(
        long Id, string Name, string TimeZone, string Currency, long VisitGapMinutes, string Hostnames, string ScriptPath, long Created,
        long Consent, long PrivacyControl, string ExcludedReferrers, string InternalNetworks, long RetentionMonths);
}
