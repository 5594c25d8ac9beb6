namespace Analytics.Rollups;

/// <summary>A local day of a site whose sums are kept and right.</summary>
/// <param name="Day">The day.</param>
/// <param name="Build">The number under which its sums are kept.</param>
internal sealed record RolledDay(DateOnly Day, ulong Build);
