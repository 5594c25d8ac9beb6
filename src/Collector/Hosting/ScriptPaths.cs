using Collector.Http;
using Storage.Catalog;

namespace Collector.Hosting;

/// <summary>The sites' own script words, from the catalog.</summary>
internal sealed class ScriptPaths(SiteDirectory sites) : IScriptPaths
{
    public bool Contains(string word) => sites.FindByScriptPath(word) is not null;
}
