using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Primitives;

namespace Collector.Parsing;

/// <summary>
/// The networks whose word about a visitor's address is taken (<c>COLLECTOR_TRUSTEDPROXIES</c>, default none), and the rule for
/// X-Forwarded-For: each proxy appends the address it saw, so the first one from the right that is no proxy of ours is the visitor's.
/// </summary>
internal sealed class TrustedProxies
{
    /// <summary>Hops of X-Forwarded-For looked at, from the right; real chains have a handful.</summary>
    private const int MaxHops = 32;

    private readonly IPNetwork[] _networks;

    private TrustedProxies(IPNetwork[] networks) => _networks = networks;

    /// <summary>Trusts nobody: the default.</summary>
    public static TrustedProxies None { get; } = new([]);

    /// <summary>Reads a list of networks or addresses with commas or spaces between (<c>10.0.0.0/8, ::1</c>).</summary>
    /// <param name="list">The list; empty trusts nobody.</param>
    /// <param name="proxies">The networks; null when the list has a fault.</param>
    /// <param name="error">What is wrong and how to write it; "" when nothing is.</param>
    public static bool TryParse(string list, [NotNullWhen(true)] out TrustedProxies? proxies, out string error)
    {
        var networks = new List<IPNetwork>();
        foreach (var entry in list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryParseNetwork(entry, out var network))
            {
                proxies = null;
                error = $"Trusted proxies: '{entry}' is no network; write it like 10.0.0.0/8 or 2001:db8::/32, with commas between.";
                return false;
            }

            networks.Add(network);
        }

        proxies = new TrustedProxies([.. networks]);
        error = "";
        return true;
    }

    public bool Trusts(IPAddress address)
    {
        foreach (var network in _networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The visitor's address. An unreadable hop, or more of our own proxies than <see cref="MaxHops"/>, gives the peer; a chain
    /// of trusted hops only gives the leftmost.
    /// </summary>
    /// <param name="peer">Who is connected to us; a plain address (no IPv4 inside IPv6).</param>
    /// <param name="forwardedFor">The X-Forwarded-For headers in the order they came.</param>
    public IPAddress Visitor(IPAddress peer, in StringValues forwardedFor)
    {
        if (forwardedFor.Count == 0 || !Trusts(peer))
        {
            return peer;
        }

        var visitor = peer;
        var hops = 0;
        for (var i = forwardedFor.Count - 1; i >= 0; i--)
        {
            var rest = forwardedFor[i].AsSpan();
            while (!rest.IsEmpty)
            {
                var comma = rest.LastIndexOf(',');
                var hop = rest[(comma + 1)..].Trim();
                rest = comma < 0 ? [] : rest[..comma];
                if (hop.IsEmpty)
                {
                    continue;
                }

                if (++hops > MaxHops || !AddressText.TryParseHop(hop, out var address))
                {
                    return peer;
                }

                visitor = address;
                if (!Trusts(address))
                {
                    return address;
                }
            }
        }

        return visitor;
    }

    private static bool TryParseNetwork(string entry, out IPNetwork network)
    {
        network = default;
        var slash = entry.IndexOf('/');
        if (!AddressText.TryParse(slash < 0 ? entry : entry.AsSpan(0, slash), out var address))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        var prefix = bytes.Length * 8;
        if (slash >= 0 && (!int.TryParse(entry.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bytes.Length * 8))
        {
            return false;
        }

        // 10.1.2.3/8 means 10.0.0.0/8.
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        network = new IPNetwork(new IPAddress(bytes), prefix);
        return true;
    }
}
