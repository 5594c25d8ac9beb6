using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Collector.Parsing;

/// <summary>Reads an IP address strictly: four decimal parts or plain IPv6; none of the old short, octal or scoped forms.</summary>
internal static class AddressText
{
    /// <summary>Longest text of an address: IPv6 with an IPv4 tail.</summary>
    private const int MaxLength = 45;

    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789abcdefABCDEF.:");

    /// <summary>Parses the address; an IPv4 address inside IPv6 (<c>::ffff:1.2.3.4</c>) comes back as IPv4.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text.Length is 0 or > MaxLength || text.ContainsAnyExcept(AddressCharacters))
        {
            return false;
        }

        if (!text.Contains(':') && !IsDottedQuad(text))
        {
            return false;
        }

        if (!IPAddress.TryParse(text, out address))
        {
            return false;
        }

        address = Plain(address);
        return true;
    }

    /// <summary>Parses a hop of X-Forwarded-For: an address, perhaps with a port or in brackets.</summary>
    public static bool TryParseHop(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        text = text.Trim();
        if (text.Length > 0 && text[0] == '[')
        {
            var end = text.IndexOf(']');
            address = null;
            return end > 0 && IsPort(text[(end + 1)..]) && text[1..end].Contains(':') && TryParse(text[1..end], out address);
        }

        var colon = text.IndexOf(':');
        var hasPort = colon > 0 && text[..colon].Contains('.') && IsPort(text[colon..]);
        return TryParse(hasPort ? text[..colon] : text, out address);
    }

    public static IPAddress Plain(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] == ':' && text.Length is > 1 and <= 6 && !text[1..].ContainsAnyExceptInRange('0', '9'));

    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var part in text.Split('.'))
        {
            var digits = text[part];
            parts++;
            if (digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0'))
            {
                return false;
            }
        }

        return parts == 4;
    }
}
