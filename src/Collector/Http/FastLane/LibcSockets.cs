using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Collector.Http.FastLane;

/// <summary>The libc calls of the lane's loop, as Linux has them. Declarations only; results and errno are judged by who calls.</summary>
internal static unsafe partial class LibcSockets
{
    public const int Interrupted = 4;

    /// <summary>EAGAIN: there is nothing to receive, or no room to send.</summary>
    public const int TryAgain = 11;

    /// <summary>EPOLL_CLOEXEC.</summary>
    public const int CloseOnExec = 0x80000;

    /// <summary>EFD_CLOEXEC | EFD_NONBLOCK.</summary>
    public const int EventFlags = 0x80800;

    public const int Peek = 0x2;

    /// <summary>MSG_DONTWAIT, whatever the socket's own mode is.</summary>
    public const int DoNotWait = 0x40;

    /// <summary>MSG_NOSIGNAL: a client that is gone is an error, not a signal.</summary>
    public const int NoSignal = 0x4000;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreateEpoll(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int ControlEpoll(SafeFileHandle epoll, int operation, int descriptor, byte* watch);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int WaitForEpoll(SafeFileHandle epoll, byte* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int CreateEvent(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* bytes, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* bytes, nuint count, int flags);
}
