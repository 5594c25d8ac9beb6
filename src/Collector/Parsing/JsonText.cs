using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Collector.Parsing;

/// <summary>
/// Reads the text of a JSON token without throwing: bytes that are no UTF-8 and half surrogate pairs (<c>\ud800</c>), at which
/// <see cref="Utf8JsonReader.GetString"/> throws, come out as U+FFFD or as they are, for <see cref="TextCleaner"/> to mend.
/// </summary>
internal static class JsonText
{
    /// <summary>The text of a string, name or number in <paramref name="chars"/>, which holds at least as many as the token has bytes.</summary>
    public static ReadOnlySpan<char> Read(scoped in Utf8JsonReader reader, Span<char> chars)
    {
        var bytes = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            _ = Utf8.ToUtf16(bytes, chars, out _, out var all);
            return chars[..all];
        }

        var length = 0;
        for (var escape = bytes.IndexOf((byte)'\\'); escape >= 0; escape = bytes.IndexOf((byte)'\\'))
        {
            _ = Utf8.ToUtf16(bytes[..escape], chars[length..], out _, out var plain);
            length += plain;
            chars[length++] = Unescape(bytes[escape..], out var consumed);
            bytes = bytes[(escape + consumed)..];
        }

        _ = Utf8.ToUtf16(bytes, chars[length..], out _, out var rest);
        return chars[..(length + rest)];
    }

    // The reader has checked the escape's form.
    private static char Unescape(ReadOnlySpan<byte> escape, out int consumed)
    {
        consumed = 2;
        switch (escape[1])
        {
            case (byte)'n':
                return '\n';
            case (byte)'t':
                return '\t';
            case (byte)'r':
                return '\r';
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'u':
                consumed = 6;
                _ = Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out _, 'x');
                return (char)unit;
            default:
                return (char)escape[1];
        }
    }
}
