using System.Net;

namespace Storage.ClickHouse;

/// <summary>A request body that is written while it is sent, in chunks, its length unknown.</summary>
internal sealed class InsertContent(Func<Stream, CancellationToken, Task> writeBody) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        writeBody(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        writeBody(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
