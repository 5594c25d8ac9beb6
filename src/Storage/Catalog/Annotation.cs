namespace Storage.Catalog;

/// <summary>Something that happened, to be shown beside a time series.</summary>
public sealed record Annotation
{
    /// <summary>Catalog id; ignored when it is added.</summary>
    public long Id { get; init; }

    public required uint SiteId { get; init; }

    /// <summary>The site's local day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The instant on that day; null for the whole day.</summary>
    public DateTimeOffset? Time { get; init; }

    public AnnotationKind Kind { get; init; }

    /// <summary>1–200 characters on one line.</summary>
    public required string Text { get; init; }

    /// <summary>When it was added; given by the catalog.</summary>
    public DateTimeOffset Created { get; init; }
}
