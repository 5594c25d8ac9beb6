using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Storage.ClickHouse;

/// <summary>Makes the pooled connections: to the engine's Unix socket, or to a server with compressed answers.</summary>
internal static class ClickHouseHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // Servers move behind their names: look the name up again now and then.
    private static readonly TimeSpan ServerConnectionLifetime = TimeSpan.FromMinutes(5);

    public static SocketsHttpHandler Create(ClickHouseEndpoint endpoint)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        if (endpoint.SocketPath is { } path)
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(path, cancellationToken);
        }
        else
        {
            handler.AutomaticDecompression = DecompressionMethods.GZip;
            handler.PooledConnectionLifetime = ServerConnectionLifetime;
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
