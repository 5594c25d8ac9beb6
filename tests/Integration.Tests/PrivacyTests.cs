using System.Net;
using System.Text;
using System.Text.Json;
using Shared;

namespace Integration.Tests;

/// <summary>What must not be kept is not kept: markers are sent through every route, then every byte on disk is searched.</summary>
public sealed class PrivacyTests
{
    private const string Address4 = "203.0.113.177";
    private const string Address6 = "2001:db8:1a2b:3c4d:5e6f:7a8b:9c0d:1e2f";
    private const string Agent = "Mozilla/5.0 (MarkerAgent; zq7731) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
    private const string UserId = "marker-user-zq7732";
    private const string Mail = "marker.zq7733@example.org";
    private const string Query = "secret=zq7734";
    private const string EventId = "marker-event-zq7735";
    private const string ClickId = "gclid=zq7736";
    private const string FirstPartyId = "marker-id-zq7737-of-22ch";
    private const string OwnNetwork = "198.51.100.178";

    [Fact]
    public async Task No_address_agent_user_id_mail_or_query_string_is_on_disk_in_the_logs_or_in_the_export()
    {
        await using var collector = await RunningCollector.StartAsync(environment: new Dictionary<string, string> { ["COLLECTOR_TRUSTEDPROXIES"] = "127.0.0.1" });
        collector.Client.DefaultRequestHeaders.UserAgent.Clear();
        collector.Client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Agent);
        collector.Client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", Address4);
        using var set = await collector.Client.PutAsync(
            new Uri("/api/v1/sites/example.com", UriKind.Relative),
            new StringContent($$"""{"internal_networks":["{{OwnNetwork}}"]}""", null, "application/json"));
        var page = Uri.EscapeDataString($"https://example.com/kept-page/{Mail}?{Query}&{ClickId}#{Query}");
        using var pixel = await collector.Client.GetAsync(new Uri($"/p.gif?s=example.com&u={page}&r={page}&id={UserId}&i={EventId}&k=3&f={FirstPartyId}", UriKind.Relative));
        using var beacon = await collector.SendAsync($$"""{"s":"example.com","u":"{{Uri.UnescapeDataString(page)}}","t":"Mail {{Mail}}","k":3,"f":"{{FirstPartyId}}","i":"{{EventId}}2"}""");
        using var server = await collector.Client.PostAsync(
            new Uri("/api/v1/events", UriKind.Relative),
            new StringContent(JsonSerializer.Serialize(new { s = "example.com", u = "https://example.com/kept-page", ip = Address6, ua = Agent, id = UserId }), null, "application/json"));
        await collector.ReportUntilAsync(TimeSpan.FromSeconds(10), report => report.GetProperty("rows")[0].GetProperty("pageviews").GetInt64() == 3, "overview");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var export = await collector.Client.GetByteArrayAsync(new Uri($"/api/v1/sites/example.com/export/events?format=jsonl&from={today.AddDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}", UriKind.Relative));
        await collector.StopAsync();

        var places = Directory.EnumerateFiles(collector.Data, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).UnixFileMode.HasFlag(UnixFileMode.UserRead) && Path.GetExtension(file) != ".sock")
            .Select(file => (Name: file, Bytes: File.ReadAllBytes(file)))
            .Append((Name: "the log", Bytes: Encoding.UTF8.GetBytes(collector.Output())))
            .Append((Name: "the export", Bytes: export))
            .ToList();
        var found = from place in places from marker in Markers() where place.Bytes.AsSpan().IndexOf(marker.Bytes) >= 0 select $"{marker.Name} in {place.Name}";

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.Accepted], new[] { pixel.StatusCode, beacon.StatusCode, server.StatusCode });
        Assert.Contains(places, place => place.Bytes.AsSpan().IndexOf("kept-page"u8) >= 0 && place.Name.EndsWith(".done", StringComparison.Ordinal));
        Assert.Empty(found);
    }

    /// <summary>The markers as text, the addresses also as bytes.</summary>
    private static IEnumerable<(string Name, byte[] Bytes)> Markers() =>
        new[] { Address4, Address6, "zq7731", UserId, "zq7733", "zq7734", EventId, "zq7736", "zq7737", OwnNetwork }
            .Select(text => (Name: text, Bytes: Encoding.UTF8.GetBytes(text)))
            .Append((Name: "the IPv6 address as bytes", Bytes: IPAddress.Parse(Address6).GetAddressBytes()));
}
