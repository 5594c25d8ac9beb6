using Shared;

namespace Integration.Tests;

/// <summary>One running collector for the tests of a class that do not harm it.</summary>
public sealed class CollectorFixture : IAsyncLifetime
{
    internal RunningCollector Collector { get; private set; } = null!; // set before the first test

    public async Task InitializeAsync() => Collector = await RunningCollector.StartAsync("example.com,other.example");

    public async Task DisposeAsync() => await Collector.DisposeAsync();
}
