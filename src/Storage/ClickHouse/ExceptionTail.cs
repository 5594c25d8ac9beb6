using System.Text;

namespace Storage.ClickHouse;

/// <summary>
/// Finds the error that ClickHouse appends to an answer already under way (status 200 has been sent by then). Servers that name
/// an exception tag in the header mark it with that tag; older ones simply append the text, ending with the version.
/// </summary>
internal static class ExceptionTail
{
    /// <summary>Bytes at the end of an answer in which the error can lie: twice the longest message ClickHouse appends.</summary>
    public const int Bytes = 32 * 1024;

    private const string Marker = "__exception__";

    public static ClickHouseException? Find(ReadOnlySpan<byte> answer, string? tag, SqlQuery query)
    {
        var tail = Encoding.UTF8.GetString(answer[^Math.Min(answer.Length, Bytes)..]);
        return tag is null ? FindPlain(tail, query) : FindTagged(tail, tag, query);
    }

    private static ClickHouseException? FindTagged(string tail, string tag, SqlQuery query)
    {
        var end = tail.LastIndexOf(tag, StringComparison.Ordinal);
        var start = end < 0 ? -1 : tail.LastIndexOf(Marker, end, StringComparison.Ordinal);
        return start < 0 ? null : ServerError.Find(tail[start..], query);
    }

    private static ClickHouseException? FindPlain(string tail, SqlQuery query)
    {
        var trimmed = tail.TrimEnd();
        var start = trimmed.LastIndexOf("Code: ", StringComparison.Ordinal);
        return start >= 0 && trimmed.EndsWith(')') && trimmed.IndexOf("(version ", start, StringComparison.Ordinal) > start
            ? ServerError.Find(trimmed[start..], query)
            : null;
    }
}
