using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collector.Http.FastLane;

/// <summary>Puts the fast lane before the endpoints of a server.</summary>
internal static class LaneRegistration
{
    public static IServiceCollection AddFastLane(this IServiceCollection services) => services
        .AddSingleton<PixelAnswers>()
        .AddSingleton<LaneMiddleware>();

    /// <summary>
    /// Whether nothing is configured that the server does to every request before the endpoints: a list of hosts, or its own reading
    /// of forwarded headers. The lane does not know them.
    /// </summary>
    public static bool Suits(IConfiguration configuration) =>
        configuration["AllowedHosts"] is null or "" or "*" && !configuration.GetValue("ForwardedHeaders_Enabled", false);

    /// <summary>For all addresses that are listened on. Under TLS of the server's own the lane sees no request and steps aside.</summary>
    public static void UseFastLane(this KestrelServerOptions options) =>
        options.ConfigureEndpointDefaults(endpoint => endpoint.Use(next =>
        {
            var lane = endpoint.ApplicationServices.GetRequiredService<LaneMiddleware>();
            return connection => lane.ServeAsync(connection, next);
        }));
}
