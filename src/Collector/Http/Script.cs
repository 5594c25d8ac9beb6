using System.IO.Compression;
using System.Security.Cryptography;

namespace Collector.Http;

/// <summary>One script in every encoding, compressed once, with a strong ETag for each.</summary>
internal sealed class Script
{
    private readonly Variant _plain;
    private readonly Variant _brotli;
    private readonly Variant _gzip;

    public Script(byte[] content)
    {
        Content = content;
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12));
        Version = hash[..16];
        Integrity = "sha384-" + Convert.ToBase64String(SHA384.HashData(content));
        _plain = new Variant("", content, $"\"{hash}\"");
        _brotli = new Variant("br", Compress(content, stream => new BrotliStream(stream, CompressionLevel.SmallestSize)), $"\"{hash}-br\"");
        _gzip = new Variant("gzip", Compress(content, stream => new GZipStream(stream, CompressionLevel.SmallestSize)), $"\"{hash}-gz\"");
    }

    public byte[] Content { get; }

    /// <summary>16 letters that only this content has: the first 64 bits of its SHA-256 in hex.</summary>
    public string Version { get; }

    /// <summary>For the attribute <c>integrity</c> of a script tag: SHA-384.</summary>
    public string Integrity { get; }

    /// <summary>Answers with the script in the best encoding that the client takes, or 304.</summary>
    public async Task ServeAsync(HttpContext context, string cacheControl)
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
        response.Headers.CacheControl = cacheControl;
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

    /// <summary>The script in one encoding.</summary>
    private sealed record Variant(string Encoding, byte[] Body, string ETag);
}
