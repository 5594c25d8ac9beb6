using System.Buffers;

namespace Collector.Parsing;

/// <summary>
/// Reads one hit from a query string: <c>s=example.com&amp;u=…&amp;p.plan=pro</c>. Of a parameter given twice the first counts;
/// unknown ones are ignored; nothing in it can make it throw.
/// </summary>
internal static class QueryHitParser
{
    private const string PropertyPrefix = "p.";

    /// <param name="query">The query as received, with or without its question mark.</param>
    /// <param name="facts">What the request's headers said.</param>
    /// <param name="referer">The Referer header: the page's address when the query gives none.</param>
    /// <param name="hit">The hit; of no use when a reason is returned.</param>
    public static RejectReason Parse(ReadOnlySpan<char> query, RequestFacts facts, string referer, out RawHit hit)
    {
        var builder = new HitBuilder(facts);
        query = query.StartsWith('?') ? query[1..] : query;
        if (!query.ContainsAny('%', '+'))
        {
            Read(query, ref builder, [], []);
            return builder.Finish(referer, out hit);
        }

        var scratch = ArrayPool<byte>.Shared.Rent(PercentDecoder.ScratchBytes(query.Length));
        var chars = ArrayPool<char>.Shared.Rent(query.Length);
        Read(query, ref builder, scratch, chars);
        ArrayPool<byte>.Shared.Return(scratch);
        ArrayPool<char>.Shared.Return(chars);
        return builder.Finish(referer, out hit);
    }

    private static void Read(ReadOnlySpan<char> query, ref HitBuilder builder, Span<byte> scratch, Span<char> chars)
    {
        var parameters = 0;
        while (!query.IsEmpty)
        {
            var end = query.IndexOf('&');
            var parameter = end < 0 ? query : query[..end];
            query = end < 0 ? [] : query[(end + 1)..];
            if (parameter.IsEmpty)
            {
                continue;
            }

            if (++parameters > HitLimits.Parameters)
            {
                builder.Fail(RejectReason.TooManyParameters);
                return;
            }

            var equals = parameter.IndexOf('=');
            var rawKey = equals < 0 ? parameter : parameter[..equals];
            var rawValue = equals < 0 ? [] : parameter[(equals + 1)..];
            var key = PercentDecoder.Decode(rawKey, scratch, chars);
            // The key may lie at the start of the buffer, never longer than its raw form: the value goes behind it.
            var value = PercentDecoder.Decode(rawValue, scratch, chars.IsEmpty ? chars : chars[rawKey.Length..]);
            Take(key, value, ref builder);
        }
    }

    private static void Take(ReadOnlySpan<char> key, ReadOnlySpan<char> value, ref HitBuilder builder)
    {
        if (key.StartsWith(PropertyPrefix))
        {
            _ = builder.AddProperty(key[PropertyPrefix.Length..], value);
            return;
        }

        var field = HitFieldNames.Find(key);
        if (field is not (HitField.Unknown or HitField.Properties) && builder.Begin(field))
        {
            builder.Set(field, value);
        }
    }
}
