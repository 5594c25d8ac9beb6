using System.Runtime.InteropServices;

namespace Collector.Http.FastLane;

/// <summary>Receiving and sending without waiting, on a socket that is given by its descriptor.</summary>
internal static unsafe class SocketCalls
{
    /// <summary>There is nothing to receive, or no room to send: the system will tell when there is.</summary>
    public const int Nothing = -1;

    /// <summary>The connection is broken.</summary>
    public const int Broken = -2;

    /// <summary>Receives what is there.</summary>
    /// <param name="descriptor">The socket.</param>
    /// <param name="buffer">Takes it; not empty.</param>
    /// <param name="peeks">Whether the bytes stay in the socket.</param>
    /// <returns>Number of bytes; 0: the client has ended; <see cref="Nothing"/>, <see cref="Broken"/>.</returns>
    public static int Receive(int descriptor, Span<byte> buffer, bool peeks = false)
    {
        var flags = LibcSockets.DoNotWait | (peeks ? LibcSockets.Peek : 0);
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                var length = LibcSockets.Receive(descriptor, bytes, (nuint)buffer.Length, flags);
                if (length >= 0)
                {
                    return (int)length;
                }

                if (Failure() is { } failure)
                {
                    return failure;
                }
            }
        }
    }

    /// <summary>Sends as much as there is room for.</summary>
    /// <returns>Number of bytes; <see cref="Nothing"/>, <see cref="Broken"/>.</returns>
    public static int Send(int descriptor, ReadOnlySpan<byte> answer)
    {
        fixed (byte* bytes = answer)
        {
            while (true)
            {
                var length = LibcSockets.Send(descriptor, bytes, (nuint)answer.Length, LibcSockets.DoNotWait | LibcSockets.NoSignal);
                if (length >= 0)
                {
                    return (int)length;
                }

                if (Failure() is { } failure)
                {
                    return failure;
                }
            }
        }
    }

    /// <summary>What the last call failed with; null when it was only interrupted.</summary>
    private static int? Failure() => Marshal.GetLastPInvokeError() switch
    {
        LibcSockets.Interrupted => null,
        LibcSockets.TryAgain => Nothing,
        _ => Broken,
    };
}
