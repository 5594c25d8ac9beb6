using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Storage.ClickHouse;

namespace Storage.Tests.ClickHouse;

/// <summary>An HTTP server that answers as a test tells it: for what a real ClickHouse cannot be made to do on demand.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeServer(WebApplication app) => _app = app;

    public ClickHouseEndpoint Endpoint => ClickHouseEndpoint.Parse(_app.Urls.First().Replace("http://", "http://me:se%3Acret@", StringComparison.Ordinal) + "/web");

    public static async Task<FakeServer> StartAsync(RequestDelegate answer, string listen = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(listen);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new(app);
    }

    /// <summary>A server that always answers this.</summary>
    public static Task<FakeServer> StartAsync(int status, string body, params (string Name, string Value)[] headers) =>
        StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            await context.Response.WriteAsync(body);
        });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
