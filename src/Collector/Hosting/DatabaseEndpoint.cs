using Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.ClickHouse;

namespace Collector.Hosting;

/// <summary>Where the database of a data folder answers.</summary>
internal static class DatabaseEndpoint
{
    /// <summary>The configured server, or the socket at which the folder's engine answers while its collector runs.</summary>
    public static ClickHouseEndpoint Of(CollectorOptions options, DataFolder folder) =>
        options.ClickHouse.Length > 0
            ? ClickHouseEndpoint.Parse(options.ClickHouse)
            : ClickHouseEndpoint.Embedded(new EngineProcess(new EngineProcessOptions { DataFolder = folder.Path }, NullLogger<EngineProcess>.Instance, TimeProvider.System).SocketPath);
}
