using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Engine.Native;

/// <summary>Owns a native result: an answer, a block of an answer, or an error.</summary>
internal sealed unsafe class ResultHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    internal ResultHandle(nint result)
        : base(ownsHandle: true) => SetHandle(result);

    /// <summary>The engine's error text; null when the statement succeeded.</summary>
    internal string? Error => Marshal.PtrToStringUTF8((nint)ChdbMethods.ResultError(handle));

    /// <summary>Bytes of the answer.</summary>
    internal long Length => ChdbMethods.ResultBuffer(handle) is null ? 0 : (long)ChdbMethods.ResultLength(handle);

    internal QueryCounts Counts => new(
        ChdbMethods.StorageRowsRead(handle),
        ChdbMethods.StorageBytesRead(handle),
        ChdbMethods.RowsWritten(handle),
        ChdbMethods.BytesWritten(handle),
        ChdbMethods.ResultRows(handle),
        ChdbMethods.ResultBytes(handle));

    /// <summary>Copies bytes of the answer; returns how many (0 past its end).</summary>
    internal int Read(long offset, Span<byte> target)
    {
        var count = (int)Math.Min(target.Length, Length - offset);
        if (count <= 0)
        {
            return 0;
        }

        new ReadOnlySpan<byte>(ChdbMethods.ResultBuffer(handle) + offset, count).CopyTo(target);
        return count;
    }

    protected override bool ReleaseHandle()
    {
        ChdbMethods.DestroyResult(handle);
        return true;
    }
}
