using Engine.Native;

namespace Engine.Http;

/// <summary>
/// Measures the header that begins every block of a …WithNames format: one or two lines of text. Line ends inside CSV quotes
/// belong to a name; the other formats escape theirs.
/// </summary>
internal static class HeaderCut
{
    /// <summary>A header longer than this is not looked for, 1 MiB: over 10,000 columns.</summary>
    private const int LongestBytes = 1 << 20;

    internal static bool Handles(string format) => Lines(format) > 0 || IsBinary(format);

    /// <summary>Bytes of the header at the beginning of the block; 0 when it is longer than 1 MiB.</summary>
    internal static int Length(string format, ResultHandle block)
    {
        var bytes = new byte[(int)Math.Min(block.Length, LongestBytes)];
        block.Read(0, bytes);
        return Length(format, bytes);
    }

    internal static int Length(string format, ReadOnlySpan<byte> block)
    {
        if (IsBinary(format))
        {
            return BinaryLength(block);
        }

        var lines = Lines(format);
        var quotes = format.StartsWith("CSV", StringComparison.OrdinalIgnoreCase);
        var quoted = false;
        for (var i = 0; i < block.Length; i++)
        {
            quoted ^= quotes && block[i] == (byte)'"';
            if (block[i] == (byte)'\n' && !quoted && --lines == 0)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static bool IsBinary(string format) => format.Equals("RowBinaryWithNamesAndTypes", StringComparison.OrdinalIgnoreCase);

    // The number of columns, then that many names and as many types, each behind its length; numbers as LEB128.
    private static int BinaryLength(ReadOnlySpan<byte> block)
    {
        var at = 0;
        var columns = Number(block, ref at);
        for (var i = 0L; i < 2 * columns && at < block.Length; i++)
        {
            var length = Number(block, ref at);
            at += (int)Math.Min(length, block.Length - at);
        }

        return at < block.Length ? at : 0;
    }

    private static long Number(ReadOnlySpan<byte> block, ref int at)
    {
        var value = 0L;
        for (var shift = 0; at < block.Length && shift < 63; shift += 7)
        {
            var one = block[at++];
            value |= (long)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                break;
            }
        }

        return value;
    }

    private static int Lines(string format)
    {
        var isText = format.StartsWith("CSVWith", StringComparison.OrdinalIgnoreCase)
            || format.StartsWith("TSVWith", StringComparison.OrdinalIgnoreCase)
            || format.StartsWith("TSVRawWith", StringComparison.OrdinalIgnoreCase)
            || format.StartsWith("TabSeparatedWith", StringComparison.OrdinalIgnoreCase)
            || format.StartsWith("TabSeparatedRawWith", StringComparison.OrdinalIgnoreCase)
            || format.StartsWith("JSONCompactEachRowWith", StringComparison.OrdinalIgnoreCase)
            || format.StartsWith("JSONCompactStringsEachRowWith", StringComparison.OrdinalIgnoreCase);
        return !isText ? 0
            : format.EndsWith("WithNamesAndTypes", StringComparison.OrdinalIgnoreCase) ? 2
            : format.EndsWith("WithNames", StringComparison.OrdinalIgnoreCase) ? 1
            : 0;
    }
}
