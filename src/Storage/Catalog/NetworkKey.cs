using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Storage.Catalog;

/// <summary>Turns addresses into <see cref="NetworkHash"/>es. Without the secret a hash says nothing; with it all 2³² addresses can be tried.</summary>
/// <param name="secret">The installation's secret, 32 bytes.</param>
public sealed class NetworkKey(byte[] secret)
{
    private const int V4Bits = 32;
    private const int V6Bits = 128;

    // Shorter prefixes are no company's network but a typing error.
    private const int V4Shortest = 8;
    private const int V6Shortest = 16;

    /// <summary>The hash of an address or network as written: <c>203.0.113.7</c>, <c>198.51.100.0/24</c>, <c>2001:db8::/48</c>.</summary>
    /// <exception cref="CatalogException">It is neither.</exception>
    public NetworkHash Parse(uint site, string text)
    {
        var parts = text.Trim().Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address) || parts[0].Contains('%', StringComparison.Ordinal))
        {
            throw Unreadable();
        }

        // 203.0.113 and 010.0.0.1 are read as other addresses than they look like.
        if (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != parts[0])
        {
            throw Unreadable();
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var family = FamilyOf(address);
        var prefix = (byte)(family == 4 ? V4Bits : V6Bits);
        if (parts.Length == 2 && !byte.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix))
        {
            throw Unreadable();
        }

        return IsPrefix(family, prefix) ? Hash(site, address, family, prefix) : throw Unreadable();
    }

    internal static bool IsPrefix(byte family, byte prefix) => family switch
    {
        4 => prefix is >= V4Shortest and <= V4Bits,
        6 => prefix is >= V6Shortest and <= V6Bits,
        _ => false,
    };

    internal static byte FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? (byte)4 : (byte)6;

    /// <summary>The hash of the address cut to a prefix. No allocation.</summary>
    internal NetworkHash Hash(uint site, IPAddress address, byte family, byte prefix)
    {
        // 'n', site, family, prefix, address: apart from what else the secret is used for.
        Span<byte> message = stackalloc byte[7 + 16];
        message[0] = (byte)'n';
        BinaryPrimitives.WriteUInt32LittleEndian(message[1..], site);
        message[5] = family;
        message[6] = prefix;
        address.TryWriteBytes(message[7..], out var length);
        Cut(message.Slice(7, length), prefix);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, message[..(7 + length)], hash);
        message.Clear();
        return new NetworkHash(family, prefix, BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }

    private static void Cut(Span<byte> address, int prefix)
    {
        for (var i = 0; i < address.Length; i++)
        {
            var bits = Math.Clamp(prefix - (8 * i), 0, 8);
            address[i] &= (byte)(0xFF << (8 - bits));
        }
    }

    private static CatalogException Unreadable() => CatalogException.Invalid(
        "An internal network is an address or a network such as 203.0.113.7, 198.51.100.0/24 or 2001:db8::/48 (prefixes 8 to 32, 16 to 128 for IPv6), or an entry as shown (#4/24:…).");
}
