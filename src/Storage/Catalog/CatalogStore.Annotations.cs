using System.Globalization;
using Dapper;

namespace Storage.Catalog;

/// <content>Annotations.</content>
public sealed partial class CatalogStore
{
    private const string SelectAnnotations = "SELECT id, site_id AS SiteId, day, time, kind, text, created FROM annotations";

    /// <summary>A site's annotations of a range of local days, oldest first; of one kind when it is given.</summary>
    public IReadOnlyList<Annotation> Annotations(uint siteId, DateOnly from, DateOnly to, AnnotationKind? kind, int limit, int offset) => _file.Read(x => x.Query<AnnotationRow>(
        $"""
        {SelectAnnotations} WHERE site_id = @siteId AND day BETWEEN @from AND @to AND (@kind IS NULL OR kind = @kind)
        ORDER BY day, time, id LIMIT @limit OFFSET @offset
        """,
        new { siteId, from = Text(from), to = Text(to), kind = kind is { } one ? CatalogWords.Of(one) : null, limit, offset }).Select(ToAnnotation).ToArray());

    /// <summary>One annotation of a site; null when the site has none of this id.</summary>
    public Annotation? FindAnnotation(uint siteId, long id) => _file.Read(x =>
        x.QuerySingleOrDefault<AnnotationRow>($"{SelectAnnotations} WHERE site_id = @siteId AND id = @id", new { siteId, id }) is { } row ? ToAnnotation(row) : null);

    /// <summary>Adds an annotation and returns it with its id.</summary>
    public Annotation AddAnnotation(Annotation annotation)
    {
        var stored = AlertRules.Checked(annotation) with { Created = Time(Now()) };
        return _file.Write(x =>
        {
            var count = x.ExecuteScalar<int>("SELECT count(*) FROM annotations WHERE site_id = @SiteId", new { stored.SiteId });
            Expect(count < AlertRules.MaxAnnotations, AlertRules.MaxAnnotations, "annotations in this site");
            var id = x.ExecuteScalar<long>(
                "INSERT INTO annotations (site_id, day, time, kind, text, created) VALUES (@SiteId, @Day, @Time, @Kind, @Text, @Created) RETURNING id", ToRow(stored));
            return stored with { Id = id };
        });
    }

    /// <summary>Stores an annotation of the same id and site; returns it as stored.</summary>
    public Annotation UpdateAnnotation(Annotation annotation)
    {
        var stored = AlertRules.Checked(annotation);
        return _file.Write(x =>
        {
            Expect(x.Execute("UPDATE annotations SET day = @Day, time = @Time, kind = @Kind, text = @Text WHERE id = @Id AND site_id = @SiteId", ToRow(stored)), "annotation");
            return stored;
        });
    }

    public void RemoveAnnotation(uint siteId, long id) => _file.Write(x =>
    {
        Expect(x.Execute("DELETE FROM annotations WHERE id = @id AND site_id = @siteId", new { id, siteId }), "annotation");
        return true;
    });

    private static AnnotationRow ToRow(Annotation annotation) => new(
        annotation.Id, annotation.SiteId, Text(annotation.Day), annotation.Time?.ToUnixTimeMilliseconds(), CatalogWords.Of(annotation.Kind), annotation.Text,
        annotation.Created.ToUnixTimeMilliseconds());

    private static Annotation ToAnnotation(AnnotationRow row) => new()
    {
        Id = row.Id,
        SiteId = (uint)row.SiteId,
        Day = DateOnly.ParseExact(row.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Time = row.Time is { } time ? Time(time) : null,
        Kind = CatalogWords.Read<AnnotationKind>(row.Kind, "kind"),
        Text = row.Text,
        Created = Time(row.Created),
    };

    /// <summary>A row of <c>annotations</c>.</summary>
    private sealed record AnnotationRow(long Id, long SiteId, string Day, long? Time, string Kind, string Text, long Created);
}
