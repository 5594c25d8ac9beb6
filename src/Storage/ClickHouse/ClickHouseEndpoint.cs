namespace Storage.ClickHouse;

/// <summary>Where a ClickHouse HTTP interface answers: the embedded engine's Unix socket or a server's URL.</summary>
public sealed record ClickHouseEndpoint
{
    // ClickHouse's ports as installed.
    private const int HttpPort = 8123;
    private const int HttpsPort = 8443;

    /// <summary>Path of the Unix domain socket; null for a server.</summary>
    public string? SocketPath { get; init; }

    /// <summary>Server address without user info and path; null for the embedded engine.</summary>
    public Uri? Server { get; init; }

    public string User { get; init; } = "default";

    public string Password { get; init; } = "";

    public string Database { get; init; } = "default";

    /// <summary>Whether this is the embedded engine (its tables fsync their inserts; a server's settings are its own).</summary>
    public bool IsEmbedded => SocketPath is not null;

    /// <summary>The embedded engine behind a socket.</summary>
    public static ClickHouseEndpoint Embedded(string socketPath) => new() { SocketPath = socketPath };

    /// <summary>A server from <c>http://user:password@host:8123/database</c>.</summary>
    /// <exception cref="FormatException">The text is no http(s) URL; the message says what is expected.</exception>
    /// <remarks>Without a port ClickHouse's own is meant: 8123, for https 8443. User, password and database may be left out.</remarks>
    public static ClickHouseEndpoint Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.Host.Length == 0
            || uri.Query.Length > 0
            || uri.Fragment.Length > 0)
        {
            throw Malformed();
        }

        var user = uri.UserInfo.Split(':', 2);
        var endpoint = new ClickHouseEndpoint
        {
            Server = new UriBuilder(uri.Scheme, uri.Host, Port(uri)).Uri,
            User = Part(user[0], "default"),
            Password = user.Length > 1 ? Part(user[1], "") : "",
            Database = Part(uri.AbsolutePath.Trim('/'), "default"),
        };
        return endpoint.Database.Contains('/', StringComparison.Ordinal) ? throw Malformed() : endpoint;
    }

    private static int Port(Uri uri)
    {
        // Uri cannot tell http://host:80 from http://host, so look whether the digits are there.
        var authority = uri.OriginalString.AsSpan(uri.OriginalString.IndexOf("//", StringComparison.Ordinal) + 2);
        authority = authority[..(authority.IndexOf('/') is var end and >= 0 ? end : authority.Length)];
        var stated = char.IsAsciiDigit(authority[^1]) && authority.EndsWith($":{uri.Port}", StringComparison.Ordinal);
        return stated || !uri.IsDefaultPort ? uri.Port : uri.Scheme == Uri.UriSchemeHttps ? HttpsPort : HttpPort;
    }

    private static string Part(string escaped, string otherwise)
    {
        var text = Uri.UnescapeDataString(escaped);
        return text.Any(char.IsControl) ? throw Malformed() : text.Length > 0 ? text : otherwise;
    }

    // The text itself may hold a password: it is not repeated.
    private static FormatException Malformed() =>
        new("The ClickHouse address is not understood: write http://user:password@host:8123/database (or https, port 8443), special characters in user and password as %XX.");
}
