using System.Net;
using System.Net.Sockets;
using System.Text;
using Storage.ClickHouse;

namespace Storage.Tests.ClickHouse;

/// <summary>
/// Answers one request with the beginning of a chunked answer and then closes the connection in good order: what Kestrel's own
/// abort may swallow arrives for certain.
/// </summary>
internal sealed class CutOffServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public CutOffServer() => _listener.Start();

    public ClickHouseEndpoint Endpoint => ClickHouseEndpoint.Parse($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async Task AnswerAsync(string body)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var text = new StringBuilder();
        var buffer = new byte[4096];

        // The request's body is its text: it ends with the format. All of it must be read, or the close would be a reset.
        while (!text.ToString().EndsWith("FORMAT CSV", StringComparison.Ordinal))
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n"));
    }

    public void Dispose() => _listener.Dispose();
}
