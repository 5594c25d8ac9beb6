using System.Buffers;

namespace Storage.Events;

/// <summary>
/// One event as bytes in the journal: 16 bytes of event-id hash (zeros: the event has no id), then the row as
/// <see cref="EventRowWriter"/> writes it.
/// </summary>
public static class EventRecord
{
    /// <summary>Bytes of the event-id hash before the row.</summary>
    public const int IdBytes = 16;

    /// <summary>Appends one record; nothing is appended when it throws.</summary>
    /// <exception cref="ArgumentException">The hash is not 16 bytes long, or a value of the row is outside its column's range.</exception>
    public static void Write(ReadOnlySpan<byte> eventIdHash16, EventRow row, IBufferWriter<byte> output)
    {
        if (eventIdHash16.Length != IdBytes)
        {
            throw new ArgumentException($"The hash of an event id has {IdBytes} bytes.", nameof(eventIdHash16));
        }

        EventRowWriter.Write(eventIdHash16, row, output);
    }

    /// <summary>The hash of the event's id; 16 zeros when it has none.</summary>
    /// <exception cref="InvalidDataException">The record is shorter than its hash.</exception>
    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> record) => Checked(record)[..IdBytes];

    /// <summary>The row's bytes, as RowBinary without node and seq.</summary>
    /// <exception cref="InvalidDataException">The record is shorter than its hash.</exception>
    public static ReadOnlySpan<byte> RowOf(ReadOnlySpan<byte> record) => Checked(record)[IdBytes..];

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> record) => record.Length >= IdBytes
        ? record
        : throw new InvalidDataException("The record is shorter than its event id.");
}
