using Microsoft.AspNetCore.Http;

namespace Analytics.Http;

/// <summary>Headers of the dashboard's pages: nothing from elsewhere, nothing inline, not in a frame.</summary>
internal static class PageHeaders
{
    private const string Policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    public static void Set(HttpResponse response, string cacheControl)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.CacheControl = cacheControl;
    }
}
