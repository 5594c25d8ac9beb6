using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Collector.Enrichment.Visitors;

/// <summary>
/// Makes visitor keys: HMAC-SHA256 cut to 64 bits, never 0. Cookieless over (4, IPv4 address) or (6, first 64 bits of the IPv6 address) and
/// the user agent; durable over (site, id)
/// </summary>
internal static class VisitorKeys
{
    private const int StackBytes = 256;

    /// <summary>Key of an address and user agent; 0 when the salt has been destroyed.</summary>
    public static ulong Cookieless(Salt salt, IPAddress address, string userAgent)
    {
        Span<byte> network = stackalloc byte[9];
        return Hash(salt.Keyed(), Network(address, network), userAgent);
    }

    /// <summary>Key of a site's own user id: the same for ever on this installation.</summary>
    public static ulong User(KeyedHash secret, uint site, string userId) => Durable(secret, (byte)'u', site, userId);

    /// <summary>Key of a visitor's first-party id: the same for ever on this installation, another on each site.</summary>
    public static ulong Consented(KeyedHash secret, uint site, string id) => Durable(secret, (byte)'f', site, id);

    private static ulong Durable(KeyedHash secret, byte kind, uint site, string id)
    {
        Span<byte> prefix = stackalloc byte[5];
        prefix[0] = kind;
        BinaryPrimitives.WriteUInt32LittleEndian(prefix[1..], site);
        return Hash(secret, prefix, id);
    }

    private static Span<byte> Network(IPAddress address, Span<byte> network)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
        {
            network[0] = 6;
            bytes[..8].CopyTo(network[1..]);
            return network;
        }

        network[0] = 4;
        bytes.Slice(length - 4, 4).CopyTo(network[1..]);
        return network[..5];
    }

    private static ulong Hash(KeyedHash? key, ReadOnlySpan<byte> prefix, string text)
    {
        var most = prefix.Length + Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> message = rented ?? stackalloc byte[StackBytes];
        prefix.CopyTo(message);
        var length = prefix.Length + Encoding.UTF8.GetBytes(text, message[prefix.Length..]);

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isMade = key is not null && key.TryHash(message[..length], hash);
        message[..length].Clear();
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        var made = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        return !isMade ? 0 : made == 0 ? 1 : made;
    }
}
