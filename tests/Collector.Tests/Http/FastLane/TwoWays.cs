using System.Text.Json;
using Collector.Parsing;

namespace Collector.Tests.Http.FastLane;

/// <summary>The same room twice: with the fast lane and without. What goes in must come out of both alike.</summary>
public sealed class TwoWays : IAsyncLifetime
{
    /// <summary>A request that the server answers and closes the connection after.</summary>
    internal static byte[] Last => "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();

    internal CollectionHost Lane { get; private set; } = null!; // set before the first test

    internal CollectionHost Ordinary { get; private set; } = null!; // set before the first test

    public async Task InitializeAsync()
    {
        Lane = await CollectionHost.StartWithAsync(fastLane: true, proxies: "127.0.0.0/8");
        Ordinary = await CollectionHost.StartWithAsync(fastLane: false, proxies: "127.0.0.0/8");
    }

    public async Task DisposeAsync()
    {
        await Lane.DisposeAsync();
        await Ordinary.DisposeAsync();
    }

    /// <summary>
    /// Sends the bytes on a connection of their own, and behind them a last request, which the server answers and closes: a client
    /// that ends the connection itself may lose answers on either way. Gives all answers and all hits as text.
    /// </summary>
    internal static async Task<string> SendAsync(CollectionHost host, byte[] bytes) => await SendAsync(host, [[.. bytes, .. Last]]);

    /// <summary>The same, in parts that end with <see cref="Last"/>.</summary>
    internal static async Task<string> SendAsync(CollectionHost host, IEnumerable<byte[]> parts)
    {
        host.Sink.Hits.Clear();
        using var connection = await RawConnection.OpenAsync(host.Port);
        foreach (var part in parts)
        {
            await connection.WriteAsync(part);
            await Task.Yield();
        }

        var lines = new List<string>();
        while (await NextAsync(connection) is { } answer)
        {
            lines.Add($"{answer.Status} {Convert.ToHexString(answer.Body)}");
            lines.AddRange(answer.Headers.Where(header => header.Key != "Date").Select(header => $"  {header.Key}: {header.Value}").Order());
            lines.Add($"  dated: {DateTimeOffset.TryParseExact(answer.Header("Date"), "R", null, default, out _)}");
        }

        lines.AddRange(host.Sink.Hits.Select(Describe));
        return string.Join('\n', lines);
    }

    // A server that closes before it has read everything resets the connection.
    private static async Task<RawAnswer?> NextAsync(RawConnection connection)
    {
        try
        {
            return await connection.ReadAsync();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>All that the hit holds, but for the moment it came.</summary>
    private static string Describe(RawHit hit)
    {
        hit.Request = hit.Request with { Received = default };
        var properties = string.Join(',', hit.Properties);
        return $"{hit.Request} {properties} {JsonSerializer.Serialize(new { hit.Site, hit.Name, hit.Url, hit.Referrer, hit.Title, hit.EventId, hit.ViewId, hit.Value, hit.Currency, hit.OrderId, hit.ScreenWidth, hit.UserId, hit.Age, hit.Engaged, hit.Scroll, hit.TimeZone, hit.Flags })}";
    }
}
