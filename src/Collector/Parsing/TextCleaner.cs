using System.Buffers;
using System.Text;

namespace Collector.Parsing;

/// <summary>
/// Makes text of strangers fit to be kept: no control characters, no bidirectional overrides (they let text pretend to be
/// other text), no half surrogate pairs, no more than a limit.
/// </summary>
internal static class TextCleaner
{
    private static readonly SearchValues<char> Unwanted = SearchValues.Create(UnwantedCharacters());

    /// <summary>Whether <see cref="Clean"/> would leave the text as it is.</summary>
    public static bool IsClean(ReadOnlySpan<char> text, int limit) => IsPlain(text, limit) && text.Trim().Length == text.Length;

    /// <summary>Trims, cleans and cuts the text to <paramref name="limit"/> characters, never inside a surrogate pair.</summary>
    public static string Clean(ReadOnlySpan<char> text, int limit, out bool truncated)
    {
        text = text.Trim();
        if (IsPlain(text, limit))
        {
            truncated = false;
            return text.IsEmpty ? "" : new string(text);
        }

        var kept = ArrayPool<char>.Shared.Rent(limit);
        var length = Filter(text, kept.AsSpan(0, limit), out truncated);
        var result = new string(kept.AsSpan(0, length).Trim());
        ArrayPool<char>.Shared.Return(kept);
        return result;
    }

    private static bool IsPlain(ReadOnlySpan<char> text, int limit) =>
        text.Length <= limit && !text.ContainsAny(Unwanted) && !text.ContainsAnyInRange('\uD800', '\uDFFF');

    private static int Filter(ReadOnlySpan<char> text, Span<char> kept, out bool truncated)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            // A half pair decodes to the replacement character.
            _ = Rune.DecodeFromUtf16(text, out var rune, out var consumed);
            text = text[consumed..];
            if (rune.IsBmp && Unwanted.Contains((char)rune.Value))
            {
                continue;
            }

            if (!rune.TryEncodeToUtf16(kept[length..], out var written))
            {
                truncated = true;
                return length;
            }

            length += written;
        }

        truncated = false;
        return length;
    }

    private static string UnwantedCharacters()
    {
        var all = new StringBuilder();
        AddRange('\u0000', '\u001F'); // C0 controls
        AddRange('\u007F', '\u009F'); // delete and C1 controls
        AddRange('\u202A', '\u202E'); // bidirectional embeddings and overrides
        AddRange('\u2066', '\u2069'); // bidirectional isolates
        return all.ToString();

        void AddRange(char first, char last)
        {
            for (var c = first; c <= last; c++)
            {
                all.Append(c);
            }
        }
    }
}
