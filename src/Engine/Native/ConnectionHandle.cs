using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Engine.Native;

/// <summary>Owns a native connection.</summary>
internal sealed unsafe class ConnectionHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    // Connects one at a time: the signal guard must see only its own connect's changes.
    private static readonly Lock Connecting = new();

    internal ConnectionHandle()
        : base(ownsHandle: true)
    {
    }

    /// <summary>What the other calls want: the pointer that the handle points to.</summary>
    internal nint Connection => *(nint*)handle;

    /// <summary>Opens a connection with the engine's command line; invalid when the engine refused.</summary>
    internal static ConnectionHandle Open(IReadOnlyList<string> arguments)
    {
        var texts = arguments.Select(text => Encoding.UTF8.GetBytes(text + "\0")).ToArray();
        var starts = new int[texts.Length];
        var blob = texts.SelectMany(text => text).ToArray();
        for (var i = 1; i < texts.Length; i++)
        {
            starts[i] = starts[i - 1] + texts[i - 1].Length;
        }

        var connection = new ConnectionHandle();
        var pointers = new nint[texts.Length];
        fixed (byte* bytes = blob)
        fixed (nint* argv = pointers)
        {
            for (var i = 0; i < starts.Length; i++)
            {
                argv[i] = (nint)(bytes + starts[i]);
            }

            lock (Connecting)
            {
                ChdbMethods.SetSignalHandlersEnabled(0);
                var guard = SignalGuard.Save();
                connection.SetHandle((nint)ChdbMethods.Connect(texts.Length, (byte**)argv));
                guard.Restore();
            }
        }

        return connection;
    }

    protected override bool ReleaseHandle()
    {
        ChdbMethods.CloseConnection((nint*)handle);
        return true;
    }
}
