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
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var own = site.Length > 0 ? site == "same-origin" : IsOwn(request.Headers.Origin.ToString(), request.Host);
        if (!own || request.Headers[Header].Count == 0)
        {
            throw new ProblemException(
                403, "cross-site", "Refused", $"A change by session must come from the dashboard itself, with the header {Header}; use an API key elsewhere.");
        }
    }

    // Only host and port: behind a proxy that ends TLS the scheme seen here is not the browser's.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);
}
