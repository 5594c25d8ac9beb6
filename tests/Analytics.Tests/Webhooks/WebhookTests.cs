using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Analytics.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;

namespace Analytics.Tests.Webhooks;

/// <summary>Notifications to a listener on a real socket; only the resolver is ours.</summary>
public sealed class WebhookTests : IDisposable
{
    private static readonly IPNetwork Loopback = IPNetwork.Parse("127.0.0.0/8");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webhook-tests-");
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly CatalogStore _catalog;
    private readonly Site _site;

    public WebhookTests()
    {
        _catalog = CatalogStore.Open(Path.Combine(_folder.FullName, "catalog.db"), _clock);
        _site = _catalog.AddSite("hooks.example", "UTC", "EUR");
    }

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_notification_arrives_once_signed_and_is_marked()
    {
        using var listener = new Listener("HTTP/1.1 204 No Content\r\n\r\n");
        var alert = Add($"http://hooks.example.com:{listener.Port}/in");
        _catalog.AddAlertEvent(alert, new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Firing, Value = 412, Expected = 100 });

        await SendAsync([Loopback], IPAddress.Loopback);
        await SendAsync([Loopback], IPAddress.Loopback);

        var request = Assert.Single(listener.Requests);
        var (head, body) = (request[..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)], request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        var seconds = _clock.GetUtcNow().ToUnixTimeSeconds();
        var mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(alert.Secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")));
        Assert.Contains($"X-Collector-Signature: t={seconds},v1={mac}", head, StringComparison.Ordinal);
        Assert.Contains($"Host: hooks.example.com:{listener.Port}", head, StringComparison.Ordinal);
        var json = JsonDocument.Parse(body).RootElement;
        Assert.Equal("hooks.example: Traffic: spike. 412 visitors in 60 minutes, usually 100.", json.GetProperty("text").GetString());
        var kept = Assert.Single(_catalog.AlertEvents(_site.Id, alert.Id, 10));
        Assert.Equal((DeliveryStatus.Delivered, 1, "HTTP 204", json.GetProperty("id").GetString()), (kept.Status, kept.Attempts, kept.Answer, kept.Delivery));
    }

    [Fact]
    public async Task What_is_not_taken_is_tried_five_times_in_an_hour_and_survives_a_restart()
    {
        using var listener = new Listener("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
        var alert = Add($"http://hooks.example.com:{listener.Port}/in");
        _catalog.AddAlertEvent(alert, new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Test });
        for (var minute = 0; minute <= 70; minute++)
        {
            await SendAsync([Loopback], IPAddress.Loopback);
            if (minute == 10)
            {
                using var again = CatalogStore.Open(Path.Combine(_folder.FullName, "catalog.db"), _clock);
                Assert.Equal(DeliveryStatus.Waiting, again.AlertEvents(_site.Id, alert.Id, 1)[0].Status);
            }

            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(5, listener.Requests.Count);
        Assert.Equal((DeliveryStatus.Failed, 5, "HTTP 500"), Outcome(alert));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("8.8.8.8,127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("8.8.8.8")]
    public async Task A_name_that_stands_for_what_may_not_be_reached_is_not_connected_to(string resolved)
    {
        using var listener = new Listener("HTTP/1.1 204 No Content\r\n\r\n");

        // http is let through only to the networks the operator opened: 10.0.0.0/8 is not where the name leads.
        var alert = Add($"http://hooks.example.com:{listener.Port}/");
        _catalog.AddAlertEvent(alert, new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Test });
        await SendAsync([IPNetwork.Parse("10.0.0.0/8")], [.. resolved.Split(',').Select(IPAddress.Parse)]);

        Assert.Empty(listener.Requests);
        Assert.Equal((DeliveryStatus.Waiting, 1, "address refused"), Outcome(alert));
    }

    [Fact]
    public async Task A_name_is_resolved_for_each_connection_and_what_was_checked_is_what_is_connected_to()
    {
        using var listener = new Listener("HTTP/1.1 204 No Content\r\n\r\n");
        var asked = 0;
        var guard = new WebhookGuard([IPNetwork.Parse("127.0.0.1/32")], (_, _) => Task.FromResult<IPAddress[]>([++asked == 1 ? IPAddress.Loopback : IPAddress.Parse("127.0.0.2")]));
        using var sender = new WebhookSender(guard, _clock);
        var alert = Add($"http://hooks.example.com:{listener.Port}/");
        var happened = new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Test, Delivery = "1" };

        var first = await sender.SendAsync(alert, happened, [], CancellationToken.None);
        var second = await sender.SendAsync(alert, happened, [], CancellationToken.None);

        Assert.Equal((true, "HTTP 204"), first);
        Assert.Equal((false, "address refused"), second);
        Assert.Equal(2, asked);
        Assert.Single(listener.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var target = new Listener("HTTP/1.1 204 No Content\r\n\r\n");
        using var listener = new Listener($"HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:{target.Port}/\r\nContent-Length: 0\r\n\r\n");
        var alert = Add($"http://hooks.example.com:{listener.Port}/");
        _catalog.AddAlertEvent(alert, new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Test });
        await SendAsync([Loopback], IPAddress.Loopback);

        Assert.Empty(target.Requests);
        Assert.Equal((DeliveryStatus.Waiting, 1, "HTTP 307"), Outcome(alert));
    }

    [Fact]
    public async Task A_head_without_end_is_cut_off()
    {
        using var listener = new Listener($"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 100_000)}\r\n\r\n");
        var alert = Add($"http://hooks.example.com:{listener.Port}/");
        _catalog.AddAlertEvent(alert, new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Test });
        await SendAsync([Loopback], IPAddress.Loopback);

        var (status, _, answer) = Outcome(alert);
        Assert.Equal(DeliveryStatus.Waiting, status);
        Assert.DoesNotContain("HTTP", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WebhookFormat.Slack, """{"text":"hooks.example: A \u0026lt;b\u0026gt;: spike. 5 visitors in 60 minutes, usually 1."}""")]
    [InlineData(WebhookFormat.Discord, """{"content":"hooks.example: A \u003Cb\u003E: spike. 5 visitors in 60 minutes, usually 1.","allowed_mentions":{"parse":[]}}""")]
    public void Chat_programs_get_their_shape(WebhookFormat format, string expected)
    {
        var alert = new Alert { SiteId = 1, Name = "A <b>", Kind = AlertKind.Spike, Format = format };
        var body = WebhookBody.Of(_site, alert, new AlertEvent { AlertId = 1, Event = AlertEventKind.Firing, Value = 5, Expected = 1 });

        Assert.Equal(expected, Encoding.UTF8.GetString(body));
    }

    private Alert Add(string webhook) => _catalog.AddAlert(new Alert { SiteId = _site.Id, Name = "Traffic", Kind = AlertKind.Spike, Webhook = webhook });

    private (DeliveryStatus Status, int Attempts, string Answer) Outcome(Alert alert)
    {
        var kept = Assert.Single(_catalog.AlertEvents(_site.Id, alert.Id, 10));
        return (kept.Status, kept.Attempts, kept.Answer);
    }

    private async Task SendAsync(IReadOnlyList<IPNetwork> networks, params IPAddress[] resolved)
    {
        using var sender = new WebhookSender(new WebhookGuard(networks, (_, _) => Task.FromResult(resolved)), _clock);
        await new DeliveryJob(_catalog, sender, NullLogger<DeliveryJob>.Instance).SendDueAsync(CancellationToken.None);
    }

    /// <summary>Answers each connection with the same text and keeps what was asked.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Listener(string answer)
        {
            _listener.Start();
            _ = AcceptAsync(answer);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public System.Collections.Concurrent.ConcurrentQueue<string> Requests { get; } = new();

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync(string answer)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    Requests.Enqueue(await ReadAsync(stream));
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
                    client.Client.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }

        private static async Task<string> ReadAsync(NetworkStream stream)
        {
            var text = new StringBuilder();
            var buffer = new byte[8192];
            while (true)
            {
                var read = await stream.ReadAsync(buffer);
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                var whole = text.ToString();
                var end = whole.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                var length = end < 0 ? 0 : int.Parse(whole.Split("Content-Length: ")[1].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
                if (read == 0 || (end >= 0 && Encoding.UTF8.GetByteCount(whole) >= end + 4 + length))
                {
                    return whole;
                }
            }
        }
    }
}
