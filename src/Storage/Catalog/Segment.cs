namespace Storage.Catalog;

/// <summary>Saved filters under a name, for use in every report.</summary>
/// <param name="Id">Catalog id; ignored when the segment is added.</param>
/// <param name="SiteId">The site it belongs to.</param>
/// <param name="Name">1–120 characters, unique in its site.</param>
/// <param name="Filters">
/// 1–20 conditions that must all hold, each a list of 1–20 filters of which one must hold; texts as the reports take them
/// (<c>country==DE</c>), at most 2,000 characters.
/// </param>
public sealed record Segment(long Id, uint SiteId, string Name, IReadOnlyList<IReadOnlyList<string>> Filters);
