using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Collector.Tests.Http;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    public string Collect => Header("X-Collect");
}

/// <summary>A bare socket that speaks HTTP/1.1: sends any bytes, reads answers one by one.</summary>
internal sealed class RawConnection : IDisposable
{
    /// <summary>How long one read or write may take before it is cancelled.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private RawConnection(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket);
    }

    /// <param name="port">Of this machine.</param>
    /// <param name="from">The loopback address that the connection comes from; null: the usual one.</param>
    public static async Task<RawConnection> OpenAsync(int port, string? from = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        }

        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new RawConnection(socket);
    }

    /// <summary>Sends the head (as Latin-1) and the body, reads the answer.</summary>
    public async Task<RawAnswer> SendAsync(string head, byte[]? body = null)
    {
        await WriteAsync([.. Encoding.Latin1.GetBytes(head), .. body ?? []]);
        return await ReadAsync(head.StartsWith("HEAD ", StringComparison.Ordinal)) ?? throw new IOException("closed without an answer");
    }

    public async Task WriteAsync(byte[] bytes)
    {
        using var limit = new CancellationTokenSource(Patience);
        await _stream.WriteAsync(bytes, limit.Token);
    }

    /// <summary>Tells the server that nothing more comes.</summary>
    public void EndWriting() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads an answer; null when the server closed instead.</summary>
    public async Task<RawAnswer?> ReadAsync(bool isHead = false)
    {
        using var limit = new CancellationTokenSource(Patience);
        var line = await ReadLineAsync(limit.Token);
        if (line is null)
        {
            return null;
        }

        var status = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(limit.Token) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        var length = isHead || status is 204 or 304 ? 0 : int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
        var body = new byte[length];
        await _stream.ReadExactlyAsync(body, limit.Token);
        return new RawAnswer(status, headers, body);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await _stream.ReadAsync(one, cancellation) > 0)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return line.Length == 0 ? null : line.ToString();
    }
}
