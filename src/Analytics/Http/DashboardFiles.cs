using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Analytics.Http;

/// <summary>The dashboard's files, embedded in this assembly as <c>dashboard/…</c>.</summary>
internal sealed class DashboardFiles
{
    private const string Prefix = "dashboard/";

    private readonly FrozenDictionary<string, DashboardFile> _files;

    public DashboardFiles()
    {
        var assembly = typeof(DashboardFiles).Assembly;
        _files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => Read(assembly.GetManifestResourceStream(name)!, name), StringComparer.Ordinal);
    }

    /// <summary>The file of a path such as <c>assets/app.js</c>; null when there is none.</summary>
    public DashboardFile? Find(string path) => _files.GetValueOrDefault(path);

    private static DashboardFile Read(Stream resource, string name)
    {
        using (resource)
        {
            var bytes = new byte[resource.Length];
            resource.ReadExactly(bytes);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"", isWeak: true);
            return new DashboardFile(bytes, Compress(bytes), ContentType(name), tag);
        }
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}

/// <summary>A file as it is sent.</summary>
/// <param name="Bytes">As built.</param>
/// <param name="Packed">The same with gzip.</param>
/// <param name="ContentType">For the header of that name.</param>
/// <param name="Tag">Of the bytes; weak comparison serves both forms.</param>
internal sealed record DashboardFile(byte[] Bytes, byte[] Packed, string ContentType, EntityTagHeaderValue Tag);
