using System.Text;

namespace Storage.ClickHouse;

/// <summary>
/// Finds the error that ClickHouse appends to an answer already under way (status 200 has been sent by then). Servers that name
/// an exception tag in the header mark it with that tag; older ones append the text, ending with the version; the embedded engine
/// appends the text and cuts the connection.
/// </summary>
internal static class ExceptionTail
{
    /// <summary>Bytes at the end of an answer in which the error can lie: twice the longest message ClickHouse appends.</summary>
    public const int Bytes = 32 * 1024;

    private const string Marker = "__exception__";

    /// <param name="answer">The answer or its last <see cref="Bytes"/>.</param>
    /// <param name="tag">The tag of the answer's header; null without one.</param>
    /// <param name="isCut">Whether the connection ended before the answer did: then any error text at the end is one.</param>
    /// <param name="query">The query that was asked.</param>
    public static ClickHouseException? Find(ReadOnlySpan<byte> answer, string? tag, bool isCut, SqlQuery query)
    {
        var tail = Encoding.UTF8.GetString(answer[^Math.Min(answer.Length, Bytes)..]);
        return tag is null ? FindPlain(tail, isCut, query) : FindTagged(tail, tag, query);
    }

    private static ClickHouseException? FindTagged(string tail, string tag, SqlQuery query)
    {
        var end = tail.LastIndexOf(tag, StringComparison.Ordinal);
        var start = end < 0 ? -1 : tail.LastIndexOf(Marker, end, StringComparison.Ordinal);
        return start < 0 ? null : ServerError.Find(tail[start..], query);
    }

    private static ClickHouseException? FindPlain(string tail, bool isCut, SqlQuery query)
    {
        var trimmed = tail.TrimEnd();
        var start = trimmed.LastIndexOf("Code: ", StringComparison.Ordinal);
        var isError = start >= 0 && (isCut || (trimmed.EndsWith(')') && trimmed.IndexOf("(version ", start, StringComparison.Ordinal) > start));
        return isError ? ServerError.Find(trimmed[start..], query) : null;
    }
}
