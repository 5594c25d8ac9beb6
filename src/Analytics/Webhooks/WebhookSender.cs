using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Webhooks;

/// <summary>
/// Sends one notification: no redirect, no proxy, no cookie, ten seconds, at most 4 KiB of the answer's head and nothing of its
/// body, so that a webhook tells nobody what else answers there.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    public const string SignatureHeader = "X-Collector-Signature";
    public const string DeliveryHeader = "X-Collector-Delivery";

    private const int MaxHeadKiB = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly WebhookGuard _guard;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public WebhookSender(WebhookGuard guard, TimeProvider clock)
    {
        (_guard, _clock) = (guard, clock);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = guard.ConnectAsync,
            ConnectTimeout = Limit,
            MaxResponseHeadersLength = MaxHeadKiB,

            // Each notification resolves and checks anew.
            PooledConnectionLifetime = TimeSpan.Zero,
        })
        { Timeout = Limit };
    }

    /// <summary>Sends it; the answer as a few words, and whether the receiver took it.</summary>
    public async Task<(bool Taken, string Answer)> SendAsync(Alert alert, AlertEvent happened, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _guard.Read(alert.Webhook));
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
            request.Headers.TryAddWithoutValidation("User-Agent", "Collector");
            request.Headers.TryAddWithoutValidation(DeliveryHeader, happened.Delivery);
            request.Headers.TryAddWithoutValidation(SignatureHeader, Signature(alert.Secret, _clock.GetUtcNow(), body));
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (answer.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, "no answer in 10 seconds");
        }
        catch (QueryProblemException)
        {
            return (false, "address refused");
        }
        catch (HttpRequestException failure)
        {
            return (false, failure.InnerException is WebhookRefusedException ? "address refused" : Words(failure));
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            return (false, "no connection");
        }
    }

    /// <summary><c>t=SECONDS,v1=HEX</c>: HMAC-SHA256 by the secret over SECONDS, a dot and the body.</summary>
    public static string Signature(string secret, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{seconds}."), .. body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return $"t={seconds},v1={Convert.ToHexStringLower(mac)}";
    }

    public void Dispose() => _client.Dispose();

    private static string Words(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name is not known",
        HttpRequestError.SecureConnectionError => "the certificate is not trusted",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.ConfigurationLimitExceeded => "the answer's head is too large",
        _ => "no answer that can be read",
    };
}
