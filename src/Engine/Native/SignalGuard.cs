namespace Engine.Native;

/// <summary>
/// Keeps the signal handlers of the .NET runtime: libchdb replaces some of them when it connects (26.7: signal 34, with which
/// the runtime stops its threads; older ones SIGSEGV too, from which it makes a NullReferenceException).
/// </summary>
internal sealed unsafe class SignalGuard
{
    // 1..64 on Linux; the numbers that do not exist or cannot be handled answer -1 and are left alone.
    private const int LastSignal = 64;

    // Larger than struct sigaction on every platform.
    private const int ActionBytes = 256;

    // The handler's address comes first; the C library leaves garbage in parts of the rest, so only this is compared.
    private const int HandlerBytes = 8;

    private readonly byte[] _saved = new byte[(LastSignal + 1) * ActionBytes];
    private readonly bool[] _known = new bool[LastSignal + 1];

    private SignalGuard()
    {
    }

    /// <summary>Remembers the handlers of all signals.</summary>
    internal static SignalGuard Save()
    {
        var guard = new SignalGuard();
        fixed (byte* saved = guard._saved)
        {
            for (var signal = 1; signal <= LastSignal; signal++)
            {
                guard._known[signal] = LibcMethods.SignalAction(signal, null, saved + (signal * ActionBytes)) == 0;
            }
        }

        return guard;
    }

    /// <summary>Puts back the handlers that differ now; returns their signal numbers.</summary>
    internal IReadOnlyList<int> Restore()
    {
        List<int>? changed = null;
        var now = stackalloc byte[ActionBytes];
        fixed (byte* saved = _saved)
        {
            for (var signal = 1; signal <= LastSignal; signal++)
            {
                var before = saved + (signal * ActionBytes);
                if (!_known[signal] || LibcMethods.SignalAction(signal, null, now) != 0
                    || new ReadOnlySpan<byte>(now, HandlerBytes).SequenceEqual(new ReadOnlySpan<byte>(before, HandlerBytes)))
                {
                    continue;
                }

                if (LibcMethods.SignalAction(signal, before, null) == 0)
                {
                    (changed ??= []).Add(signal);
                }
            }
        }

        return changed ?? (IReadOnlyList<int>)[];
    }
}
