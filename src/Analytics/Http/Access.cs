using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>Finds out who asks (API key, or the session of a signed-in browser) and what they may see.</summary>
internal sealed class Access(CatalogStore catalog, AnalyticsOptions options)
{
    public const string SessionCookie = "collector-session";

    private const string Scheme = "Bearer ";
    private const int LongestSecret = 512;

    private readonly byte[]? _adminKey = options.AdminKey is { Length: > 0 } key ? Hash(key) : null;

    /// <summary>The caller, who must hold a right; otherwise the request ends with 401 or 403.</summary>
    public Caller Require(HttpContext context, KeyRights right)
    {
        var caller = Find(context)
            ?? throw new ProblemException(401, "unauthorized", "Sign in or send a key", "Send an API key: Authorization: Bearer KEY.");
        return caller.May(right)
            ? caller
            : throw new ProblemException(403, "forbidden", "The key may not do this", $"This needs a key with the right {Word(right)}.");
    }

    /// <summary>The caller, who must hold a right for the whole installation.</summary>
    public void RequireEverywhere(HttpContext context, KeyRights right)
    {
        if (Require(context, right).SiteId is not null)
        {
            throw new ProblemException(403, "forbidden", "The key may not do this", "This needs a key that is not bound to one site.");
        }
    }

    /// <summary>A site the caller has the right for; a foreign site looks like a missing one.</summary>
    public Site RequireSite(HttpContext context, string name, KeyRights right)
    {
        var caller = Require(context, right);

        // A site's name may hold a slash, which stays encoded in a route.
        var site = catalog.FindSite(name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        return site is not null && (caller.SiteId is null || caller.SiteId == site.Id) ? site : throw ProblemException.NotFound("site");
    }

    /// <summary>Whether the caller holds a right.</summary>
    public bool Holds(HttpContext context, KeyRights right) => Find(context)?.May(right) ?? false;

    /// <summary>Whether the browser is signed in.</summary>
    public bool HasSession(HttpContext context) =>
        context.Request.Cookies[SessionCookie] is { Length: > 0 and <= LongestSecret } session && catalog.VerifySession(session);

    private Caller? Find(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length <= LongestSecret
                ? FindKey(header[Scheme.Length..].Trim())
                : null;
        }

        if (!HasSession(context))
        {
            return null;
        }

        RequireOwnPage(context.Request);
        return Caller.Administrator;
    }

    private Caller? FindKey(string secret)
    {
        if (_adminKey is not null && CryptographicOperations.FixedTimeEquals(Hash(secret), _adminKey))
        {
            return Caller.Administrator;
        }

        return catalog.VerifyKey(secret) is { } key ? new Caller(key.Rights, key.SiteId) : null;
    }

    // A browser sends the cookie by itself: a change must come from a page of our own.
    private static void RequireOwnPage(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return;
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var own = site.Length > 0
            ? site == "same-origin"
            : string.Equals(request.Headers.Origin.ToString(), $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        if (!own)
        {
            throw new ProblemException(403, "cross-site", "Refused", "A change by session must come from the dashboard itself; use an API key elsewhere.");
        }
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string Word(KeyRights right) => right switch
    {
        KeyRights.Send => "send",
        KeyRights.Read => "read",
        _ => "admin",
    };
}
