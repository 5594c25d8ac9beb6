using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Collector.Http;

/// <summary>A request's body in memory of the pool; dispose it to give the memory back.</summary>
internal readonly struct RequestBody : IDisposable
{
    /// <summary>
    /// Bytes of a refused body that the server still reads and throws away, so that the connection stays of use for the sender's
    /// next request; beyond that it closes the connection.
    /// </summary>
    private const int DrainBytes = 4 * 1024 * 1024;

    private const int FirstBytes = 4 * 1024;

    private readonly byte[] _buffer;
    private readonly int _length;

    private RequestBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Reads the whole body; null when it is longer than <paramref name="limit"/>.</summary>
    public static async ValueTask<RequestBody?> ReadAsync(HttpContext context, int limit)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = DrainBytes;
        }

        if (request.ContentLength > limit)
        {
            return null;
        }

        // One byte more than the limit, to see that there is more.
        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? FirstBytes) + 1);
        var length = 0;
        try
        {
            while (true)
            {
                var read = await request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
                length += read;
                if (read == 0 || length > limit)
                {
                    break;
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Min(length * 2, limit + 1));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        if (length <= limit)
        {
            return new RequestBody(buffer, length);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
