using System.Globalization;

namespace Collector.Hosting;

/// <summary>
/// The data folder and the one lock on it: an open file that no second process can open, held for the process's life and freed
/// by the system however the process ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream? _lock;

    private DataFolder(string path, FileStream? held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string Catalog => System.IO.Path.Combine(Path, "catalog.db");

    public string Journal => System.IO.Path.Combine(Path, "journal");

    /// <summary>Open visits and known event ids, so that a start need not read the journal of an hour.</summary>
    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>The embedded database.</summary>
    public string Engine => System.IO.Path.Combine(Path, "engine");

    /// <summary>Every version of the snippet that was served from here.</summary>
    public string Snippets => System.IO.Path.Combine(Path, "snippets");

    /// <summary>Salts of visitors (never in a backup) and the installation's secret.</summary>
    public string Secrets => System.IO.Path.Combine(Path, "secrets");

    /// <summary>Requests for erasure that wait, and receipts.</summary>
    public string Erasures => System.IO.Path.Combine(Path, "erasures");

    /// <summary>The folder for reading beside a running collector: nothing is locked.</summary>
    public static DataFolder Beside(string path) => new(System.IO.Path.GetFullPath(path), null);

    /// <summary>Creates the folder when missing and takes its lock.</summary>
    /// <exception cref="ExitException">It cannot be written, or another collector owns it.</exception>
    public static DataFolder Own(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var lockFile = System.IO.Path.Combine(full, "LOCK");
        var pidFile = System.IO.Path.Combine(full, "collector.pid");
        FileStream held;
        try
        {
            Directory.CreateDirectory(full);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(full, exception);
        }

        try
        {
            held = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(lockFile) && IsWritable(full))
        {
            var owner = File.Exists(pidFile) ? " with process id " + File.ReadAllText(pidFile).Trim() : "";
            throw new ExitException(ExitCode.FolderInUse, $"The data folder {full} is in use by another collector{owner}: stop that one, or give this one its own folder (--data).");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(full, exception);
        }

        try
        {
            File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // A full disk: the lock is what counts, the number is only for messages.
        }

        return new DataFolder(full, held);
    }

    /// <summary>Whether a collector runs on it.</summary>
    public bool IsOwned()
    {
        try
        {
            using var held = new FileStream(System.IO.Path.Combine(Path, "LOCK"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _lock?.Dispose();

    private static bool IsWritable(string folder)
    {
        try
        {
            var probe = System.IO.Path.Combine(folder, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ExitException Unusable(string folder, Exception exception) =>
        new(ExitCode.Unusable, $"The data folder {folder} cannot be written ({exception.Message.TrimEnd('.')}): make it writable, or give another one (--data).");
}
