using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Collector.Http.Demo;

/// <summary>
/// The demo shop at <c>/demo/</c>: the files of the folder <c>demo</c>, embedded in the program (about 40 kB). Its pages carry the real
/// snippet for the site <c>demo.local</c>, so that everything a visitor does there can be read in the dashboard.
/// </summary>
internal static class DemoShopEndpoint
{
    private const string Prefix = "demo/";

    /// <summary>No inline script or style, nothing from elsewhere.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Serves the shop. Call it when the site <c>demo.local</c> exists.</summary>
    public static void MapDemoShop(this IEndpointRouteBuilder routes)
    {
        var files = ReadFiles();
        routes.MapMethods("/demo/{**path}", ["GET", "HEAD"], (HttpContext context, string? path) => Answer(context, files, path ?? ""))
            .ExcludeFromDescription();
    }

    private static IResult Answer(HttpContext context, FrozenDictionary<string, ShopFile> files, string path)
    {
        if (context.Request.Path == "/demo")
        {
            return Results.Redirect("/demo/");
        }
        if (!files.TryGetValue(FileOf(path), out var file))
        {
            return Results.NotFound();
        }
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers["Referrer-Policy"] = "same-origin";
        return Results.Bytes(file.Content, file.ContentType, entityTag: file.Tag);
    }

    /// <summary>Pages have no ending in their address; the tabs of the guide are one page.</summary>
    private static string FileOf(string path) => path switch
    {
        "" => "index.html",
        "guide/black" or "guide/green" or "guide/herbal" => "guide.html",
        _ when path.Contains('.', StringComparison.Ordinal) => path,
        _ => path + ".html",
    };

    private static FrozenDictionary<string, ShopFile> ReadFiles()
    {
        var types = new FileExtensionContentTypeProvider();
        var assembly = typeof(DemoShopEndpoint).Assembly;
        var files = new Dictionary<string, ShopFile>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // the name comes from the assembly itself
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var type = types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
            if (type.StartsWith("text/", StringComparison.Ordinal))
            {
                type += "; charset=utf-8";
            }
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..8])}\"");
            files[name[Prefix.Length..]] = new ShopFile(content, type, tag);
        }
        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record ShopFile(byte[] Content, string ContentType, EntityTagHeaderValue Tag);
}
