using Analytics.Http.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>The dashboard's page (the same for all sites), its files, and signing in by a link.</summary>
internal sealed class DashboardPages(Access access, CatalogStore catalog, SignInDesk desk, DashboardFiles files)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription().AddEndpointFilter<ProblemFilter>();
        pages.MapMethods("/", Reading, (HttpContext context, DashboardPages page) => page.Page(context));
        pages.MapMethods("/{site}", Reading, (string site, HttpContext context, DashboardPages page) => IsFile(site) ? throw ProblemException.NotFound("file") : page.Page(context));
        pages.MapMethods("/assets/{**file}", Reading, (string file, HttpContext context, DashboardPages page) => page.Asset(file, context));
        pages.MapGet("/sign-in", (HttpContext context) => AskToSignIn(context));
        pages.MapPost("/sign-in", (HttpContext context, DashboardPages page) => page.SignInByLink(context));
    }

    // Files of other trackers that an old tag still asks for: no site has such a name.
    private static bool IsFile(string site) => Path.GetExtension(site).ToUpperInvariant() is ".JS" or ".GIF" or ".PHP" or ".MAP" or ".ICO" or ".PNG";

    // Without a session the page is still sent: it asks to sign in, and holds no data of its own. The status says it.
    private IResult Page(HttpContext context)
    {
        var share = context.Request.Query["share"].ToString() is { Length: > 0 } token ? catalog.FindShare(token) : null;
        var isFramed = share is { Origins.Count: > 0 } && context.Request.Query["embed"] == "1";
        PageHeaders.Set(context.Response, "no-store", isFramed ? share!.Origins : null);
        var status = share is not null || access.HasSession(context) ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        context.Response.StatusCode = status;
        return files.Find("index.html") is { } page
            ? TypedResults.Bytes(Pack(page, context), page.ContentType)
            : SignInPage.Gone(context);
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

    private static IResult AskToSignIn(HttpContext context)
    {
        PageHeaders.Set(context.Response, "no-store");
        var token = context.Request.Query["token"].ToString();
        return token.Length == 0 ? TypedResults.Redirect("/") : SignInPage.Ask(context);
    }

    private IResult SignInByLink(HttpContext context)
    {
        // Or a foreign page could sign its visitors in to an account of its own.
        OwnPage.RequireForm(context.Request);
        PageHeaders.Set(context.Response, "no-store");
        return desk.OpenByLink(context, context.Request.Query["token"].ToString()) ? TypedResults.Redirect("/") : SignInPage.Gone(context);
    }
}
