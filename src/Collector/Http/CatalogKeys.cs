using Storage.Catalog;

namespace Collector.Http;

/// <summary>The API keys of the catalog.</summary>
internal sealed class CatalogKeys(CatalogStore catalog, SiteDirectory sites) : IKeyVerifier
{
    public KeyGrant? Verify(string key)
    {
        if (catalog.VerifyKey(key) is not { } found)
        {
            return null;
        }

        // A key of a site that is gone is good for none.
        IReadOnlyCollection<string>? names = found.SiteId is { } id ? sites.FindById(id) is { } site ? [site.Name] : [] : null;
        return new KeyGrant(found.Rights.HasFlag(KeyRights.Send), names);
    }
}
