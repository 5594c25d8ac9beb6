using System.Net.Sockets;

namespace Engine;

/// <summary>Asks the engine behind a Unix socket whether it answers.</summary>
internal sealed class EnginePing : IDisposable
{
    private readonly HttpClient _client;

    internal EnginePing(string socketPath, TimeSpan timeout)
    {
        var handler = new SocketsHttpHandler
        {
            // A new connection each time: a child that no longer accepts is hung, too.
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (_, cancellationToken) => ConnectAsync(socketPath, cancellationToken),
        };
        _client = new HttpClient(handler) { Timeout = timeout };
    }

    /// <summary>Whether it answers at all.</summary>
    internal async Task<bool> AnswersAsync(CancellationToken cancellationToken) => await AnswersAsync("ping", cancellationToken);

    private async Task<bool> AnswersAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri("http://engine/" + path), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Whether a small query that needs memory is answered, too.</summary>
    internal async Task<bool> WorksAsync(CancellationToken cancellationToken) => await AnswersAsync("work", cancellationToken);

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(string socketPath, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
