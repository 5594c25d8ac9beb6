using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Engine.Native;

/// <summary>Owns a native streaming insert; closing one that was not completed drops it.</summary>
internal sealed unsafe class InsertHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    internal InsertHandle(nint insert)
        : base(ownsHandle: true) => SetHandle(insert);

    /// <summary>Why the insert could not start; null when it did.</summary>
    internal string? Error => Marshal.PtrToStringUTF8((nint)ChdbMethods.InsertError(handle));

    /// <summary>Gives the insert bytes; false when it has failed and <see cref="Complete"/> knows why.</summary>
    internal bool Append(ReadOnlySpan<byte> data)
    {
        fixed (byte* bytes = data)
        {
            return data.IsEmpty || ChdbMethods.StreamAppend(handle, bytes, (nuint)data.Length) == 0;
        }
    }

    /// <summary>Commits; the result tells the counts or the error.</summary>
    internal ResultHandle Complete() => new(ChdbMethods.StreamDone(handle));

    /// <summary>Drops what was not written yet.</summary>
    internal void Cancel() => ChdbMethods.StreamCancelInsert(handle);

    protected override bool ReleaseHandle()
    {
        ChdbMethods.DestroyInsert(handle);
        return true;
    }
}
