using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Engine.Native;
using Microsoft.AspNetCore.Http;

namespace Engine.Http;

/// <summary>Writes a request's answer: ClickHouse's headers, then the bytes, compressed when the client asked for it.</summary>
internal sealed class Answer(HttpContext context, EnginePool pool, QueryRequest request, long startTimestamp, TimeProvider time)
{
    /// <summary>Marks an error's text in an answer that is under way, as ClickHouse does: no data can hold it by chance.</summary>
    private readonly string _tag = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 16);

    private Stream? _output;

    /// <summary>Sets the headers of an answer, once; later calls change nothing.</summary>
    internal void Begin(string format, QueryCounts counts)
    {
        if (_output is not null)
        {
            return;
        }

        CommonHeaders();
        var headers = context.Response.Headers;
        headers["X-ClickHouse-Format"] = format;
        headers["X-ClickHouse-Summary"] = Summary(counts);
        headers["X-ClickHouse-Exception-Tag"] = _tag;
        headers.ContentType = OutputFormat.ContentType(format);
        _output = Output();
    }

    /// <summary>Writes a block, without its first bytes when they are a repeated header.</summary>
    internal async Task WriteAsync(ResultHandle block, int skip)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long offset = skip;
            int count;
            while ((count = block.Read(offset, buffer)) > 0)
            {
                await _output!.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
                offset += count;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes a file's bytes.</summary>
    internal async Task WriteFileAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);
        await file.CopyToAsync(_output!, context.RequestAborted);
    }

    /// <summary>Ends a complete answer.</summary>
    internal async Task EndAsync()
    {
        if (_output is GZipStream gzip)
        {
            await gzip.DisposeAsync();
        }
    }

    /// <summary>
    /// Says the error: as the answer when nothing went out yet, else behind what did, in ClickHouse's form (its tag, the text, the
    /// text's length), and the connection ends before the answer does, so that nobody takes it for complete.
    /// </summary>
    /// <exception cref="IOException">Always, when something went out: the server then sends all that was written and breaks the answer off.</exception>
    internal async Task FailAsync(EngineError error)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            CommonHeaders();
            context.Response.StatusCode = error.HttpStatus;
            context.Response.ContentType = "text/plain; charset=UTF-8";
            context.Response.Headers["X-ClickHouse-Exception-Code"] = error.Code.ToString(CultureInfo.InvariantCulture);
            await context.Response.WriteAsync(error.Text + "\n", context.RequestAborted);
            return;
        }

        var text = Encoding.UTF8.GetBytes(error.Text + "\n");
        byte[] tail = [.. Encoding.ASCII.GetBytes($"\r\n__exception__\r\n{_tag}\r\n"), .. text, .. Encoding.ASCII.GetBytes($"{text.Length} {_tag}\r\n__exception__\r\n")];
        await _output!.WriteAsync(tail, context.RequestAborted); // set before anything goes out
        await EndAsync();
        await context.Response.Body.FlushAsync(context.RequestAborted);
        throw new IOException("The answer ends with an error.");
    }

    private void CommonHeaders()
    {
        var headers = context.Response.Headers;
        headers["X-ClickHouse-Server-Display-Name"] = "collector-engine";
        headers["X-ClickHouse-Timezone"] = pool.TimeZone;
        headers["X-ClickHouse-Query-Id"] = request.QueryId;
    }

    // Strings rather than numbers: ClickHouse writes them so, because 64-bit numbers do not fit JavaScript's.
    private string Summary(QueryCounts counts) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"read_rows":"{{counts.ReadRows}}","read_bytes":"{{counts.ReadBytes}}","written_rows":"{{counts.WrittenRows}}","written_bytes":"{{counts.WrittenBytes}}","total_rows_to_read":"0","result_rows":"{{counts.ResultRows}}","result_bytes":"{{counts.ResultBytes}}","elapsed_ns":"{{time.GetElapsedTime(startTimestamp).Ticks * 100}}"}""");

    private Stream Output()
    {
        if (!request.Compresses || !AcceptsGzip())
        {
            return context.Response.Body;
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return new GZipStream(context.Response.Body, CompressionLevel.Fastest);
    }

    private bool AcceptsGzip() => context.Request.Headers.AcceptEncoding.Any(value => value?.Contains("gzip", StringComparison.OrdinalIgnoreCase) == true);
}
