namespace Collector.Enrichment.Pages;

/// <summary>
/// The parts of an http, https or android-app address, cut without allocation. Stricter than a browser where that is safe:
/// what has no plain host is no address. User name, password and port are dropped.
/// </summary>
internal readonly ref struct WebAddress
{
    /// <summary>Longest host name, in characters (RFC 1035).</summary>
    private const int MaxHost = 253;

    private WebAddress(ReadOnlySpan<char> host, ReadOnlySpan<char> path, ReadOnlySpan<char> query)
    {
        Host = host;
        Path = path;
        Query = query;
    }

    /// <summary>Host as written, without port and final dot; IPv6 with its brackets.</summary>
    public ReadOnlySpan<char> Host { get; }

    /// <summary>Path from its slash, still percent-encoded; empty when the address ends after the host.</summary>
    public ReadOnlySpan<char> Path { get; }

    /// <summary>Query without its question mark, still encoded.</summary>
    public ReadOnlySpan<char> Query { get; }

    /// <summary>Cuts an http or https address.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out WebAddress address)
    {
        text = text.Trim();
        return TryAfter(text, "https://", out address) || TryAfter(text, "http://", out address);
    }

    /// <summary>Cuts a referrer: http, https, or android-app with the app's package as host.</summary>
    public static bool TryParseReferrer(ReadOnlySpan<char> text, out WebAddress address) =>
        TryParse(text, out address) || TryAfter(text.Trim(), "android-app://", out address);

    private static bool TryAfter(ReadOnlySpan<char> text, string scheme, out WebAddress address)
    {
        address = default;
        if (!text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = text[scheme.Length..];
        var end = rest.IndexOfAny("/?#\\");
        var authority = end < 0 ? rest : rest[..end];
        var tail = end < 0 ? default : rest[end..];
        var host = HostOf(authority);
        if (!IsHost(host))
        {
            return false;
        }

        var fragment = tail.IndexOf('#');
        tail = fragment < 0 ? tail : tail[..fragment];
        var question = tail.IndexOf('?');
        address = question < 0
            ? new WebAddress(host, tail, default)
            : new WebAddress(host, tail[..question], tail[(question + 1)..]);
        return true;
    }

    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = host.LastIndexOf(':');
        if (colon >= 0 && colon > host.LastIndexOf(']'))
        {
            host = host[..colon];
        }

        return host.EndsWith('.') ? host[..^1] : host;
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host.IsEmpty || host.Length > MaxHost)
        {
            return false;
        }

        if (host[0] == '[')
        {
            return host[^1] == ']' && System.Net.IPAddress.TryParse(host[1..^1], out _);
        }

        var before = '.';
        foreach (var c in host)
        {
            var isLabel = char.IsLetterOrDigit(c) || c is '-' or '_' || char.IsSurrogate(c) || char.IsBetween(c, '\u0300', '\u036F');
            if (!isLabel && (c != '.' || before == '.'))
            {
                return false;
            }

            before = c;
        }

        return before != '.';
    }
}
