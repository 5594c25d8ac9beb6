using System.Diagnostics;
using Shared;
using Storage.ClickHouse;
using Storage.Schema;

namespace Storage.Tests.RealEngine;

/// <summary>The real engine in a process of its own, with the schema applied, for one class of tests.</summary>
public sealed class EngineFixture : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collector-engine-");
    private Process? _process;
    private ClickHouseClient? _client;

    /// <summary>The host program beside these tests, of the same configuration.</summary>
    public static string Host { get; } = Path.Combine(
        Repository.Root, "tests", "EngineHost", "bin", Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!, "net10.0", "EngineHost.dll");

    public static bool IsAvailable => File.Exists(Host) && File.Exists(Path.Combine(Path.GetDirectoryName(Host)!, "libchdb.so"));

    /// <summary>Everything the engine keeps on disk.</summary>
    public string Folder => Path.Combine(_folder.FullName, "engine");

    public ClickHouseClient Client => _client ?? throw new InvalidOperationException("The engine has not been started.");

    public async Task InitializeAsync()
    {
        if (!IsAvailable)
        {
            return;
        }

        var socket = Path.Combine(_folder.FullName, "s");
        var start = new ProcessStartInfo("dotnet", [Host, "engine", "--path", Path.Combine(_folder.FullName, "engine"), "--socket", socket])
        {
            // The engine stops when its stdin ends.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The engine did not start.");
        while (await _process.StandardOutput.ReadLineAsync() is { } line && line != "ready")
        {
        }

        _client = new ClickHouseClient(ClickHouseEndpoint.Embedded(socket));
        await new SchemaMigrator(_client).MigrateAsync();
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
        }

        _folder.Delete(recursive: true);
    }

    public void Dispose()
    {
        _client?.Dispose();
        _process?.Dispose();
    }
}
