using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>A browser tab on a fixture page, its server, and the errors the page saw.</summary>
internal sealed class SnippetPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private int _sent;

    private SnippetPage(HitServer server, IBrowserContext context, IPage tab)
    {
        Server = server;
        _context = context;
        Tab = tab;
    }

    public HitServer Server { get; }

    public IPage Tab { get; }

    /// <summary>Uncaught errors of the page; the snippet must never cause one.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Opens a tab without loading anything yet.</summary>
    public static async Task<SnippetPage> NewAsync(Chrome chrome, bool stoppedClock = false)
    {
        var server = await HitServer.StartAsync();
        var context = await chrome.ContextAsync();
        var page = new SnippetPage(server, context, await context.NewPageAsync());
        page.Tab.PageError += (_, error) => page.Errors.Add(error);
        page.Tab.Request += (_, request) => Interlocked.Add(ref page._sent, request.Url == server.Address + "/e" ? 1 : 0);
        if (stoppedClock)
        {
            await page.Tab.Clock.InstallAsync(new() { TimeDate = DateTime.UnixEpoch.AddYears(50) });
            await page.Tab.Clock.PauseAtAsync(DateTime.UnixEpoch.AddYears(50).AddSeconds(1));
        }
        return page;
    }

    /// <summary>Loads a fixture.</summary>
    public Task GoAsync(string fixture) => Tab.GotoAsync($"{Server.Address}/{fixture}");

    /// <summary>Runs script in the page.</summary>
    public Task RunAsync(string script) => Tab.EvaluateAsync($"() => {{ {script} }}");

    /// <summary>Lets the stopped clock run on.</summary>
    public Task PassAsync(double seconds) => Tab.Clock.RunForAsync((long)(seconds * 1000));

    /// <summary>
    /// Sends a mark and waits for it and all that was sent before it. What came follows, the mark last; requests on connections of
    /// their own overtake each other, so the order of the others tells nothing.
    /// </summary>
    public async Task<List<Hit>> MarkAsync()
    {
        var before = Server.Hits("mark").Count;
        await RunAsync("collector('mark')");
        await Server.WaitForAsync("mark", before + 1);
        await Server.WaitForRequestsAsync(Volatile.Read(ref _sent));
        return [.. Server.Hits().OrderBy(hit => hit.Name == "mark")];
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        await Server.DisposeAsync();
    }
}
