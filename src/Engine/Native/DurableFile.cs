namespace Engine.Native;

/// <summary>Writes small files so that they are whole after a power cut. .NET's own flush hides the errors of fsync.</summary>
internal static class DurableFile
{
    /// <summary>Replaces a file, or creates it: written beside it, synced, renamed, the folder synced.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal static void Replace(string path, byte[] content)
    {
        var next = path + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
            Sync((int)file.SafeFileHandle.DangerousGetHandle(), next);
        }

        File.Move(next, path, overwrite: true);
        var folder = LibcMethods.Open(Path.GetDirectoryName(path) ?? "/", 0);
        if (folder < 0)
        {
            throw new IOException($"{path} cannot be written.");
        }

        try
        {
            Sync(folder, path);
        }
        finally
        {
            _ = LibcMethods.Close(folder);
        }
    }

    private static void Sync(int file, string path)
    {
        if (LibcMethods.Sync(file) != 0)
        {
            throw new IOException($"{path} cannot be written: the disk refused to sync it.");
        }
    }
}
