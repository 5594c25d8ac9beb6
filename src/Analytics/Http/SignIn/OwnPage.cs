using Microsoft.AspNetCore.Http;

namespace Analytics.Http.SignIn;

/// <summary>
/// Proof that a request which a cookie signs was made by a page of our own: the browser says so (Sec-Fetch-Site, else Origin), and a
/// header that no form and no foreign page can send without being asked first.
/// </summary>
internal static class OwnPage
{
    public const string Header = "X-Collector";

    public static void Require(HttpRequest request)
    {
        if (!IsOwn(request) || request.Headers[Header].Count == 0)
        {
            throw new ProblemException(
                403, "cross-site", "Refused", $"A change by session must come from the dashboard itself, with the header {Header}; use an API key elsewhere.");
        }
    }

    /// <summary>For a form, which can send no header.</summary>
    public static void RequireForm(HttpRequest request)
    {
        if (!IsOwn(request))
        {
            throw new ProblemException(403, "cross-site", "Refused", "Signing in by a link must come from the page that the link opens.");
        }
    }

    private static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
        ? site == "same-origin"
        : IsOwn(request.Headers.Origin.ToString(), request.Host);

    // Only host and port: behind a proxy that ends TLS the scheme seen here is not the browser's.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);
}
