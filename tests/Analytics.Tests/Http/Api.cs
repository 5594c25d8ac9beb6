using System.Net;
using System.Text;
using Analytics.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Tests.Http;

/// <summary>The API on a real socket.</summary>
internal sealed class Api : IAsyncDisposable
{
    public const string AdminKey = "admin-key-of-the-tests";

    private readonly WebApplication _app;

    private Api(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    public HttpClient Client { get; }

    /// <summary>Every route that is mapped.</summary>
    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <param name="engine">Catalog, clock and database.</param>
    /// <param name="database">Another database.</param>
    /// <param name="desk">Takes orders about visitors; none when left out.</param>
    /// <param name="https">Whether visitors come by https, as a proxy would say.</param>
    public static async Task<Api> StartAsync(EngineFixture engine, ClickHouseClient? database = null, IVisitorDesk? desk = null, bool https = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting().AddSingleton<TimeProvider>(engine.Clock).AddSingleton(engine.Catalog).AddSingleton(new SiteDirectory(engine.Catalog)).AddSingleton(new NetworkKey(new byte[32]));
        builder.Services.AddSingleton(_ => database ?? new ClickHouseClient(engine.Client.Endpoint));
        if (desk is not null)
        {
            builder.Services.AddSingleton(desk);
        }

        builder.Services.AddAnalytics(new AnalyticsOptions { AdminKey = AdminKey, IsHttps = _ => https });
        var app = builder.Build();
        app.MapAnalytics();
        await app.StartAsync();
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
        return new Api(app, client);
    }

    /// <summary>Sends a request; without a key when it is null.</summary>
    public async Task<(HttpResponseMessage Response, string Body)> SendAsync(
        string method, string path, string? json = null, string? key = AdminKey, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        var response = await Client.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Presses the button behind a one-time link.</summary>
    public async Task<HttpResponseMessage> FollowLinkAsync(string token, string from = "same-origin")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sign-in?token={token}");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", from);
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
