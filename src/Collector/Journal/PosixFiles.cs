using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Collector.Journal;

/// <summary>The real file system.</summary>
internal sealed class PosixFiles : IJournalFiles
{
    private const int ErrnoMissing = 2;

    public void CreateFolder(string path) => Checked("mkdir", path, () => Directory.CreateDirectory(path));

    public IReadOnlyList<JournalEntry> List(string folder)
    {
        return Checked("readdir", folder, () => new DirectoryInfo(folder).EnumerateFileSystemInfos()
            .Select(entry => new JournalEntry(entry.Name, entry is DirectoryInfo))
            .ToList());
    }

    public IJournalFile Create(string path) => Open(path, FileMode.CreateNew, FileAccess.ReadWrite);

    public IJournalFile Open(string path, bool writable) =>
        Open(path, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read);

    public void Rename(string from, string to)
    {
        while (LibcFiles.Rename(from, to) != 0)
        {
            ThrowUnlessInterrupted("rename", from);
        }
    }

    public void Delete(string path)
    {
        while (LibcFiles.Unlink(path) != 0)
        {
            if (Marshal.GetLastPInvokeError() == ErrnoMissing)
            {
                return;
            }

            ThrowUnlessInterrupted("unlink", path);
        }
    }

    public void SyncFolder(string folder)
    {
        int descriptor;
        while ((descriptor = LibcFiles.Open(folder, LibcFiles.OpenReadOnly)) < 0)
        {
            ThrowUnlessInterrupted("open", folder);
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        while (LibcFiles.Sync(handle) != 0)
        {
            ThrowUnlessInterrupted("fsync", folder);
        }
    }

    /// <summary>Writes all that the system holds back to its disks.</summary>
    public static void SyncAll() => LibcFiles.SyncAll();

    /// <summary>Inode and time of birth, mixed; the inode alone where the file system does not know the time.</summary>
    public ulong MarkOf(string path)
    {
        Span<byte> facts = stackalloc byte[LibcFiles.StatBytes];
        while (!LibcFiles.TryStat(path, facts))
        {
            ThrowUnlessInterrupted("statx", path);
        }

        var (inode, seconds, nanoseconds) = (LibcFiles.InodeOf(facts), LibcFiles.BirthSecondsOf(facts), LibcFiles.BirthNanosecondsOf(facts));
        return (inode * 0x9E37_79B9_7F4A_7C15) ^ ((ulong)seconds * 1_000_000_000) ^ nanoseconds;
    }

    public (long Total, long Available) Space(string folder)
    {
        return Checked("statfs", folder, () =>
        {
            var drive = new DriveInfo(folder);
            return (drive.TotalSize, drive.AvailableFreeSpace);
        });
    }

    /// <summary>Throws for the last libc error, except EINTR: then the caller's loop tries again.</summary>
    internal static void ThrowUnlessInterrupted(string operation, string path)
    {
        var errno = Marshal.GetLastPInvokeError();
        if (errno != LibcFiles.Interrupted)
        {
            throw new JournalIoException(operation, path, errno);
        }
    }

    /// <summary>Runs a .NET file call and turns its exception into ours; on Unix its HResult is the errno.</summary>
    internal static T Checked<T>(string operation, string path, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is (IOException and not JournalIoException) or UnauthorizedAccessException)
        {
            throw new JournalIoException(operation, path, e.InnerException?.HResult ?? e.HResult, e);
        }
    }

    // FileShare allows all: the one lock of the data folder is held elsewhere, and tests read beside the writer.
    private static PosixFile Open(string path, FileMode mode, FileAccess access) =>
        Checked("open", path, () => new PosixFile(path, File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete)));
}
