using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Engine.Native;

/// <summary>
/// Ends the engine process at the first write or sync of a file of the database that the disk refuses. The engine ignores the error of a
/// file's last write (decision 16): it would give the file its final name, confirm the statement, and not start again. What ends
/// here is as after kill -9, which the engine survives: unfinished files still have their temporary names.
/// </summary>
internal static unsafe class DiskGuard
{
    private const int InterruptedCall = 4;
    private const int BadDescriptor = 9;
    private const int TryAgain = 11;
    private const int InvalidArgument = 22;
    private const int StandardError = 2;

    // Set once, before the library runs.
    private static string _folder = "";
    private static delegate* unmanaged[Cdecl]<int, nint, nint, nint> _write;
    private static delegate* unmanaged[Cdecl]<int, nint, int, nint> _writeMany;
    private static delegate* unmanaged[Cdecl]<int, nint, nint, long, nint> _writeAt;
    private static delegate* unmanaged[Cdecl]<int, int> _sync;
    private static delegate* unmanaged[Cdecl]<int, int> _syncData;
    private static delegate* unmanaged[Cdecl]<int, long, int> _truncate;
    private static int _refusedSpools;

    /// <summary>Writes to spool files that the disk refused, since the start: the answer in such a file is not whole.</summary>
    internal static int RefusedSpools => Volatile.Read(ref _refusedSpools);

    /// <summary>Puts itself between a library and the system's calls.</summary>
    /// <param name="library">The loaded library.</param>
    /// <param name="folder">The database's folder; other files are not watched.</param>
    /// <returns>Whether it could: not on macOS.</returns>
    internal static bool Install(nint library, string folder)
    {
        if (ImportTable.Of(library) is not { } imports)
        {
            return false;
        }

        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var system = NativeLibrary.GetMainProgramHandle();
        _write = (delegate* unmanaged[Cdecl]<int, nint, nint, nint>)NativeLibrary.GetExport(system, "write");
        _writeMany = (delegate* unmanaged[Cdecl]<int, nint, int, nint>)NativeLibrary.GetExport(system, "writev");
        _writeAt = (delegate* unmanaged[Cdecl]<int, nint, nint, long, nint>)NativeLibrary.GetExport(system, "pwrite");
        _sync = (delegate* unmanaged[Cdecl]<int, int>)NativeLibrary.GetExport(system, "fsync");
        _syncData = (delegate* unmanaged[Cdecl]<int, int>)NativeLibrary.GetExport(system, "fdatasync");
        _truncate = (delegate* unmanaged[Cdecl]<int, long, int>)NativeLibrary.GetExport(system, "ftruncate");
        delegate* unmanaged[Cdecl]<int, nint, nint, nint> write = &Write;
        delegate* unmanaged[Cdecl]<int, nint, int, nint> writeMany = &WriteMany;
        delegate* unmanaged[Cdecl]<int, nint, nint, long, nint> writeAt = &WriteAt;
        delegate* unmanaged[Cdecl]<int, int> sync = &Sync;
        delegate* unmanaged[Cdecl]<int, int> syncData = &SyncData;
        delegate* unmanaged[Cdecl]<int, long, int> truncate = &Truncate;
        return imports.Replace(new Dictionary<string, nint>
        {
            ["write"] = (nint)write,
            ["writev"] = (nint)writeMany,
            ["pwrite"] = (nint)writeAt,
            ["pwrite64"] = (nint)writeAt,
            ["fsync"] = (nint)sync,
            ["fdatasync"] = (nint)syncData,
            ["ftruncate"] = (nint)truncate,
            ["ftruncate64"] = (nint)truncate,
        }) > 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Write(int file, nint bytes, nint count) => Checked(file, _write(file, bytes, count));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint WriteMany(int file, nint parts, int count) => Checked(file, _writeMany(file, parts, count));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint WriteAt(int file, nint bytes, nint count, long offset) => Checked(file, _writeAt(file, bytes, count, offset));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(int file) => (int)Checked(file, _sync(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SyncData(int file) => (int)Checked(file, _syncData(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(int file, long length) => (int)Checked(file, _truncate(file, length));

    private static nint Checked(int file, nint result)
    {
        if (result < 0)
        {
            var error = Marshal.GetLastSystemError();
            Look(file, error);

            // The engine reads it next.
            Marshal.SetLastSystemError(error);
        }

        return result;
    }

    private static void Look(int file, int error)
    {
        // A signal, a pipe that is full, a descriptor that cannot be synced: no word of the disk.
        if (error is InterruptedCall or TryAgain or BadDescriptor or InvalidArgument || PathOf(file) is not { } path)
        {
            return;
        }

        // Files that live for one statement: the engine notices a sort or a join that it cannot read back, we an answer that is not whole.
        if (path.StartsWith("tmp/", StringComparison.Ordinal))
        {
            return;
        }

        if (path.StartsWith("spool/", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _refusedSpools);
            return;
        }

        var line = Encoding.UTF8.GetBytes(
            $"{EngineProgram.LinePrefix}The disk refused to write {Path.GetFileName(path)} ({Marshal.GetPInvokeErrorMessage(error)}): the engine ends and starts again. Free space on the disk of the data folder, or look into the disk's health.\n");
        fixed (byte* text = line)
        {
            _write(StandardError, (nint)text, line.Length);
        }

        LibcMethods.ExitNow(EngineExitCode.DiskRefused);
    }

    // The file's path below the database's folder; null: it lies elsewhere, or is no file.
    private static string? PathOf(int file)
    {
        var path = new FileInfo($"/proc/self/fd/{file}").LinkTarget;
        return path?.StartsWith(_folder, StringComparison.Ordinal) == true ? path[_folder.Length..] : null;
    }
}
