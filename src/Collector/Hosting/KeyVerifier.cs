using System.Security.Cryptography;
using System.Text;
using Collector.Http;
using Storage.Catalog;

namespace Collector.Hosting;

/// <summary>The API keys of the catalog, and the admin key of the configuration, which may do everything.</summary>
internal sealed class KeyVerifier(CatalogStore catalog, SiteDirectory sites, string adminKey) : IKeyVerifier
{
    private readonly byte[]? _adminHash = adminKey.Length == 0 ? null : SHA256.HashData(Encoding.UTF8.GetBytes(adminKey));

    public KeyGrant? Verify(string key)
    {
        if (_adminHash is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _adminHash))
        {
            return new KeyGrant(MaySend: true, Sites: null);
        }

        if (catalog.VerifyKey(key) is not { } found)
        {
            return null;
        }

        var maySend = found.Rights.HasFlag(KeyRights.Send) || found.Rights.HasFlag(KeyRights.Admin);
        return new KeyGrant(maySend, found.SiteId is { } site ? sites.FindById(site) is { } known ? [known.Name] : [] : null);
    }
}
