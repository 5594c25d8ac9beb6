using System.Net;
using System.Net.Sockets;

namespace Analytics.Webhooks;

/// <summary>
/// Tells addresses of the public internet from all others, by the special-purpose registries of IANA (RFC 6890 and what has been
/// added since). Used on the address that is connected to, never on its text.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8",       // this network
            "10.0.0.0/8",      // private
            "100.64.0.0/10",   // behind a carrier's NAT; a cloud's metadata at 100.100.100.200
            "127.0.0.0/8",     // loopback
            "168.63.129.16/32", // a cloud's host agent, at a public address
            "169.254.0.0/16",  // link-local; metadata of clouds at 169.254.169.254
            "172.16.0.0/12",   // private
            "192.0.0.0/24",    // protocol assignments
            "192.0.2.0/24",    // documentation
            "192.88.99.0/24",  // 6to4 relays
            "192.168.0.0/16",  // private
            "198.18.0.0/15",   // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24",  // documentation
            "224.0.0.0/4",     // multicast
            "240.0.0.0/4",     // reserved, broadcast
            "2001::/23",       // protocol assignments, Teredo
            "2001:db8::/32",   // documentation
            "2002::/16",       // 6to4: an IPv4 address inside
            "3fff::/20",       // documentation
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>All that is given out of IPv6 for the internet. Loopback, ULA, link-local, NAT64, mapped, multicast lie outside.</summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || Global.Contains(plain)) && !Array.Exists(Closed, network => network.Contains(plain));
    }
}
