using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Browser.Tests;

/// <summary>A web server for one test: serves the fixtures and the built snippet, and writes down every event posted to /e.</summary>
internal sealed class HitServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly List<Hit> _hits = [];
    private readonly Queue<int> _failures = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HitServer(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>How long a request to /e waits for its answer.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Done when a page said that it was prerendered.</summary>
    public TaskCompletionSource Prepared { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The page that prepared another one opens it when this is done.</summary>
    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The attribute <c>integrity</c> that the fixture <c>sri</c> gives its script.</summary>
    public string Integrity { get; set; } = "";

    /// <summary>Methods and content types of the requests to /e, in order of arrival.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<HitServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new HitServer(app);
        app.Map("/e", server.TakeAsync);
        app.MapGet("/s.js", () => Results.File(Path.Combine(TestFiles.Assets, "s.js"), "text/javascript"));
        app.MapGet("/s.core.js", () => Results.File(Path.Combine(TestFiles.Assets, "s.core.js"), "text/javascript"));
        app.MapGet("/{name}.js", (string name) => Results.File(Path.Combine(TestFiles.Fixtures, name + ".js"), "text/javascript"));
        app.MapGet("/missing/{name}", (string name, HttpContext context) =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Results.File(Path.Combine(TestFiles.Fixtures, name + ".html"), "text/html");
        });
        app.MapGet("/prepared", () => { server.Prepared.TrySetResult(); });
        app.MapGet("/go", () => server.Go.Task);
        app.MapGet("/sri", () => Results.Text(File.ReadAllText(Path.Combine(TestFiles.Fixtures, "sri.html")).Replace("{{integrity}}", server.Integrity, StringComparison.Ordinal), "text/html"));
        app.MapGet("/{name}", (string name) => Results.File(Path.Combine(TestFiles.Fixtures, name + ".html"), "text/html"));
        await app.StartAsync();
        server.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server;
    }

    /// <summary>Answers the next requests to /e with these status codes; their events are written down as refused.</summary>
    public void FailWith(params int[] statusCodes)
    {
        lock (_lock)
        {
            foreach (var code in statusCodes)
            {
                _failures.Enqueue(code);
            }
        }
    }

    public List<Hit> Hits(string? name = null)
    {
        lock (_lock)
        {
            return [.. _hits.Where(hit => name is null || hit.Name == name)];
        }
    }

    /// <summary>Forgets the events that have come.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _hits.Clear();
        }
    }

    /// <summary>Waits until that many events of a name have come.</summary>
    public async Task<List<Hit>> WaitForAsync(string name, int count = 1)
    {
        await WaitAsync(() => Hits(name).Count >= count, $"{count} × {name}");
        return Hits(name);
    }

    /// <summary>Waits until that many requests have come.</summary>
    public Task WaitForRequestsAsync(int count) => WaitAsync(() => Taken >= count, $"{count} requests");

    private int Taken
    {
        get
        {
            lock (_lock)
            {
                return Requests.Count;
            }
        }
    }

    private async Task WaitAsync(Func<bool> come, string what)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }
            if (come())
            {
                return;
            }
            try
            {
                await changed.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited for {what}; came: {string.Join(", ", Hits().Select(hit => hit.Name))}");
            }
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        lock (_lock)
        {
            Requests.Add($"{context.Request.Method} {context.Request.ContentType}");
            var status = _failures.TryDequeue(out var failure) ? failure : StatusCodes.Status202Accepted;
            context.Response.StatusCode = status;
            _hits.AddRange(body.RootElement.EnumerateArray().Select(item => new Hit(item.Clone(), status)));
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        await Task.Delay(Delay);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>One event as it came over the wire.</summary>
internal sealed record Hit(JsonElement Body, int Status)
{
    public string Name => Text("n");

    public string Text(string key) => Body.TryGetProperty(key, out var value) ? value.ToString() : "";

    public double Number(string key) => Body.GetProperty(key).GetDouble();

    public bool Has(string key) => Body.TryGetProperty(key, out _);
}
