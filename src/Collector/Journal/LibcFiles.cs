using System.Buffers.Binary;
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

    /// <summary>Bytes of struct statx, the same on every processor.</summary>
    public const int StatBytes = 256;

    private const int CurrentFolder = -100;

    /// <summary>STATX_INO | STATX_BTIME.</summary>
    private const uint InodeAndBirth = 0x900;

    /// <summary>Facts of a file; false: errno says why not.</summary>
    public static bool TryStat(string path, Span<byte> facts)
    {
        facts.Clear();
        fixed (byte* to = facts)
        {
            return StatX(CurrentFolder, path, 0, InodeAndBirth, to) == 0;
        }
    }

    public static ulong InodeOf(ReadOnlySpan<byte> facts) => BinaryPrimitives.ReadUInt64LittleEndian(facts[32..]);

    /// <summary>Unix seconds; 0 where the file system does not know.</summary>
    public static long BirthSecondsOf(ReadOnlySpan<byte> facts) => BinaryPrimitives.ReadInt64LittleEndian(facts[80..]);

    public static uint BirthNanosecondsOf(ReadOnlySpan<byte> facts) => BinaryPrimitives.ReadUInt32LittleEndian(facts[88..]);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte* facts);

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
