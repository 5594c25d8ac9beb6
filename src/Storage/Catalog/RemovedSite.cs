namespace Storage.Catalog;

/// <summary>A site that was removed and whose events are still to be deleted.</summary>
/// <param name="Id">Its id, which no other site gets.</param>
/// <param name="Removed">When it was removed.</param>
public sealed record RemovedSite(uint Id, DateTimeOffset Removed);
