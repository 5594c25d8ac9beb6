using System.Runtime.InteropServices;

namespace Engine.Native;

/// <summary>What the engine process needs of the C library, declarations only.</summary>
internal static unsafe partial class LibcMethods
{
    /// <summary>
    /// Reads (action NULL) or sets a signal's handler. 0: done; -1: not a signal that can be handled. The structure is opaque
    /// to us: 152 bytes on Linux, 16 on macOS.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "sigaction")]
    internal static partial int SignalAction(int signal, byte* action, byte* old);

    /// <summary>Ends the process at once, without the exit handlers of the libraries in it.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    internal static partial void ExitNow(int code);

    /// <summary>Sets the permissions of new files; returns the former mask.</summary>
    [LibraryImport("libc", EntryPoint = "umask")]
    internal static partial uint FileModeMask(uint mask);

    /// <summary>Where a loaded library's own description lies (request 2: its link map). 0: done.</summary>
    [LibraryImport("libc", EntryPoint = "dlinfo")]
    internal static partial int LibraryInfo(nint library, int request, void* answer);

    /// <summary>Sets what may be done with pages of memory. 0: done.</summary>
    [LibraryImport("libc", EntryPoint = "mprotect")]
    internal static partial int ProtectMemory(nint page, nint length, int protection);

    /// <summary>Brings a file or folder to the disk. 0: done.</summary>
    [LibraryImport("libc", EntryPoint = "fsync")]
    internal static partial int Sync(int file);

    /// <summary>Opens a file or folder; the descriptor, or -1.</summary>
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    /// <summary>Closes a descriptor. 0: done.</summary>
    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int file);
}
