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
    private readonly long _most;
    private readonly LaneLoop[] _loops;
    private readonly SocketConnectionContextFactory _server;
    private readonly Task _accepting;
    private readonly CancellationTokenSource _stop = new();
    private long _open;

    // At most as many as may be open.
    private readonly Channel<Leaving> _leaving = Channel.CreateUnbounded<Leaving>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Accepts connections from now on.</summary>
    /// <param name="socket">Listens.</param>
    /// <param name="most">Most connections open at a time, here and in the server; null: no limit.</param>
    /// <param name="server">Makes a server's connection of a socket.</param>
    /// <param name="newLoop">Makes a loop.</param>
    public LaneListener(Socket socket, long? most, SocketConnectionContextFactory server, Func<LaneListener, LaneLoop> newLoop)
    {
        _socket = socket;
        _most = most ?? long.MaxValue;
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
            socket.Dispose();
            Ended();
        }
    }

    /// <summary>A connection has ended.</summary>
    public void Ended() => Interlocked.Decrement(ref _open);

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
            connection.ConnectionClosed.UnsafeRegister(static listener => ((LaneListener)listener!).Ended(), this);
            if (leaving.Held.Length > 0)
            {
                connection.Transport = new HeldInput(leaving.Held, connection.Transport);
            }

            return connection;
        }
        catch (SocketException)
        {
            leaving.Socket.Dispose();
            Ended();
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
                if (Interlocked.Increment(ref _open) > _most)
                {
                    socket.Dispose();
                    Ended();
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
