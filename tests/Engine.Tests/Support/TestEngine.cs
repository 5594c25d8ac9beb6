using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Support;

/// <summary>A running engine on its own folder, and an HTTP client on its socket.</summary>
public sealed class TestEngine : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();

    public TestEngine()
        : this(null)
    {
    }

    internal TestEngine(Func<EngineProcessOptions, EngineProcessOptions>? change, ILogger<EngineProcess>? log = null)
    {
        var options = new EngineProcessOptions { DataFolder = _folder.Path, ExecutablePath = HostProgram.Path };
        Process = new EngineProcess(change?.Invoke(options) ?? options, log ?? NullLogger<EngineProcess>.Instance, TimeProvider.System);
        Client = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, stop) => new NetworkStream(await ConnectAsync(stop), ownsSocket: true) })
        {
            BaseAddress = new Uri("http://engine/"),
        };
    }

    public EngineProcess Process { get; }

    public HttpClient Client { get; }

    internal string DataFolder => _folder.Path;

    internal string SpoolFolder => Path.Combine(_folder.Path, "engine", "spool");

    public Task InitializeAsync() => Process.StartAsync();

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        Client.Dispose();
        _folder.Dispose();
    }

    internal async Task<Socket> ConnectAsync(CancellationToken cancellationToken = default)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Process.SocketPath), cancellationToken);
        return socket;
    }

    /// <summary>POSTs a statement; the answer's text; fails on an error.</summary>
    internal async Task<string> AskAsync(string sql, string parts = "")
    {
        using var response = await SendAsync(sql, parts);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }

    /// <summary>POSTs a statement; the whole response.</summary>
    internal async Task<HttpResponseMessage> SendAsync(string sql, string parts = "")
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(sql));
        return await Client.PostAsync(new Uri("/?" + parts, UriKind.Relative), body);
    }

    /// <summary>POSTs data for an INSERT in the query string.</summary>
    internal async Task<HttpResponseMessage> InsertAsync(string insert, byte[] data, string parts = "")
    {
        using var body = new ByteArrayContent(data);
        return await Client.PostAsync(new Uri($"/?query={Uri.EscapeDataString(insert)}&{parts}", UriKind.Relative), body);
    }

    /// <summary>Waits until the condition holds, at most the time.</summary>
    internal static async Task<bool> BecomesAsync(Func<Task<bool>> condition, TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        while (!limit.IsCancellationRequested)
        {
            if (await condition())
            {
                return true;
            }

            await Task.Delay(20, CancellationToken.None);
        }

        return false;
    }
}

/// <summary>One engine for the tests that change nothing of it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedEngine : ICollectionFixture<TestEngine>
{
    internal const string Name = "shared engine";
}
