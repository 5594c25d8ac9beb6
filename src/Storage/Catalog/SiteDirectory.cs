using System.Collections.Frozen;

namespace Storage.Catalog;

/// <summary>
/// The sites as the hot path sees them: a snapshot in memory, read without a lock or an allocation. <see cref="Refresh"/> takes a
/// new one when the catalog has changed; call it after own changes and every second, for the command line's.
/// </summary>
public sealed class SiteDirectory
{
    private static readonly TimeSpan DefaultGap = TimeSpan.FromMinutes(30);

    private readonly CatalogStore _catalog;
    private readonly Lock _refreshing = new();
    private volatile Snapshot _snapshot;

    public SiteDirectory(CatalogStore catalog)
    {
        _catalog = catalog;
        _snapshot = Take(catalog.Stamp());
    }

    /// <summary>All sites by name.</summary>
    public IReadOnlyList<Site> All => _snapshot.All;

    /// <summary>The longest silence that any site allows within a visit; 30 minutes when there is no site.</summary>
    public TimeSpan LongestGap => _snapshot.LongestGap;

    /// <summary>The site of this name, upper and lower case alike.</summary>
    public Site? Find(ReadOnlySpan<char> name) => _snapshot.ByName.TryGetValue(name, out var site) ? site : null;

    public Site? FindById(uint id) => _snapshot.ById.GetValueOrDefault(id);

    /// <summary>The site whose script has this unguessable word as its path.</summary>
    public Site? FindByScriptPath(ReadOnlySpan<char> word) => _snapshot.ByScriptPath.TryGetValue(word, out var site) ? site : null;

    /// <summary>Takes a new snapshot when the catalog has changed; otherwise costs one tiny query.</summary>
    /// <exception cref="CatalogException">The file cannot be read now; the snapshot stays as it is.</exception>
    public void Refresh()
    {
        lock (_refreshing)
        {
            // The stamp is taken before the sites: a change in between is seen next time.
            var stamp = _catalog.Stamp();
            if (stamp != _snapshot.Stamp)
            {
                _snapshot = Take(stamp);
            }
        }
    }

    private Snapshot Take((long Own, long Others) stamp) => new(_catalog.Sites(), stamp);

    /// <summary>The sites at one moment.</summary>
    private sealed class Snapshot(IReadOnlyList<Site> sites, (long Own, long Others) stamp)
    {
        public (long Own, long Others) Stamp { get; } = stamp;

        public IReadOnlyList<Site> All { get; } = sites;

        public FrozenDictionary<uint, Site> ById { get; } = sites.ToFrozenDictionary(x => x.Id);

        public FrozenDictionary<string, Site>.AlternateLookup<ReadOnlySpan<char>> ByName { get; } =
            sites.ToFrozenDictionary(x => x.Name, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        public FrozenDictionary<string, Site>.AlternateLookup<ReadOnlySpan<char>> ByScriptPath { get; } =
            sites.ToFrozenDictionary(x => x.ScriptPath, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        public TimeSpan LongestGap { get; } = sites.Count == 0 ? DefaultGap : sites.Max(x => x.VisitGap);
    }
}
