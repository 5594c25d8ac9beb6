using System.Text.Json;
using Dapper;

namespace Storage.Catalog;

/// <content>Summaries and their editions.</content>
public sealed partial class CatalogStore
{
    /// <summary>Editions kept of one summary; older ones go.</summary>
    public const int MaxEditions = 60;

    private const string SelectSummaries = "SELECT id, site_id AS SiteId, name, rhythm, hour, recipients, filters, language, enabled, changed FROM summaries";

    /// <summary>A site's summaries by name.</summary>
    public IReadOnlyList<Summary> Summaries(uint siteId) =>
        _file.Read(x => x.Query<SummaryRow>($"{SelectSummaries} WHERE site_id = @siteId ORDER BY name", new { siteId }).Select(ToSummary).ToArray());

    /// <summary>One summary of a site; null when the site has none of this id.</summary>
    public Summary? FindSummary(uint siteId, long id) => _file.Read(x =>
        x.QuerySingleOrDefault<SummaryRow>($"{SelectSummaries} WHERE site_id = @siteId AND id = @id", new { siteId, id }) is { } row ? ToSummary(row) : null);

    /// <summary>Adds a summary and returns it with its id.</summary>
    public Summary AddSummary(Summary summary)
    {
        var stored = AlertRules.Checked(summary) with { Changed = Time(Now()) };
        return _file.Write(x =>
        {
            var count = x.ExecuteScalar<int>("SELECT count(*) FROM summaries WHERE site_id = @SiteId", new { stored.SiteId });
            Expect(count < AlertRules.MaxSummaries, AlertRules.MaxSummaries, "summaries in this site");
            var id = x.ExecuteScalar<long>(
                """
                INSERT INTO summaries (site_id, name, rhythm, hour, recipients, filters, language, enabled, changed)
                VALUES (@SiteId, @Name, @Rhythm, @Hour, @Recipients, @Filters, @Language, @Enabled, @Changed) RETURNING id
                """,
                ToRow(stored));
            return stored with { Id = id };
        });
    }

    /// <summary>Stores a summary of the same id and site; returns it as stored.</summary>
    public Summary UpdateSummary(Summary summary)
    {
        var stored = AlertRules.Checked(summary) with { Changed = Time(Now()) };
        return _file.Write(x =>
        {
            Expect(x.Execute(
                """
                UPDATE summaries SET name = @Name, rhythm = @Rhythm, hour = @Hour, recipients = @Recipients, filters = @Filters, language = @Language,
                    enabled = @Enabled, changed = @Changed
                WHERE id = @Id AND site_id = @SiteId
                """,
                ToRow(stored)), "summary");
            return stored;
        });
    }

    public void RemoveSummary(uint siteId, long id) => _file.Write(x =>
    {
        Expect(x.Execute("DELETE FROM summaries WHERE id = @id AND site_id = @siteId", new { id, siteId }), "summary");
        return true;
    });

    /// <summary>Whether the edition of a time is there.</summary>
    public bool HasEdition(long summaryId, DateTimeOffset due) => _file.Read(x => x.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM summary_editions WHERE summary_id = @summaryId AND due = @due)", new { summaryId, due = due.ToUnixTimeMilliseconds() }));

    /// <summary>Keeps an edition; one of the same time that is there already stays. False when the summary was removed meanwhile.</summary>
    public bool AddEdition(long summaryId, DateTimeOffset due, string data) => _file.Write(x =>
    {
        var added = x.Execute(
            """
            INSERT OR IGNORE INTO summary_editions (summary_id, due, made, data)
            SELECT id, @due, @now, @data FROM summaries WHERE id = @summaryId
            """,
            new { summaryId, due = due.ToUnixTimeMilliseconds(), now = Now(), data }) == 1;
        x.Execute(
            """
            DELETE FROM summary_editions
            WHERE summary_id = @summaryId AND due <= (SELECT due FROM summary_editions WHERE summary_id = @summaryId ORDER BY due DESC LIMIT 1 OFFSET @kept)
            """,
            new { summaryId, kept = MaxEditions });
        return added;
    });

    /// <summary>A summary's editions without their data, the latest first.</summary>
    public IReadOnlyList<SummaryEdition> Editions(long summaryId) => _file.Read(x => x.Query<EditionRow>(
        "SELECT id, due, made, '' AS data FROM summary_editions WHERE summary_id = @summaryId ORDER BY due DESC", new { summaryId }).Select(ToEdition).ToArray());

    /// <summary>One edition with its data; null when the summary has none of this id.</summary>
    public SummaryEdition? FindEdition(long summaryId, long id) => _file.Read(x => x.QuerySingleOrDefault<EditionRow>(
        "SELECT id, due, made, data FROM summary_editions WHERE summary_id = @summaryId AND id = @id", new { summaryId, id }) is { } row ? ToEdition(row) : null);

    /// <summary>Removes a site's editions that were due before a time; returns how many.</summary>
    public int RemoveEditions(uint siteId, DateTimeOffset before) => _file.Write(x => x.Execute(
        "DELETE FROM summary_editions WHERE due < @before AND summary_id IN (SELECT id FROM summaries WHERE site_id = @siteId)",
        new { siteId, before = before.ToUnixTimeMilliseconds() }));

    private static SummaryRow ToRow(Summary summary) => new(
        summary.Id, summary.SiteId, summary.Name, CatalogWords.Of(summary.Rhythm), summary.Hour, JsonSerializer.Serialize(summary.Recipients),
        JsonSerializer.Serialize(summary.Filters), summary.Language, summary.Enabled ? 1 : 0, summary.Changed.ToUnixTimeMilliseconds());

    private static Summary ToSummary(SummaryRow row) => new()
    {
        Id = row.Id,
        SiteId = (uint)row.SiteId,
        Name = row.Name,
        Rhythm = CatalogWords.Read<SummaryRhythm>(row.Rhythm, "rhythm"),
        Hour = (int)row.Hour,
        Recipients = JsonSerializer.Deserialize<string[]>(row.Recipients) ?? [],
        Filters = JsonSerializer.Deserialize<string[]>(row.Filters) ?? [],
        Language = row.Language,
        Enabled = row.Enabled == 1,
        Changed = Time(row.Changed),
    };

    private static SummaryEdition ToEdition(EditionRow row) => new(row.Id, Time(row.Due), Time(row.Made), row.Data);

    /// <summary>A row of <c>summaries</c>.</summary>
    private sealed record SummaryRow(
        long Id, long SiteId, string Name, string Rhythm, long Hour, string Recipients, string Filters, string Language, long Enabled, long Changed);

    /// <summary>A row of <c>summary_editions</c>.</summary>
    private sealed class EditionRow
    {
        public long Id { get; set; }
        public long Due { get; set; }
        public long Made { get; set; }
        public string Data { get; set; } = "";
    }
}
