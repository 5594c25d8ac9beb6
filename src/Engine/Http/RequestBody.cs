using System.IO.Compression;
using Engine.Sql;
using Microsoft.AspNetCore.Http;

namespace Engine.Http;

/// <summary>
/// A request's statement and the data behind it, divided: the statement may stand in <c>query=</c>, in the body, or begin in
/// one and go on in the other; an INSERT's data may begin in the same text.
/// </summary>
internal sealed class RequestBody
{
    /// <summary>Longest statement, 256 KiB: ClickHouse's own max_query_size. Data of an INSERT has no limit.</summary>
    private const int LongestStatementBytes = 256 * 1024;

    private readonly byte[] _begun;
    private readonly Stream _rest;

    private RequestBody(byte[] sql, StatementShape shape, byte[] begun, Stream? rest)
    {
        (Sql, Shape, _begun, _rest) = (sql, shape, begun, rest ?? Stream.Null);
        HasData = rest is not null;
    }

    /// <summary>The statement; of an INSERT with data the part before FORMAT or VALUES.</summary>
    internal byte[] Sql { get; }

    internal StatementShape Shape { get; }

    /// <summary>Reads as much as needed to know the statement.</summary>
    internal static async Task<(RequestBody? Body, EngineError? Error)> ReadAsync(HttpContext context, QueryRequest request)
    {
        var isForm = RequestParts.IsForm(context);
        if (!isForm && Encoding(context) is not ("" or "identity" or "gzip"))
        {
            return (null, EngineError.Of(48, "NOT_IMPLEMENTED", "Only gzip is understood as Content-Encoding"));
        }

        var stream = isForm ? Stream.Null
            : Encoding(context) == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
            : context.Request.Body;
        var shape = StatementShape.Of(request.Query);
        if (shape.Kind == StatementKind.InsertData || (shape.Kind == StatementKind.InsertSelect && shape.InputCall is not null))
        {
            return (Divide(request.Query, shape, stream), null);
        }

        return await ReadStatementAsync(request.Query, stream, context.RequestAborted);
    }

    /// <summary>Whether data for an INSERT follows the statement.</summary>
    internal bool HasData { get; }

    /// <summary>Gives the data, chunk by chunk, until the sink wants no more or the data ends.</summary>
    internal async Task CopyDataAsync(Func<ReadOnlyMemory<byte>, ValueTask<bool>> sink, CancellationToken cancellationToken)
    {
        if (_begun.Length > 0 && !await sink(_begun))
        {
            return;
        }

        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int count;
            while ((count = await _rest.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (!await sink(buffer.AsMemory(0, count)))
                {
                    return;
                }
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<(RequestBody? Body, EngineError? Error)> ReadStatementAsync(byte[] query, Stream stream, CancellationToken cancellationToken)
    {
        var text = new byte[query.Length + 1 + LongestStatementBytes + 1];
        query.CopyTo(text, 0);
        var length = query.Length;
        if (length > 0)
        {
            text[length++] = (byte)'\n';
        }

        var begin = length;
        length += await stream.ReadAtLeastAsync(text.AsMemory(length), text.Length - length, throwOnEndOfStream: false, cancellationToken);
        if (length == begin)
        {
            return (new RequestBody(query, StatementShape.Of(query), [], null), null);
        }

        var whole = text[..length];
        var shape = StatementShape.Of(whole);
        var endsHere = length < text.Length;
        if (shape.Format is not null && (shape.Kind == StatementKind.InsertData || shape.InputCall is not null))
        {
            // VALUES in a short text run as they are: the engine then knows bound values and functions in them.
            return shape.Format == "Values" && endsHere
                ? (new RequestBody(whole, shape, [], null), null)
                : (Divide(whole, shape, stream), null);
        }

        return endsHere
            ? (new RequestBody(whole, shape, [], null), null)
            : (null, EngineError.Of(EngineError.SyntaxError, "SYNTAX_ERROR", $"Max query size exceeded: a statement has at most {LongestStatementBytes} bytes"));
    }

    // The data begins behind the blanks and one line end that follow the clause; a text of blanks has none.
    private static RequestBody Divide(byte[] text, StatementShape shape, Stream rest)
    {
        var (start, length) = shape.FormatClause.GetOffsetAndLength(text.Length);
        var at = start + length;
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\f')
        {
            at++;
        }

        at += at < text.Length && text[at] == '\r' ? 1 : 0;
        at += at < text.Length && text[at] == '\n' ? 1 : 0;
        return new RequestBody(text[..start], shape, text[at..], rest);
    }

    private static string Encoding(HttpContext context) => context.Request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
}
