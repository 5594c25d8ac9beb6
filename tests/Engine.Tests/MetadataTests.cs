using System.Globalization;
using Engine.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests;

/// <summary>Damaged texts of tables are mended at the next start, a lost folder is not begun anew, a disk that fails ends the engine.</summary>
public sealed class MetadataTests : IAsyncLifetime, IDisposable
{
    private readonly TestEngine _engine = new();
    private readonly TestFolder _other = new();

    public async Task InitializeAsync()
    {
        await _engine.InitializeAsync();
        await _engine.AskAsync("CREATE TABLE kept (n UInt64) ENGINE = MergeTree ORDER BY n");
        await _engine.AskAsync("INSERT INTO kept SELECT number FROM numbers(100)");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _other.Dispose();

    [Theory]
    [InlineData("empty")]
    [InlineData("half")]
    [InlineData("missing")]
    public async Task A_damaged_text_of_a_table_is_restored_before_the_engine_opens_it(string damage)
    {
        await _engine.Process.StopAsync();
        var text = Text("kept.sql");
        var whole = await File.ReadAllBytesAsync(text);
        if (damage == "missing")
        {
            File.Delete(text);
        }
        else
        {
            await File.WriteAllBytesAsync(text, damage == "empty" ? [] : whole[..(whole.Length / 2)]);
        }

        Assert.Equal("100", await CountAgainAsync());
        Assert.Equal(whole, await File.ReadAllBytesAsync(text));
    }

    [Fact]
    public async Task An_empty_format_of_a_table_and_an_empty_mutation_do_not_stop_the_next_start()
    {
        await _engine.AskAsync("ALTER TABLE kept DELETE WHERE n = 7 SETTINGS mutations_sync = 2");
        await _engine.Process.StopAsync();
        await File.WriteAllBytesAsync(Text("format_version.txt"), []);
        await File.WriteAllBytesAsync(Text("mutation_*.txt"), []);

        Assert.Equal("99", await CountAgainAsync());
    }

    [Fact]
    public async Task A_dropped_table_does_not_come_back_and_a_changed_one_keeps_its_change()
    {
        await _engine.AskAsync("CREATE TABLE gone (n UInt64) ENGINE = MergeTree ORDER BY n");
        await _engine.AskAsync("DROP TABLE gone");
        await _engine.AskAsync("ALTER TABLE kept ADD COLUMN more String DEFAULT 'x'");
        await _engine.Process.StopAsync();
        await File.WriteAllBytesAsync(Text("kept.sql"), []);

        Assert.Equal("100", await CountAgainAsync());
        await using var again = new EngineProcess(Options, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        await again.StartAsync();
        Assert.Equal("kept", await AskAsync(again, "SELECT name FROM system.tables WHERE database = 'default'"));
        Assert.Equal("x", await AskAsync(again, "SELECT any(more) FROM kept"));
    }

    [Fact]
    public async Task An_emptied_folder_is_not_begun_anew_until_it_is_back()
    {
        await _engine.Process.StopAsync();
        var folder = Path.Combine(Options.DataFolder, "engine");
        var aside = Path.Combine(_other.Path, "engine");
        Directory.Move(folder, aside);
        await using var engine = new EngineProcess(Options, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        var start = engine.StartAsync();
        Assert.True(await TestEngine.BecomesAsync(() => Task.FromResult(engine.LastProblem is not null), TimeSpan.FromSeconds(20)));
        Assert.Contains("held the tables of this installation: mount its disk or restore it", engine.LastProblem, StringComparison.Ordinal);
        Assert.False(start.IsCompleted);

        Directory.Delete(folder, recursive: true);
        Directory.Move(aside, folder);
        await start;
        Assert.Equal("100", await AskAsync(engine, "SELECT count() FROM kept"));
    }

    [Fact]
    public async Task The_engine_inherits_no_secret_of_the_collector()
    {
        Environment.SetEnvironmentVariable("COLLECTOR_ADMINKEY", "a secret of the test");
        await using var engine = new EngineProcess(Options with { DataFolder = _other.Path }, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        await engine.StartAsync();
        var environment = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{engine.Pid}/environ"));

        Assert.DoesNotContain("ADMINKEY", environment, StringComparison.Ordinal);
        Assert.Contains("PATH=", environment, StringComparison.Ordinal);
    }

    private EngineProcessOptions Options => new() { DataFolder = _engine.DataFolder, ExecutablePath = HostProgram.Path };

    private static async Task<string> AskAsync(EngineProcess engine, string sql)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, stop) => await ConnectAsync(engine, stop) });
        using var body = new StringContent(sql);
        using var answer = await client.PostAsync(new Uri("http://engine/"), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Trim();
    }

    private static async Task<Stream> ConnectAsync(EngineProcess engine, CancellationToken cancellationToken)
    {
        var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        await socket.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(engine.SocketPath), cancellationToken);
        return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
    }

    private async Task<string> CountAgainAsync()
    {
        await using var engine = new EngineProcess(Options, NullLogger<EngineProcess>.Instance, TimeProvider.System);
        await engine.StartAsync();
        return await AskAsync(engine, "SELECT count() FROM kept");
    }

    private string Text(string name) => Directory.EnumerateFiles(Path.Combine(Options.DataFolder, "engine", "store"), name, SearchOption.AllDirectories).Single();
}
