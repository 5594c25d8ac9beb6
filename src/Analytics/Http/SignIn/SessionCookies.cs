using Microsoft.AspNetCore.Http;

namespace Analytics.Http.SignIn;

/// <summary>The cookie of a session: <c>__Host-collector-session</c> over https; over http, as on localhost, without the prefix that needs it.</summary>
internal sealed class SessionCookies(AnalyticsOptions options)
{
    private const string Name = "collector-session";
    private const string SecureName = "__Host-" + Name;
    private const int LongestSecret = 64;

    /// <summary>Life of the cookie in the browser; the session behind it ends by the catalog's rules (12 h idle, 7 days at most).</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>The session's secret; null when the browser sent none.</summary>
    public string? Read(HttpContext context) => context.Request.Cookies[NameFor(context)] is { Length: > 0 and <= LongestSecret } secret ? secret : null;

    public void Set(HttpContext context, string secret) => context.Response.Cookies.Append(NameFor(context), secret, Options(context, Life));

    public void Remove(HttpContext context) => context.Response.Cookies.Delete(NameFor(context), Options(context, TimeSpan.Zero));

    private string NameFor(HttpContext context) => options.IsHttps(context) ? SecureName : Name;

    private CookieOptions Options(HttpContext context, TimeSpan life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = options.IsHttps(context),
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };
}
