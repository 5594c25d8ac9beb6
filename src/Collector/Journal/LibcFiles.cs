using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Collector.Journal;

/// <summary>
/// The libc calls whose errors .NET hides (fdatasync, fsync) or blurs. Declarations only; results and errno are judged in
/// <see cref="PosixFiles"/> and <see cref="PosixFile"/>.
/// </summary>
internal static unsafe partial class LibcFiles
{
    public const int Interrupted = 4;

    /// <summary>O_RDONLY | O_CLOEXEC on Linux.</summary>
    public const int OpenReadOnly = 0x80000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint PositionedWrite(SafeFileHandle file, byte* bytes, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int SyncData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(SafeFileHandle file, long length);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    /// <summary>Writes all that the system holds back to its disks; cannot fail.</summary>
    [LibraryImport("libc", EntryPoint = "sync")]
    public static partial void SyncAll();

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(string path);
}
