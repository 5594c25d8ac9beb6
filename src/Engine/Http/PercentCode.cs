namespace Engine.Http;

/// <summary>Undoes the percent code of a query string, byte by byte.</summary>
internal static class PercentCode
{
    /// <summary>The bytes; '+' is a space and a broken escape stands for itself.</summary>
    internal static byte[] Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[System.Text.Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[count++] = Convert.FromHexString(text.Slice(i + 1, 2))[0];
                i += 2;
            }
            else if (char.IsAscii(text[i]))
            {
                bytes[count++] = text[i] == '+' ? (byte)' ' : (byte)text[i];
            }
            else
            {
                var run = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                count += System.Text.Encoding.UTF8.GetBytes(text.Slice(i, run), bytes.AsSpan(count));
                i += run - 1;
            }
        }

        return bytes[..count];
    }
}
