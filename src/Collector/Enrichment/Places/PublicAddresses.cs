using System.Net;
using System.Net.Sockets;

namespace Collector.Enrichment.Places;

/// <summary>Tells addresses that can be somewhere on the Internet from those of a home, an office or this machine.</summary>
internal static class PublicAddresses
{
    /// <summary>Whether the address is routed publicly: not loopback, private (RFC 1918, RFC 4193), link-local, shared (RFC 6598), unspecified.</summary>
    public static bool Contains(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            if (address.IsIPv4MappedToIPv6)
            {
                return IsPublic4(bytes[12..]);
            }

            var isPrivate = (bytes[0] & 0xFE) == 0xFC || (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80);
            return !isPrivate && !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.IPv6Any);
        }

        return IsPublic4(bytes);
    }

    private static bool IsPublic4(ReadOnlySpan<byte> b) => b[0] switch
    {
        0 or 10 or 127 => false,
        100 => (b[1] & 0xC0) != 64,
        169 => b[1] != 254,
        172 => (b[1] & 0xF0) != 16,
        192 => b[1] != 168,
        _ => true,
    };
}
