using System.Buffers;
using Storage.Events;

namespace Storage.Tests.Events;

/// <summary>The journal's record: id and row side by side.</summary>
public sealed class EventRecordTests
{
    [Fact]
    public void A_record_is_the_id_and_then_the_row()
    {
        byte[] id = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
        var row = new RandomRows(7).Next();
        var record = new ArrayBufferWriter<byte>();
        EventRecord.Write(id, row, record);
        var plain = new ArrayBufferWriter<byte>();
        EventRowWriter.Write(row, plain);

        Assert.Equal(id, EventRecord.IdOf(record.WrittenSpan).ToArray());
        Assert.Equal(plain.WrittenSpan.ToArray(), EventRecord.RowOf(record.WrittenSpan).ToArray());
    }

    [Fact]
    public void Nothing_is_written_when_the_id_or_the_row_is_refused()
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentException>(() => EventRecord.Write(new byte[15], new EventRow(), output));
        Assert.Throws<ArgumentOutOfRangeException>(() => EventRecord.Write(new byte[16], new EventRow { Value = decimal.MaxValue }, output));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void A_record_shorter_than_its_id_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => EventRecord.IdOf(new byte[15]).Length);
        Assert.Throws<InvalidDataException>(() => EventRecord.RowOf(new byte[15]).Length);
    }
}
