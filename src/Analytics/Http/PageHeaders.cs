using Microsoft.AspNetCore.Http;

namespace Analytics.Http;

/// <summary>Headers of the dashboard's pages: nothing from elsewhere, nothing inline, no text that becomes markup, not in a frame.</summary>
internal static class PageHeaders
{
    /// <summary>The browser tests serve the dashboard with the same words.</summary>
    internal const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public static void Set(HttpResponse response, string cacheControl)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.CacheControl = cacheControl;
    }
}
