namespace Storage.ClickHouse;

/// <summary>Where a ClickHouse HTTP interface answers: the embedded engine's Unix socket or a server's URL.</summary>
public sealed record ClickHouseEndpoint
{
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
    public static ClickHouseEndpoint Parse(string url) => throw new NotImplementedException();
}
