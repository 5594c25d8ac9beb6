using System.Buffers.Binary;
using Storage.Events;

namespace Collector.Enrichment.Visits;

/// <summary>Rebuilds open visits and known event ids from the journal's records, before the first new hit is taken.</summary>
internal sealed class RecorderReplay(VisitStamper stamper, VisitTable visits, SeenEventIds seen)
{
    private readonly Dictionary<ulong, OpenVisit> _byId = [];
    private readonly EventRow _row = new();

    /// <summary>Records taken.</summary>
    public long Count { get; private set; }

    /// <summary>Takes one record of the given row version.</summary>
    public void Add(ReadOnlySpan<byte> record, uint version)
    {
        EventRowReader.Read(EventRecord.RowOf(record), version, _row);
        stamper.Replay(_row, _byId);
        var id = BinaryPrimitives.ReadUInt128LittleEndian(EventRecord.IdOf(record));
        if (id != 0)
        {
            seen.Add(id);
        }

        var arrival = _row.Received.ToUnixTimeMilliseconds();
        visits.Turn(arrival);
        seen.Turn(arrival);
        Count++;
    }
}
