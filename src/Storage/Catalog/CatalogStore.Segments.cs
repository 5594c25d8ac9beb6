using System.Text.Json;
using Dapper;

namespace Storage.Catalog;

/// <content>Segments.</content>
public sealed partial class CatalogStore
{
    private const string SelectSegments = "SELECT id, site_id AS SiteId, name, filters FROM segments";

    /// <summary>A site's segments by name.</summary>
    public IReadOnlyList<Segment> Segments(uint siteId) =>
        _file.Read(x => x.Query<SegmentRow>($"{SelectSegments} WHERE site_id = @siteId ORDER BY name", new { siteId }).Select(ToSegment).ToArray());

    /// <summary>One segment of a site; null when the site has none of this id.</summary>
    public Segment? FindSegment(uint siteId, long id) => _file.Read(x =>
        x.QuerySingleOrDefault<SegmentRow>($"{SelectSegments} WHERE site_id = @siteId AND id = @id", new { siteId, id }) is { } row ? ToSegment(row) : null);

    /// <summary>Adds a segment and returns it with its id.</summary>
    public Segment AddSegment(Segment segment)
    {
        var stored = CatalogRules.Checked(segment);
        return _file.Write(x =>
        {
            var count = x.ExecuteScalar<int>("SELECT count(*) FROM segments WHERE site_id = @SiteId", new { stored.SiteId });
            Expect(count < CatalogRules.MaxPerSite, CatalogRules.MaxPerSite, "segments in this site");
            var id = x.ExecuteScalar<long>("INSERT INTO segments (site_id, name, filters) VALUES (@SiteId, @Name, @Filters) RETURNING id", ToRow(stored));
            return stored with { Id = id };
        });
    }

    /// <summary>Stores a segment of the same id and site; returns it as stored.</summary>
    public Segment UpdateSegment(Segment segment)
    {
        var stored = CatalogRules.Checked(segment);
        return _file.Write(x =>
        {
            Expect(x.Execute("UPDATE segments SET name = @Name, filters = @Filters WHERE id = @Id AND site_id = @SiteId", ToRow(stored)), "segment");
            return stored;
        });
    }

    public void RemoveSegment(uint siteId, long id) => _file.Write(x =>
    {
        Expect(x.Execute("DELETE FROM segments WHERE id = @id AND site_id = @siteId", new { id, siteId }), "segment");
        return true;
    });

    private static SegmentRow ToRow(Segment segment) => new(segment.Id, segment.SiteId, segment.Name, JsonSerializer.Serialize(segment.Filters));

    private static Segment ToSegment(SegmentRow row) =>
        new(row.Id, (uint)row.SiteId, row.Name, JsonSerializer.Deserialize<string[][]>(row.Filters) ?? []);

    /// <summary>A row of <c>segments</c>.</summary>
    private sealed record SegmentRow(long Id, long SiteId, string Name, string Filters);
}
