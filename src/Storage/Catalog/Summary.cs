namespace Storage.Catalog;

/// <summary>A summary that is made at set times.</summary>
public sealed record Summary
{
    /// <summary>Catalog id; ignored when it is added.</summary>
    public long Id { get; init; }

    public required uint SiteId { get; init; }

    /// <summary>1–120 characters, unique in its site.</summary>
    public required string Name { get; init; }

    public SummaryRhythm Rhythm { get; init; } = SummaryRhythm.Weekly;

    /// <summary>Local hour at which it is due, 0 to 23; default 8.</summary>
    public int Hour { get; init; } = 8;

    /// <summary>0 to 50 e-mail addresses.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>At most 20 filters as reports take them, which must all hold.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Language of the text, such as en or pt-BR; default en.</summary>
    public string Language { get; init; } = "en";

    public bool Enabled { get; init; } = true;

    /// <summary>When it was last changed: nothing due before is made. Given by the catalog.</summary>
    public DateTimeOffset Changed { get; init; }
}

/// <summary>A summary that was due, with its figures.</summary>
/// <param name="Id">Catalog id.</param>
/// <param name="Due">When it was due.</param>
/// <param name="Made">When its figures were read.</param>
/// <param name="Data">JSON (docs/alerts.md); empty in lists.</param>
public sealed record SummaryEdition(long Id, DateTimeOffset Due, DateTimeOffset Made, string Data);
