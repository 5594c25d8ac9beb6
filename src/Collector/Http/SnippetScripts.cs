using System.Reflection;

namespace Collector.Http;

/// <summary>
/// The snippet as it was built into the program, and the versions that earlier programs kept in the data folder: a page that names
/// a version, with the hash of its content, must find it after an upgrade too.
/// </summary>
/// <param name="Full">Everything.</param>
/// <param name="Core">Page views, engagement and own events.</param>
/// <param name="Earlier">Other versions, at most <see cref="MaxEarlier"/>.</param>
internal sealed record SnippetScripts(byte[] Full, byte[] Core, IReadOnlyList<byte[]> Earlier)
{
    /// <summary>Two a release: a hundred releases, 1 MB in memory.</summary>
    public const int MaxEarlier = 200;

    /// <summary>A larger file in the folder is none of ours. Bytes.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>The scripts of this program alone.</summary>
    public static SnippetScripts BuiltIn { get; } = new(Resource("s.js"), Resource("s.core.js"), []);

    /// <summary>
    /// Keeps this program's scripts in the folder and takes up, newest first, what earlier ones kept there. A full disk is no
    /// reason not to start: what cannot be written now is written at the next start.
    /// </summary>
    public static SnippetScripts In(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            Keep(folder, BuiltIn.Full);
            Keep(folder, BuiltIn.Core);
        }
        catch (IOException)
        {
            // Served from the program all the same.
        }

        if (!Directory.Exists(folder))
        {
            return BuiltIn;
        }

        var earlier = new DirectoryInfo(folder).EnumerateFiles("s.*.js")
            .Where(file => file.Length <= MaxBytes)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .Take(MaxEarlier)
            .Select(file => (file.Name, Content: File.ReadAllBytes(file.FullName)))
            .Where(file => file.Name == NameOf(file.Content))
            .Select(file => file.Content);
        return BuiltIn with { Earlier = [.. earlier] };
    }

    private static void Keep(string folder, byte[] content)
    {
        var path = Path.Combine(folder, NameOf(content));
        if (!File.Exists(path))
        {
            var fresh = path + ".new";
            File.WriteAllBytes(fresh, content);
            File.Move(fresh, path, overwrite: true);
        }
    }

    // A file that is not what its name says, torn by a power cut perhaps, is not served.
    private static string NameOf(byte[] content) => $"s.{new Script(content).Version}.js";

    private static byte[] Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("The snippet is missing from the program: build it again.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
