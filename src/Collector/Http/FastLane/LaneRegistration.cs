using Microsoft.AspNetCore.Connections;

namespace Collector.Http.FastLane;

/// <summary>Puts the fast lane before a server.</summary>
internal static class LaneRegistration
{
    /// <summary>
    /// Whether the lane can be: it waits as Linux does, and nothing may be configured that the server does to every request before
    /// the endpoints: a list of hosts, or its own reading of forwarded headers.
    /// </summary>
    public static bool Suits(IConfiguration configuration) =>
        OperatingSystem.IsLinux()
        && configuration["AllowedHosts"] is null or "" or "*"
        && !configuration.GetValue("ForwardedHeaders_Enabled", false);

    /// <summary>For all TCP addresses that are listened on. Under TLS of the server's own the lane sees no request and steps aside.</summary>
    public static IServiceCollection AddFastLane(this IServiceCollection services) => services
        .AddSingleton<PixelAnswers>()
        .AddSingleton<IConnectionListenerFactory, LaneListenerFactory>();
}
