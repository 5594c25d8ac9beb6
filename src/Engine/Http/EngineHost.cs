using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Engine.Http;

/// <summary>ClickHouse's HTTP interface on a Unix socket and, when wanted, a loopback TCP port.</summary>
internal static class EngineHost
{
    /// <summary>Longest request line and headers, 1 MiB each: ClickHouse's own http_max_uri_size; queries and values travel there.</summary>
    private const int LongestHeadBytes = 1 << 20;

    /// <summary>Connections at a time, 256: far above what a pool of a few statements can serve.</summary>
    private const int MostConnections = 256;

    internal static WebApplication Build(EngineArguments arguments, EnginePool pool, SpoolFolder spool, Action tablesChanged, TimeProvider time)
    {
        // Empty: no configuration from files or environment may reach the engine.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Listen(options, arguments));
        var app = builder.Build();
        var queries = new QueryEndpoint(pool, spool, new AccessCheck(arguments.TcpUser, arguments.TcpPassword), tablesChanged, time);
        app.Run(context => context.Request.Path.Value switch
        {
            "/ping" or "/replicas_status" => context.Response.WriteAsync("Ok.\n"),
            "/work" => WorkAsync(context, pool),
            "/" when context.Request.QueryString.HasValue || !HttpMethods.IsGet(context.Request.Method) => queries.HandleAsync(context),
            "/" => context.Response.WriteAsync("Ok.\n"),
            _ => NotFoundAsync(context),
        });
        return app;
    }

    // For the watch of EngineProcess.
    private static async Task WorkAsync(HttpContext context, EnginePool pool)
    {
        var works = await Task.Run(pool.Works);
        context.Response.StatusCode = works ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync(works ? "Ok.\n" : "The engine refuses a small query.\n");
    }

    private static void Listen(KestrelServerOptions options, EngineArguments arguments)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestLineSize = LongestHeadBytes;
        options.Limits.MaxRequestHeadersTotalSize = LongestHeadBytes;
        options.Limits.MaxRequestBufferSize = LongestHeadBytes + 1;
        options.Limits.MaxConcurrentConnections = MostConnections;

        // Inserts stream: their size has no limit and their sender sets the pace.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.ListenUnixSocket(arguments.SocketPath);
        if (arguments.TcpPort is { } port)
        {
            options.Listen(IPAddress.Loopback, port);
        }
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("There is no such path: queries go to /, /ping tells whether the engine answers.\n");
    }
}
