using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Collector.Parsing;
using Collector.Telemetry;

namespace Collector.Http.FastLane;

/// <summary>
/// How many connections are open, in all and from one network (/24 of IPv4, /64 of IPv6), so that one client cannot take the place of all others.
/// A trusted proxy speaks for many clients and has no share. In memory only, at most as many entries as connections.
/// </summary>
/// <param name="most">Connections open at a time, 1–.</param>
/// <param name="proxies">Addresses without a share.</param>
/// <param name="metrics">Counts what is refused.</param>
/// <param name="logger">Is told, at most once a minute and without an address.</param>
internal sealed partial class ConnectionShares(long most, TrustedProxies proxies, CollectorMetrics metrics, ILogger logger)
{
    /// <summary>A network may hold a quarter of all, 64 at least. An office of 500 people behind one address, six connections each, does not reach 2,500 at once.</summary>
    private const int Share = 4;

    private const long LeastShare = 64;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, int> _ofNetwork = [];
    private readonly Dictionary<Socket, UInt128> _open = [];
    private long _said;

    /// <summary>Counts a new connection in; false when there are too many, and nothing was counted.</summary>
    public bool TryAdd(Socket socket)
    {
        var network = NetworkOf((socket.RemoteEndPoint as IPEndPoint)?.Address);
        lock (_lock)
        {
            var theirs = network is null ? 0 : _ofNetwork.GetValueOrDefault(network.Value);
            if (_open.Count < most && theirs < Theirs)
            {
                _open.Add(socket, network ?? 0);
                if (network is not null)
                {
                    _ofNetwork[network.Value] = theirs + 1;
                }

                return true;
            }
        }

        metrics.CountRefusedConnection();
        Say();
        return false;
    }

    /// <summary>A connection has ended. Calling it twice does no harm.</summary>
    public void Remove(Socket socket)
    {
        lock (_lock)
        {
            if (_open.Remove(socket, out var network) && _ofNetwork.TryGetValue(network, out var theirs))
            {
                if (theirs > 1)
                {
                    _ofNetwork[network] = theirs - 1;
                }
                else
                {
                    _ofNetwork.Remove(network);
                }
            }
        }
    }

    private long Theirs => Math.Max(LeastShare, most / Share);

    // Null: no share.
    private UInt128? NetworkOf(IPAddress? address)
    {
        if (address is null || proxies.Trusts(address))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        var isIPv4 = address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork;
        bytes[(isIPv4 ? 15 : 8)..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private void Say()
    {
        var now = Stopwatch.GetTimestamp();
        if (_said == 0 || Stopwatch.GetElapsedTime(_said, now) > Quiet)
        {
            _said = now;
            LogRefused(Theirs);
        }
    }

    [LoggerMessage(1111, LogLevel.Warning, "Connections are refused: all places are taken, or one network holds its share of {Share}. See collector_connections_refused_total.")]
    private partial void LogRefused(long share);
}
