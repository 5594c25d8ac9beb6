using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace Collector.Http;

/// <summary>
/// <c>GET /s.js</c> and the sites' own unguessable paths <c>/WORD.js</c>: the snippet, compressed once at start, with a strong
/// ETag per encoding.
/// </summary>
internal sealed class SnippetEndpoint
{
    private readonly IScriptPaths _paths;
    private readonly Variant _plain;
    private readonly Variant _brotli;
    private readonly Variant _gzip;

    /// <param name="script">The snippet.</param>
    /// <param name="paths">Knows the sites' own paths.</param>
    public SnippetEndpoint(byte[] script, IScriptPaths paths)
    {
        _paths = paths;
        var hash = Convert.ToHexStringLower(SHA256.HashData(script).AsSpan(0, 12));
        _plain = new Variant("", script, $"\"{hash}\"");
        _brotli = new Variant("br", Compress(script, stream => new BrotliStream(stream, CompressionLevel.SmallestSize)), $"\"{hash}-br\"");
        _gzip = new Variant("gzip", Compress(script, stream => new GZipStream(stream, CompressionLevel.SmallestSize)), $"\"{hash}-gz\"");
    }

    /// <summary>The snippet that was built into the program.</summary>
    public static byte[] BuiltIn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("s.js")
            ?? throw new InvalidOperationException("The snippet is missing from the program: build it again.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Serves <c>/WORD.js</c>: the snippet when WORD is a site's, otherwise 404.</summary>
    public Task ServeSiteScriptAsync(HttpContext context)
    {
        if (context.Request.RouteValues["word"] is string word && _paths.Contains(word))
        {
            return ServeAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    public async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        var response = context.Response;
        var variant = AcceptEncoding.Pick(request.Headers.AcceptEncoding.ToString()) switch
        {
            "br" => _brotli,
            "gzip" => _gzip,
            _ => _plain,
        };
        CollectHeaders.AllowAnyOrigin(response);
        response.Headers.CacheControl = "public, max-age=3600";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.ETag = variant.ETag;
        if (Matches(request.Headers.IfNoneMatch.ToString(), variant.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "text/javascript; charset=utf-8";
        response.ContentLength = variant.Body.Length;
        if (variant.Encoding.Length > 0)
        {
            response.Headers.ContentEncoding = variant.Encoding;
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.BodyWriter.WriteAsync(variant.Body);
        }
    }

    // Weak comparison, as RFC 9110 wants it for If-None-Match: proxies may have put W/ before our tag.
    private static bool Matches(string header, string etag) => header == "*" || header.Contains(etag, StringComparison.Ordinal);

    private static byte[] Compress(byte[] script, Func<Stream, Stream> into)
    {
        using var result = new MemoryStream();
        using (var stream = into(result))
        {
            stream.Write(script);
        }

        return result.ToArray();
    }

    /// <summary>The snippet in one encoding.</summary>
    private sealed record Variant(string Encoding, byte[] Body, string ETag);
}

/// <summary>Knows the unguessable words of the sites' own script paths.</summary>
internal interface IScriptPaths
{
    bool Contains(string word);
}
