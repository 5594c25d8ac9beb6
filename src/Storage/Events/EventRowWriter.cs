using System.Buffers;

namespace Storage.Events;

/// <summary>Writes an <see cref="EventRow"/> as RowBinary, without node and seq, without allocation.</summary>
public static class EventRowWriter
{
    /// <summary>Appends the row, columns of <see cref="EventColumns.All"/> from the third on.</summary>
    public static void Write(EventRow row, IBufferWriter<byte> output) => throw new NotImplementedException();
}
