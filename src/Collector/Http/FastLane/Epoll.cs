using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Collector.Http.FastLane;

/// <summary>What the system says of a socket: there is something to receive, room to send, or an end.</summary>
internal readonly record struct Readiness(int Descriptor, bool CanReceive, bool CanSend, bool HasEnded);

/// <summary>
/// Waits for many sockets at once (Linux epoll, edge-triggered: a change is told once). One thread waits; any thread may wake it.
/// </summary>
internal sealed unsafe class Epoll : IDisposable
{
    /// <summary>Changes told at a time.</summary>
    private const int Most = 256;

    // From <sys/epoll.h>: EPOLLIN, EPOLLOUT, EPOLLERR | EPOLLHUP | EPOLLRDHUP, EPOLLET.
    private const uint Input = 0x1;
    private const uint Output = 0x4;
    private const uint End = 0x8 | 0x10 | 0x2000;
    private const uint OnEdge = 1u << 31;
    private const int Add = 1;
    private const int Delete = 2;

    /// <summary>struct epoll_event: events (4 bytes), data (8 bytes); packed on x64 only.</summary>
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private static readonly int DataAt = EventBytes - sizeof(long);

    private readonly SafeFileHandle _epoll = Own(LibcSockets.CreateEpoll(LibcSockets.CloseOnExec));
    private readonly SafeFileHandle _bell = Own(LibcSockets.CreateEvent(0, LibcSockets.EventFlags));
    private readonly int _bellDescriptor;
    private readonly byte[] _events = GC.AllocateArray<byte>(Most * EventBytes, pinned: true);

    public Epoll()
    {
        _bellDescriptor = (int)_bell.DangerousGetHandle();
        Watch(_bellDescriptor);
    }

    /// <summary>Watches a socket from now on; what is there already is told too.</summary>
    public void Watch(int descriptor)
    {
        var watch = stackalloc byte[EventBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(watch, EventBytes), Input | Output | End | OnEdge);
        BinaryPrimitives.WriteInt64LittleEndian(new Span<byte>(watch + DataAt, sizeof(long)), descriptor);
        if (LibcSockets.ControlEpoll(_epoll, Add, descriptor, watch) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Watches it no more. A socket that is closed needs no such call.</summary>
    public void Forget(int descriptor)
    {
        // Linux before 2.6.9 wanted an event here too.
        var watch = stackalloc byte[EventBytes];
        _ = LibcSockets.ControlEpoll(_epoll, Delete, descriptor, watch);
    }

    /// <summary>Waits for changes, a ring, or the end of the time.</summary>
    /// <param name="milliseconds">Longest wait; 0 looks only.</param>
    /// <returns>Number of changes; read them with <see cref="At"/> before the next wait.</returns>
    public int Wait(int milliseconds)
    {
        fixed (byte* events = _events)
        {
            var count = LibcSockets.WaitForEpoll(_epoll, events, Most, milliseconds);
            if (count >= 0)
            {
                return count;
            }
        }

        var error = Marshal.GetLastPInvokeError();
        return error == LibcSockets.Interrupted ? 0 : throw new Win32Exception(error);
    }

    /// <summary>One change; null when it is the bell.</summary>
    public Readiness? At(int index)
    {
        var one = _events.AsSpan(index * EventBytes, EventBytes);
        var what = BinaryPrimitives.ReadUInt32LittleEndian(one);
        var descriptor = (int)BinaryPrimitives.ReadInt64LittleEndian(one[DataAt..]);
        if (descriptor == _bellDescriptor)
        {
            Quiet();
            return null;
        }

        return new Readiness(descriptor, (what & (Input | End)) != 0, (what & Output) != 0, (what & End) != 0);
    }

    /// <summary>Ends the wait of the thread that waits, or its next one.</summary>
    public void Ring()
    {
        var one = 1L;
        _ = LibcSockets.Write(_bell, (byte*)&one, sizeof(long));
    }

    public void Dispose()
    {
        _epoll.Dispose();
        _bell.Dispose();
    }

    private static SafeFileHandle Own(int descriptor) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new Win32Exception(Marshal.GetLastPInvokeError());

    private void Quiet()
    {
        long rings;
        _ = LibcSockets.Read(_bell, (byte*)&rings, sizeof(long));
    }
}
