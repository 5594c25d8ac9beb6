using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>The dashboard's page (the same for all sites), its files, and signing in and out.</summary>
internal sealed class DashboardPages(Access access, CatalogStore catalog, DashboardFiles files)
{
    private const string Hint =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Collector: sign in</title>
        <h1>Sign in</h1>
        <p>Open the sign-in link that the collector printed when it started. It works once; a new start prints a new one.</p></html>
        """;

    /// <summary>Life of the cookie in the browser; the session behind it ends by the catalog's rules (12 h idle, 7 days at most).</summary>
    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(7);

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription().AddEndpointFilter<ProblemFilter>();
        pages.MapMethods("/", Reading, (HttpContext context, DashboardPages page) => page.Page(context));
        pages.MapMethods("/{site}", Reading, (HttpContext context, DashboardPages page) => page.Page(context));
        pages.MapMethods("/assets/{**file}", Reading, (string file, HttpContext context, DashboardPages page) => page.Asset(file, context));
        pages.MapGet("/sign-in", (HttpContext context, DashboardPages page) => page.SignIn(context));
        pages.MapPost("/sign-out", (HttpContext context, DashboardPages page) => page.SignOut(context));
    }

    // Without a session the page is still sent: it asks for an API key, and holds no data of its own. The status says it.
    private IResult Page(HttpContext context)
    {
        PageHeaders.Set(context.Response, "no-store");
        var status = access.HasSession(context) ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        context.Response.StatusCode = status;
        return files.Find("index.html") is { } page
            ? TypedResults.Bytes(Pack(page, context), page.ContentType)
            : TypedResults.Content(Hint, "text/html; charset=utf-8", statusCode: status);
    }

    private FileContentHttpResult Asset(string file, HttpContext context)
    {
        if (files.Find($"assets/{file}") is not { } found)
        {
            throw ProblemException.NotFound("file");
        }

        // Parts carry a hash of their content in their names; the others are asked for again each time.
        PageHeaders.Set(context.Response, file.StartsWith("parts/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache");
        context.Response.Headers.Vary = "Accept-Encoding";
        return TypedResults.Bytes(Pack(found, context), found.ContentType, entityTag: found.Tag);
    }

    /// <summary>The file's bytes, with gzip for a client that takes it.</summary>
    private static byte[] Pack(DashboardFile file, HttpContext context)
    {
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        if (!accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) || accepted.Contains("gzip;q=0", StringComparison.OrdinalIgnoreCase))
        {
            return file.Bytes;
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return file.Packed;
    }

    private IResult SignIn(HttpContext context)
    {
        PageHeaders.Set(context.Response, "no-store");
        var token = context.Request.Query["token"].ToString();
        if (token.Length is 0 or > 512 || catalog.RedeemSignInToken(token) is not { } session)
        {
            return TypedResults.Content(Hint, "text/html; charset=utf-8", statusCode: StatusCodes.Status401Unauthorized);
        }

        context.Response.Cookies.Append(Access.SessionCookie, session, Cookie(context, CookieLife));
        return TypedResults.Redirect("/");
    }

    private NoContent SignOut(HttpContext context)
    {
        access.Require(context, KeyRights.Read);
        if (context.Request.Cookies[Access.SessionCookie] is { Length: > 0 } session)
        {
            catalog.EndSession(session);
        }

        context.Response.Cookies.Delete(Access.SessionCookie, Cookie(context, TimeSpan.Zero));
        return TypedResults.NoContent();
    }

    private static CookieOptions Cookie(HttpContext context, TimeSpan life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };
}
