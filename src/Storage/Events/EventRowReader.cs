namespace Storage.Events;

/// <summary>Reads rows back that <see cref="EventRowWriter"/> wrote (replay of the journal at start).</summary>
public static class EventRowReader
{
    /// <summary>Fills <paramref name="row"/> from one record of the given layout version.</summary>
    /// <exception cref="InvalidDataException">The bytes are no row of that version.</exception>
    public static void Read(ReadOnlySpan<byte> record, uint version, EventRow row) => throw new NotImplementedException();
}
