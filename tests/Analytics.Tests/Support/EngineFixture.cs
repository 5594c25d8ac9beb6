using System.Buffers;
using System.Buffers.Binary;
using System.Reflection;
using Analytics.Tests.Http;
using Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Events;
using Storage.Schema;

namespace Analytics.Tests.Support;

/// <summary>The real engine in a folder of its own, with the schema, shared by the tests of a collection.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The test runner calls DisposeAsync.")]
public sealed class EngineFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("analytics-tests-").FullName;
    private readonly Lazy<Task<Api>> _api;
    private EngineProcess? _engine;
    private ulong _seq;

    public EngineFixture() => _api = new(() => Api.StartAsync(this));

    public ClickHouseClient Client { get; private set; } = null!;

    public CatalogStore Catalog { get; private set; } = null!;

    internal TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public async Task InitializeAsync()
    {
        var configuration = typeof(EngineFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "Configuration").Value!;
        var program = Path.Combine(Repository.Root, "tests", "EngineHost", "bin", configuration, "net10.0", "EngineHost.dll");
        _engine = new EngineProcess(
            new EngineProcessOptions { DataFolder = _folder, ExecutablePath = program, MemoryBytes = 1_500_000_000 },
            NullLogger<EngineProcess>.Instance, TimeProvider.System);
        await _engine.StartAsync();
        Client = new ClickHouseClient(ClickHouseEndpoint.Embedded(_engine.SocketPath));
        await new SchemaMigrator(Client).MigrateAsync();
        Catalog = CatalogStore.Open(Path.Combine(_folder, "catalog.db"), Clock);
    }

    /// <summary>The API at this engine, started once, for tests that only ask.</summary>
    internal Task<Api> ApiAsync() => _api.Value;

    /// <summary>Inserts rows as the loader does, sequence numbers in the order given.</summary>
    public Task InsertAsync(IEnumerable<EventRow> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            var head = buffer.GetSpan(16);
            BinaryPrimitives.WriteUInt64LittleEndian(head, 1);
            BinaryPrimitives.WriteUInt64LittleEndian(head[8..], _seq++);
            buffer.Advance(16);
            EventRowWriter.Write(row, buffer);
        }

        var columns = string.Join(", ", EventColumns.All.Select(column => column.Name));
        return Client.InsertAsync(
            new SqlQuery($"INSERT INTO events ({columns}) FORMAT RowBinary"),
            (body, cancellationToken) => body.WriteAsync(buffer.WrittenMemory, cancellationToken).AsTask());
    }

    public async Task DisposeAsync()
    {
        if (_api.IsValueCreated)
        {
            await (await _api.Value).DisposeAsync();
        }

        Catalog?.Dispose();
        Client?.Dispose();
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Tests that share one engine; they use sites of their own.</summary>
[CollectionDefinition(Name)]
public sealed class EngineCollection : ICollectionFixture<EngineFixture>
{
    public const string Name = "engine";
}

/// <summary>Tests with many questions, at an engine of their own beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class QuestionsCollection : ICollectionFixture<EngineFixture>
{
    public const string Name = "questions";
}
