using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Collector.Http.FastLane;

/// <summary>
/// Stands before the server's own HTTP: connections that begin with plain pixel requests are served by <see cref="LaneConnection"/>;
/// from the first other byte on, the rest of the connection belongs to the server, whose limits, timeouts and defences are the only ones.
/// </summary>
internal sealed class LaneMiddleware(PixelIntake pixels, PixelAnswers answers, IOptions<KestrelServerOptions> options)
{
    private readonly int _patience = (int)Math.Min(options.Value.Limits.KeepAliveTimeout.TotalSeconds, int.MaxValue);

    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        if (socket is null || await new LaneConnection(connection, socket, pixels, answers, _patience).ServeAsync())
        {
            await next(connection);
        }
    }
}
