using System.Buffers;
using System.Text;

namespace Collector.Enrichment.Pages;

/// <summary>Decodes percent-encoded UTF-8; what is no valid escape stays as it is, what is no UTF-8 becomes U+FFFD.</summary>
internal static class PercentText
{
    /// <summary>Decodes <paramref name="text"/>; in queries a plus sign is a space.</summary>
    public static string Decode(ReadOnlySpan<char> text, bool plusIsSpace)
    {
        var isPlain = plusIsSpace ? text.IndexOfAny('%', '+') < 0 : !text.Contains('%');
        if (isPlain)
        {
            return text.ToString();
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = 0;
        while (!text.IsEmpty)
        {
            var c = text[0];
            if (c == '%' && text.Length > 2 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]))
            {
                buffer[length++] = (byte)((Nibble(text[1]) << 4) | Nibble(text[2]));
                text = text[3..];
                continue;
            }

            if (c == '+' && plusIsSpace)
            {
                buffer[length++] = (byte)' ';
                text = text[1..];
                continue;
            }

            var plain = plusIsSpace ? text[1..].IndexOfAny('%', '+') : text[1..].IndexOf('%');
            plain = plain < 0 ? text.Length : plain + 1;
            length += Encoding.UTF8.GetBytes(text[..plain], buffer.AsSpan(length));
            text = text[plain..];
        }

        var decoded = Encoding.UTF8.GetString(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return decoded;
    }

    private static int Nibble(char hex) => char.IsAsciiDigit(hex) ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
