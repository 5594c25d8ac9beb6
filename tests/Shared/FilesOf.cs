namespace Shared;

/// <summary>Looks for bytes in files.</summary>
internal static class FilesOf
{
    /// <summary>Files below a folder that hold the bytes; all but sockets and <c>status</c>, which the engine keeps locked and which names its process.</summary>
    public static IReadOnlyList<string> Folder(string folder, byte[] bytes) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) != ".sock" && Path.GetFileName(file) is not ("status" or "s") && File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0),
    ];
}
