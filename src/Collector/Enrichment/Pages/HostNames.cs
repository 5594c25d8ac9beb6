namespace Collector.Enrichment.Pages;

/// <summary>How hosts are compared: by whole labels, without regard to case or to a leading <c>www.</c></summary>
internal static class HostNames
{
    /// <summary>The host in lower case.</summary>
    public static string Lower(ReadOnlySpan<char> host) =>
        host.IndexOfAnyInRange('A', 'Z') < 0 && System.Text.Ascii.IsValid(host)
            ? host.ToString()
            : host.ToString().ToLowerInvariant();

    /// <summary>The host without a leading <c>www.</c></summary>
    public static ReadOnlySpan<char> WithoutWww(ReadOnlySpan<char> host) =>
        host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && host.Length > 4 ? host[4..] : host;

    /// <summary>Whether <paramref name="host"/> is <paramref name="domain"/> or lies below it.</summary>
    public static bool IsWithin(ReadOnlySpan<char> host, ReadOnlySpan<char> domain)
    {
        host = WithoutWww(host);
        domain = WithoutWww(domain);
        return !domain.IsEmpty
            && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
            && (host.Length == domain.Length || host[host.Length - domain.Length - 1] == '.');
    }

    /// <summary>Whether <paramref name="host"/> lies within any of <paramref name="domains"/>.</summary>
    public static bool IsWithinAny(ReadOnlySpan<char> host, IReadOnlyList<string> domains)
    {
        for (var i = 0; i < domains.Count; i++)
        {
            if (IsWithin(host, domains[i]))
            {
                return true;
            }
        }

        return false;
    }
}
