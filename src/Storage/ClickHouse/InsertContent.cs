using System.Net;

namespace Storage.ClickHouse;

/// <summary>A request body that is written while it is sent, in chunks, its length unknown.</summary>
internal sealed class InsertContent(Func<Stream, CancellationToken, Task> writeBody) : HttpContent
{
    /// <summary>What the writer threw, if it was its own mistake and not the connection's; HttpClient wraps it.</summary>
    public Exception? WriterFailure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            await writeBody(stream, cancellationToken);
        }
        catch (Exception failure) when (!Answer.IsBroken(failure) && failure is not OperationCanceledException)
        {
            WriterFailure = failure;
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
