using Collector.Loading;
using Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.ClickHouse;
using Storage.Schema;

namespace Collector.Tests;

/// <summary>An embedded engine of a test's own, with the schema, in a folder that goes with it. Stopped first, then disposed of.</summary>
internal sealed class RealEngine : IDisposable
{
    private readonly EngineProcess _process;

    public RealEngine()
    {
        var options = new EngineProcessOptions { DataFolder = Folder, ExecutablePath = typeof(BatchLoader).Assembly.Location };
        _process = new EngineProcess(options, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        Client = new ClickHouseClient(ClickHouseEndpoint.Embedded(_process.SocketPath));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("engine-").FullName;

    public ClickHouseClient Client { get; }

    public async Task StartAsync()
    {
        await _process.StartAsync();
        await new SchemaMigrator(Client).MigrateAsync();
    }

    public async Task StopAsync() => await _process.DisposeAsync();

    public void Dispose()
    {
        Client.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
