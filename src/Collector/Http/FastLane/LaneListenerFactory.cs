using System.Net;
using System.Net.Sockets;
using Collector.Parsing;
using Collector.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Collector.Http.FastLane;

/// <summary>Listens on TCP addresses for the server; other kinds of addresses are left to its own listener.</summary>
internal sealed class LaneListenerFactory(
    PixelIntake pixels, CommitWaits waits, PixelAnswers answers, TrustedProxies proxies, CollectorMetrics metrics, IOptions<KestrelServerOptions> server, IOptions<SocketTransportOptions> sockets,
    ILoggerFactory logs)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    /// <summary>Listens on an address.</summary>
    /// <exception cref="AddressInUseException">Another program listens there.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var transport = sockets.Value;
        var limits = server.Value.Limits;
        var patience = (int)Math.Min(limits.KeepAliveTimeout.TotalSeconds, int.MaxValue);
        Socket socket;
        try
        {
            socket = transport.CreateBoundListenSocket(endpoint);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(e.Message, e);
        }

        socket.Listen(transport.Backlog);
        return ValueTask.FromResult<IConnectionListener>(new LaneListener(
            socket, new ConnectionShares(limits.MaxConcurrentConnections ?? long.MaxValue, proxies, metrics, logs.CreateLogger<ConnectionShares>()),
            new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), logs.CreateLogger<SocketConnectionContextFactory>()),
            owner => new LaneLoop(owner, pixels, waits, answers, patience, logs.CreateLogger<LaneLoop>())));
    }
}
