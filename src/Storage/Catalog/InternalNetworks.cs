using System.Collections.Frozen;
using System.Net;

namespace Storage.Catalog;

/// <summary>
/// The networks of a site's own people, as keyed hashes: no address is kept. An address is looked up by hashing it cut to each
/// length of prefix in use, so the number of lengths is limited.
/// </summary>
public sealed class InternalNetworks
{
    /// <summary>Most networks of a site.</summary>
    public const int MaxNetworks = 100;

    /// <summary>Most different lengths of prefix of a site: each costs a hit one hash (about a microsecond).</summary>
    public const int MaxLengths = 8;

    public static readonly InternalNetworks None = new([]);

    private readonly FrozenSet<NetworkHash> _networks;
    private readonly (byte Family, byte Prefix)[] _lengths;

    public InternalNetworks(IEnumerable<NetworkHash> networks)
    {
        _networks = networks.ToFrozenSet();
        _lengths = [.. _networks.Select(network => (network.Family, network.Prefix)).Distinct().Order()];
    }

    /// <summary>The networks as shown and stored, in order.</summary>
    public IReadOnlyList<string> Texts => [.. _networks.Select(network => network.ToString()).Order(StringComparer.Ordinal)];

    internal int Count => _networks.Count;

    internal int Lengths => _lengths.Length;

    /// <summary>
    /// Reads a list as sent: addresses and networks are hashed; entries as shown stay, when the site has them.
    /// </summary>
    /// <exception cref="CatalogException">An entry is no network.</exception>
    public static InternalNetworks Read(IEnumerable<string> entries, NetworkKey key, Site site)
    {
        var networks = new List<NetworkHash>();
        foreach (var entry in entries)
        {
            var kept = NetworkHash.TryParse(entry.AsSpan().Trim(), out var network) && site.Privacy.InternalNetworks._networks.Contains(network);
            networks.Add(kept ? network : key.Parse(site.Id, entry));
        }

        return new InternalNetworks(networks);
    }

    /// <summary>Whether the address lies in one of the networks. Costs nothing for a site without any.</summary>
    public bool Contains(NetworkKey key, uint site, IPAddress address)
    {
        if (_lengths.Length == 0)
        {
            return false;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var family = NetworkKey.FamilyOf(address);
        foreach (var (wanted, prefix) in _lengths)
        {
            if (wanted == family && _networks.Contains(key.Hash(site, address, family, prefix)))
            {
                return true;
            }
        }

        return false;
    }
}
