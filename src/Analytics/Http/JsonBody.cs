using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Analytics.Http;

/// <summary>Reads small JSON bodies.</summary>
internal static class JsonBody
{
    /// <summary>Largest body in bytes: 64 KiB, as for events.</summary>
    private const int MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Options = new() { MaxDepth = 16, PropertyNameCaseInsensitive = false };

    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var buffer = new byte[MaxBytes + 1];
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (length > MaxBytes)
            {
                throw new ProblemException(413, "too-large", "The body is too large", $"At most {MaxBytes} bytes.");
            }

            return JsonSerializer.Deserialize<T>(buffer.AsSpan(0, length), Options) ?? throw new JsonException();
        }
        catch (JsonException broken)
        {
            var where = broken.Path is { Length: > 0 } path ? $" Look at {path}." : "";
            throw new ProblemException(400, "bad-request", "The body is not the JSON expected here", $"Send a JSON object as described in /openapi/v1.json.{where}");
        }
    }
}
