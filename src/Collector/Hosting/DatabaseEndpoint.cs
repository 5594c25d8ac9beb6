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

    /// <summary>The database for a command that needs it to answer.</summary>
    /// <exception cref="ExitException">It does not.</exception>
    public static async Task<ClickHouseClient> OpenAsync(CollectorOptions options, CancellationToken cancellationToken)
    {
        var client = new ClickHouseClient(Of(options, DataFolder.Beside(options.Data)));
        if (await client.PingAsync(cancellationToken))
        {
            return client;
        }

        client.Dispose();
        throw new ExitException(ExitCode.DatabaseUnavailable, "The database does not answer: start the collector of this data folder (./run), or set COLLECTOR_CLICKHOUSE.");
    }
}
