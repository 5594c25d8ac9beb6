using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Collector.Http;
using Collector.Http.FastLane;
using Collector.Parsing;
using Collector.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collector.Tests.Http;

/// <summary>The room on a real Kestrel with a free port; behind it a sink that does what the test says.</summary>
internal sealed class CollectionHost : IAsyncDisposable
{
    public const string SiteWord = "abcd1234efgh5678";
    public const string Script = "fetch(\"/e\");console.log('the snippet of the test, long enough to be worth compressing, compressing, compressing');";

    public const string CoreScript = "fetch(\"/e\");console.log('core')";
    public const string EarlierScript = "console.log('earlier')";

    private readonly WebApplication _app;
    private int _served;

    private readonly ErrorLog _errors;

    private CollectionHost(WebApplication app, FakeSink sink, ErrorLog errors) => (_app, Sink, _errors) = (app, sink, errors);

    public FakeSink Sink { get; }

    /// <summary>Lines of the log that an operator would be alarmed by: errors and worse, and traces of exceptions from warnings on.</summary>
    public ConcurrentQueue<string> Errors => _errors.Lines;

    public CollectorMetrics Metrics => _app.Services.GetRequiredService<CollectorMetrics>();

    public MetricSources Sources => _app.Services.GetRequiredService<MetricSources>();

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Requests that the server's own HTTP has read: not those of the fast lane.</summary>
    public int Served => _served;

    public static Task<CollectionHost> StartAsync(params IReadinessCheck[] checks) => StartWithAsync(checks: checks);

    /// <summary>Starts it with the fast lane or without, with trusted proxies, with other settings of the server.</summary>
    public static async Task<CollectionHost> StartWithAsync(
        bool fastLane = true, string proxies = "", Action<KestrelServerOptions>? server = null, params IReadinessCheck[] checks)
    {
        Assert.True(TrustedProxies.TryParse(proxies, out var trusted, out _));
        var builder = WebApplication.CreateSlimBuilder();
        var errors = new ErrorLog();
        builder.Logging.ClearProviders().AddProvider(errors);
        builder.WebHost.ConfigureKestrel(options =>
        {
            KestrelLimits.Apply(options);
            server?.Invoke(options);
            options.Listen(IPAddress.Loopback, 0);
        });
        var sink = new FakeSink();
        builder.Services.AddCollection();
        if (fastLane)
        {
            builder.Services.AddFastLane();
        }

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(trusted);
        builder.Services.AddSingleton<IHitSink>(sink);
        builder.Services.AddSingleton<IKeyVerifier>(new FakeKeys());
        builder.Services.AddSingleton<IScriptPaths>(new FakePaths());
        builder.Services.AddSingleton(new SnippetScripts(Encoding.UTF8.GetBytes(Script), Encoding.UTF8.GetBytes(CoreScript), [Encoding.UTF8.GetBytes(EarlierScript)]));
        foreach (var check in checks)
        {
            builder.Services.AddSingleton(check);
        }

        var app = builder.Build();
        var host = new CollectionHost(app, sink, errors);
        app.Use((context, next) =>
        {
            Interlocked.Increment(ref host._served);
            return next(context);
        });
        app.UseCollectionGuards();
        app.MapCollection();
        app.MapHealth();
        app.MapGet("/throws", void () => throw new InvalidOperationException("secret text"));
        await app.StartAsync();
        return host;
    }

    /// <summary>Stops as the program does at SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>Sends one request on a connection of its own.</summary>
    public async Task<RawAnswer> SendAsync(string head, byte[]? body = null)
    {
        using var connection = await RawConnection.OpenAsync(Port);
        return await connection.SendAsync(head, body);
    }

    public Task<RawAnswer> GetAsync(string target, string headers = "") => SendAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");

    public Task<RawAnswer> PostAsync(string target, string body, string headers = "Content-Type: text/plain\r\n")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return SendAsync($"POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {bytes.Length}\r\n{headers}\r\n", bytes);
    }
}

/// <summary>Keeps what is logged as an error, or as a warning with an exception.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error || (logLevel == LogLevel.Warning && exception is not null))
        {
            Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>Keeps the hits; answers by <see cref="Answer"/>, after <see cref="Gate"/>.</summary>
internal sealed class FakeSink : IHitSink
{
    public ConcurrentQueue<RawHit> Hits { get; } = new();

    public Func<RawHit, RejectReason> Answer { get; set; } = _ => RejectReason.None;

    /// <summary>What the answer waits for: the commit.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public void Submit(RawHit hit, HitReceipt receipt)
    {
        Hits.Enqueue(hit);
        var answer = Answer(hit);
        _ = SettleAsync(receipt, answer);
    }

    public async ValueTask SubmitAsync(IReadOnlyList<RawHit> hits, RejectReason[] outcomes)
    {
        for (var i = 0; i < hits.Count; i++)
        {
            Hits.Enqueue(hits[i]);
            outcomes[i] = Answer(hits[i]);
        }

        await Gate;
    }

    private async Task SettleAsync(HitReceipt receipt, RejectReason answer)
    {
        await Gate;
        receipt.Settle(answer);
    }
}

/// <summary>Three keys: all sites, one site, no right to send.</summary>
internal sealed class FakeKeys : IKeyVerifier
{
    public KeyGrant? Verify(string key) => key switch
    {
        "all" => new KeyGrant(true, null),
        "one" => new KeyGrant(true, ["example.com"]),
        "reader" => new KeyGrant(false, null),
        _ => null,
    };
}

internal sealed class FakePaths : IScriptPaths
{
    public bool Contains(string word) => word == CollectionHost.SiteWord;
}
