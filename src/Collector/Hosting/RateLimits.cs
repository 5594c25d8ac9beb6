using System.Net;
using Analytics;
using Collector.Enrichment.Places;
using Storage.Catalog;

namespace Collector.Hosting;

/// <summary>
/// How many hits one network (/24 of IPv4, /64 of IPv6) and one site may bring, so that a flood of one does not crowd out the others. Hits of
/// the server API are limited by site only. Addresses that are not public have no limit: behind them stands a proxy that was not named as one.
/// </summary>
/// <remarks>
/// Networks are known by a hash that is seeded anew in each process, in a table of fixed size; two networks with one place share its limit.
/// Nothing of it is written anywhere.
/// </remarks>
/// <param name="networkPerSecond">Hits a second of one network; twenty times as many at once. 0: no limit.</param>
/// <param name="sitePerSecond">Hits a second of one site; twenty times as many at once. 0: no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimits(int networkPerSecond, int sitePerSecond, TimeProvider time) : IRefusedHits
{
    /// <summary>Places of networks, 8 bytes each.</summary>
    public const int Networks = 1 << 16;

    private const int Sites = 1 << 12;

    private readonly RateTable _networks = new(Networks, networkPerSecond, time);
    private readonly RateTable _sites = new(Sites, sitePerSecond, time);
    private readonly long[] _refused = new long[Sites];

    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>Whether so many hits may come now; they are counted when they may.</summary>
    /// <param name="address">The visitor's address; null for the server API.</param>
    /// <param name="site">The site's number; 0 when there is no such site.</param>
    /// <param name="hits">1–1,000.</param>
    public bool Allows(IPAddress? address, uint site, int hits)
    {
        var allowed = (address is null || networkPerSecond == 0 || !PublicAddresses.Contains(address) || _networks.Takes(PlaceOf(address), hits))
            && (site == 0 || _sites.Takes((int)(site % Sites), hits));
        if (!allowed)
        {
            Interlocked.Add(ref _refused[site % Sites], hits);
        }

        return allowed;
    }

    public long Of(Site site) => Interlocked.Read(ref _refused[site.Id % Sites]);

    private int PlaceOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        var isIPv4 = length == 4 || address.IsIPv4MappedToIPv6;
        bytes[(length == 4 ? 3 : isIPv4 ? 15 : 8)..].Clear();
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode() & (Networks - 1);
    }
}
