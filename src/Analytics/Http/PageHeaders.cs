using Microsoft.AspNetCore.Http;

namespace Analytics.Http;

/// <summary>Headers of the dashboard's pages: nothing from elsewhere, nothing inline, no text that becomes markup, not in a frame unless a shared link allows it.</summary>
internal static class PageHeaders
{
    /// <summary>The browser tests serve the dashboard with the same words.</summary>
    internal const string Policy = Rules + NoFrame;

    private const string Rules =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors ";

    private const string NoFrame = "'none'";

    /// <param name="response">The answer.</param>
    /// <param name="cacheControl">Its header of that name.</param>
    /// <param name="origins">Whose pages may show it in a frame; null for none.</param>
    public static void Set(HttpResponse response, string cacheControl, IReadOnlyList<string>? origins = null)
    {
        response.Headers.ContentSecurityPolicy = Rules + (origins is null ? NoFrame : string.Join(' ', origins));
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (origins is null)
        {
            response.Headers.XFrameOptions = "DENY";
        }

        response.Headers.CacheControl = cacheControl;
    }
}
