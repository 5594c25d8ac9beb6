using System.Text;

namespace Storage.ClickHouse;

/// <summary>Builds the address of a request: database, settings and <c>param_</c> values as its query string.</summary>
internal static class RequestAddress
{
    // ClickHouse's own limit of an address (max_uri_size) is one MiB; the embedded engine's is the same.
    private const int MaxCharacters = 1024 * 1024;

    /// <summary>The interface's own address. Behind a socket the host is only a word.</summary>
    public static Uri Root(ClickHouseEndpoint endpoint) => endpoint.Server ?? new Uri("http://localhost/");

    /// <param name="endpoint">Where the request goes.</param>
    /// <param name="query">Its parameters and settings; its text is added only by <paramref name="textInAddress"/>.</param>
    /// <param name="textInAddress">Whether the SQL goes into the address, because the body is data.</param>
    /// <param name="settings">Settings of the client; those of the query win.</param>
    public static Uri Of(
        ClickHouseEndpoint endpoint,
        SqlQuery query,
        bool textInAddress,
        params ReadOnlySpan<(string Name, string Value)> settings)
    {
        var address = new StringBuilder(Root(endpoint).AbsoluteUri);
        if (!endpoint.IsEmbedded)
        {
            Append(address, "database", endpoint.Database);
        }

        if (textInAddress)
        {
            Append(address, "query", query.Text);
        }

        foreach (var (name, value) in settings)
        {
            if (!query.Settings.ContainsKey(name))
            {
                Append(address, name, value);
            }
        }

        foreach (var (name, value) in query.Settings)
        {
            Append(address, name, value);
        }

        foreach (var (name, value) in query.Parameters)
        {
            Append(address, "param_" + name, ParameterText.Of(value));
        }

        return address.Length <= MaxCharacters
            ? new Uri(address.ToString())
            : throw new ClickHouseException(0, "The query's values are longer than 1 MiB: bind fewer or shorter ones.", retryable: false);
    }

    private static void Append(StringBuilder address, string name, string value)
    {
        var separator = address[^1] == '/' ? '?' : '&';
        address.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
    }
}
