using System.Text;
using System.Text.Unicode;

namespace Collector.Parsing;

/// <summary>Decodes form-encoded text once: <c>+</c> is a space, <c>%xx</c> a byte of UTF-8. Never fails: what is no escape stays as it is.</summary>
internal static class PercentDecoder
{
    /// <summary>Bytes of scratch that text of this length may need: a character beyond ASCII takes three.</summary>
    public static int ScratchBytes(int length) => length * 3;

    /// <summary>
    /// Returns the decoded text: <paramref name="raw"/> itself when there is nothing to decode, otherwise the filled part of
    /// <paramref name="chars"/> (as long as raw at most). Bytes that are no UTF-8 become U+FFFD.
    /// </summary>
    public static ReadOnlySpan<char> Decode(ReadOnlySpan<char> raw, Span<byte> scratch, Span<char> chars)
    {
        var next = raw.IndexOfAny('%', '+');
        if (next < 0)
        {
            return raw;
        }

        var length = 0;
        while (next >= 0)
        {
            length += Encoding.UTF8.GetBytes(raw[..next], scratch[length..]);
            raw = raw[next..];
            if (raw[0] == '+')
            {
                scratch[length++] = (byte)' ';
                raw = raw[1..];
            }
            else if (raw.Length >= 3 && char.IsAsciiHexDigit(raw[1]) && char.IsAsciiHexDigit(raw[2]))
            {
                scratch[length++] = (byte)((Hex(raw[1]) << 4) | Hex(raw[2]));
                raw = raw[3..];
            }
            else
            {
                scratch[length++] = (byte)'%';
                raw = raw[1..];
            }

            next = raw.IndexOfAny('%', '+');
        }

        length += Encoding.UTF8.GetBytes(raw, scratch[length..]);
        _ = Utf8.ToUtf16(scratch[..length], chars, out _, out var written);
        return chars[..written];
    }

    private static int Hex(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
