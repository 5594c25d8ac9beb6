using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Collector.Http;

/// <summary>How the server's sockets are worked: for many small requests that mostly wait (docs/decisions/0015-fast-lane.md).</summary>
internal static class KestrelSockets
{
    public static void Apply(SocketTransportOptions options)
    {
        // What a request needs runs where its bytes came in, on the thread pool, and an answer is sent by who made it.
        options.UnsafePreferInlineScheduling = true;
        // A buffer of 4 KiB for each silent connection (40 MB for the most there may be) saves a system call for each request.
        options.WaitForDataBeforeAllocatingBuffer = false;
    }
}
