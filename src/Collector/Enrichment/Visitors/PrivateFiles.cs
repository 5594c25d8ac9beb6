namespace Collector.Enrichment.Visitors;

/// <summary>Opens files of secrets: readable by the owner only, every write through to the disk.</summary>
internal static class PrivateFiles
{
    /// <summary>Creates a file anew with mode 0600.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 0,
            // O_SYNC: the write itself returns the disk's errors, which .NET's flush would hide.
            Options = FileOptions.WriteThrough,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Opens a file so that it can be overwritten even after another one has taken its name.</summary>
    public static FileStream OpenForWiping(string path) =>
        new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.WriteThrough);

    /// <summary>Overwrites an open file with zeros.</summary>
    public static void Wipe(FileStream file)
    {
        file.Position = 0;
        file.Write(new byte[file.Length]);
    }
}
