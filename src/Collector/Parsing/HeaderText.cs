using System.Text;
using System.Text.Unicode;

namespace Collector.Parsing;

/// <summary>
/// Reads a header as text. Headers are decoded as Latin-1 so that no byte is refused; when the bytes are UTF-8 they are read as that.
/// </summary>
internal static class HeaderText
{
    /// <summary>Longest header looked at, in bytes; the limit for all headers together is 32 KiB.</summary>
    private const int MaxBytes = 8 * 1024;

    public static string Clean(string? header, int limit)
    {
        if (string.IsNullOrEmpty(header))
        {
            return "";
        }

        // The common header is clean and short: it is kept as it is.
        if (TextCleaner.IsClean(header, limit) && Ascii.IsValid(header))
        {
            return header;
        }

        var text = header.Length > MaxBytes ? header[..MaxBytes] : header;
        if (!Ascii.IsValid(text))
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : text;
        }

        return TextCleaner.Clean(text, limit, out _);
    }
}
