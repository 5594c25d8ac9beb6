namespace Engine.Http;

/// <summary>Files that live for one request: bodies read by <c>input(…)</c> and answers that must be made as a whole. Emptied at start.</summary>
internal sealed class SpoolFolder
{
    private readonly string _folder;
    private long _last;

    internal SpoolFolder(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Delete(file);
        }
    }

    internal string Folder => _folder;

    /// <summary>A path that no other request has; the file is deleted on dispose.</summary>
    internal SpoolFile New() => new(Path.Combine(_folder, $"{Interlocked.Increment(ref _last)}.spool"));
}

/// <summary>A file that is deleted when its request is over.</summary>
internal sealed class SpoolFile(string path) : IDisposable
{
    internal string Path { get; } = path;

    public void Dispose() => File.Delete(Path);
}
