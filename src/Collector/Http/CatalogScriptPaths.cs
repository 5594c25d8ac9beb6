using Storage.Catalog;

namespace Collector.Http;

/// <summary>The sites' own script paths, as the catalog has them.</summary>
internal sealed class CatalogScriptPaths(SiteDirectory sites) : IScriptPaths
{
    public bool Contains(string word) => sites.FindByScriptPath(word) is not null;
}
