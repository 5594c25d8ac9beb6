using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Collector.Http.FastLane;

/// <summary>
/// One address that is listened on. Every connection begins in the lane; the server gets those that hold something else than plain
/// pixel requests, with all that they hold.
/// </summary>
internal sealed class LaneListener : IConnectionListener
{
    /// <summary>Loops serve up to this many processors; one alone takes more hits a second than the journal.</summary>
    private const int MostLoops = 4;

    /// <summary>Rest after the system refused a connection for want of descriptors or memory.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly ConnectionShares _shares;
    private readonly LaneLoop[] _loops;
    private readonly SocketConnectionContextFactory _server;
    private readonly Task _accepting;
    private readonly CancellationTokenSource _stop = new();

    // At most as many as may be open.
    private readonly Channel<Leaving> _leaving = Channel.CreateUnbounded<Leaving>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Accepts connections from now on.</summary>
    /// <param name="socket">Listens.</param>
    /// <param name="shares">Counts the connections that are open, here and in the server.</param>
    /// <param name="server">Makes a server's connection of a socket.</param>
    /// <param name="newLoop">Makes a loop.</param>
    public LaneListener(Socket socket, ConnectionShares shares, SocketConnectionContextFactory server, Func<LaneListener, LaneLoop> newLoop)
    {
        _socket = socket;
        _shares = shares;
        _server = server;
        // Not null: the socket is bound.
        EndPoint = socket.LocalEndPoint!;
        _loops = [.. Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, MostLoops)).Select(_ => newLoop(this))];
        _accepting = AcceptAllAsync();
    }

    public EndPoint EndPoint { get; }

    /// <summary>The next connection for the server; null when there will be none.</summary>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _leaving.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_leaving.Reader.TryRead(out var leaving) && Open(leaving) is { } connection)
            {
                return connection;
            }
        }

        return null;
    }

    /// <summary>A connection is the server's from now on.</summary>
    /// <param name="socket">Its socket.</param>
    /// <param name="held">What was received of it and not taken.</param>
    public void Leaves(Socket socket, byte[] held)
    {
        if (!_leaving.Writer.TryWrite(new Leaving(socket, held)))
        {
            Ended(socket);
            socket.Dispose();
        }
    }

    /// <summary>A connection has ended.</summary>
    public void Ended(Socket socket) => _shares.Remove(socket);

    /// <summary>Accepts no more, ends idle connections, and waits for the answers of the others.</summary>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _stop.CancelAsync();
        await _accepting;
        _socket.Dispose();
        var drained = Task.WhenAll(_loops.Select(loop => loop.StopAsync()));
        try
        {
            await drained.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The rest is cut off by DisposeAsync.
        }

        _leaving.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await UnbindAsync(now.Token);
        foreach (var loop in _loops)
        {
            loop.Dispose();
        }

        _stop.Dispose();
    }

    /// <summary>The server's connection; null when the client is gone. An exception would end the server's accepting.</summary>
    private ConnectionContext? Open(Leaving leaving)
    {
        try
        {
            var connection = _server.Create(leaving.Socket);
            connection.ConnectionClosed.UnsafeRegister(_ => Ended(leaving.Socket), null);
            if (leaving.Held.Length > 0)
            {
                connection.Transport = new HeldInput(leaving.Held, connection.Transport);
            }

            return connection;
        }
        catch (SocketException)
        {
            Ended(leaving.Socket);
            leaving.Socket.Dispose();
            return null;
        }
    }

    private async Task AcceptAllAsync()
    {
        for (var next = 0; !_stop.IsCancellationRequested; next = (next + 1) % _loops.Length)
        {
            try
            {
                var socket = await _socket.AcceptAsync(_stop.Token);
                if (!_shares.TryAdd(socket))
                {
                    socket.Dispose();
                    continue;
                }

                _loops[next].Add(socket);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                await Task.Delay(Rest, CancellationToken.None);
            }
            catch (SocketException)
            {
                // The client was gone before it was accepted.
            }
        }
    }

    private readonly record struct Leaving(Socket Socket, byte[] Held);
}
