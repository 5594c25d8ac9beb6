using System.Globalization;

namespace Storage.Catalog;

/// <summary>A network that only its key can find again: family, length of the prefix, keyed hash of the cut address.</summary>
/// <param name="Family">4 or 6.</param>
/// <param name="Prefix">Bits of the address that are looked at: 8–32, or 16–128 for IPv6.</param>
/// <param name="Hash">HMAC-SHA256 of site, family, prefix and cut address, its first 64 bits.</param>
public readonly record struct NetworkHash(byte Family, byte Prefix, ulong Hash)
{
    private const int HashDigits = 16;

    /// <summary>As shown and stored: <c>#4/24:0123456789abcdef</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Family}/{Prefix}:{Hash:x16}");

    public static bool TryParse(ReadOnlySpan<char> text, out NetworkHash network)
    {
        network = default;
        var slash = text.IndexOf('/');
        var colon = text.IndexOf(':');
        if (slash != 2 || text[0] != '#' || colon < slash || text.Length != colon + 1 + HashDigits
            || !byte.TryParse(text[1..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var family)
            || !byte.TryParse(text[(slash + 1)..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || !ulong.TryParse(text[(colon + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)
            || !NetworkKey.IsPrefix(family, prefix))
        {
            return false;
        }

        network = new NetworkHash(family, prefix, hash);
        return true;
    }
}
