using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Engine.Http;

/// <summary>
/// Who may do what: the Unix socket belongs to the collector (file mode 0600) and may do all; the TCP port knows one user,
/// who may only read.
/// </summary>
internal sealed class AccessCheck(string? user, string? password)
{
    /// <summary>Whether the request came over the TCP port.</summary>
    internal static bool IsReader(HttpContext context) => context.Connection.LocalIpAddress is not null;

    /// <summary>Null when the request may go on.</summary>
    internal EngineError? Refuse(HttpContext context, QueryRequest request)
    {
        if (!IsReader(context))
        {
            return null;
        }

        var (name, secret) = Credentials(context, request);
        if (name is null)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Collector engine\"";
            return EngineError.Of(194, "REQUIRED_PASSWORD", "Name and password of the read-only user are required");
        }

        return Same(name, user) & Same(secret, password)
            ? null
            : EngineError.Of(516, "AUTHENTICATION_FAILED", "Authentication failed: password is incorrect, or there is no user with such name");
    }

    private static (string? Name, string? Secret) Credentials(HttpContext context, QueryRequest request)
    {
        var headers = context.Request.Headers;
        if (headers.TryGetValue("X-ClickHouse-User", out var name))
        {
            return (name, headers["X-ClickHouse-Key"]);
        }

        const string basic = "Basic ";
        var authorization = headers.Authorization.ToString();
        if (authorization.StartsWith(basic, StringComparison.OrdinalIgnoreCase))
        {
            var bytes = new byte[authorization.Length];
            var pair = Convert.TryFromBase64String(authorization[basic.Length..].Trim(), bytes, out var count)
                ? Encoding.UTF8.GetString(bytes, 0, count)
                : "";
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? (pair, "") : (pair[..colon], pair[(colon + 1)..]);
        }

        return (request.User, request.Password);
    }

    // Hashes first: the time of the comparison then tells neither content nor length.
    private static bool Same(string? given, string? expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(expected ?? "")));
}
