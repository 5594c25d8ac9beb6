using System.Buffers.Binary;
using Storage.Events;

namespace Collector.Enrichment.Visits;

/// <summary>Rebuilds open visits and known event ids from a checkpoint and the journal's records after it, before the first new hit is taken.</summary>
internal sealed class RecorderReplay
{
    /// <summary>Visits found by their ids: as many as the table holds, twice at most, so that a start needs no more memory than the run before it.</summary>
    private const int MostById = 131_072;

    private readonly VisitStamper _stamper;
    private readonly VisitTable _visits;
    private readonly SeenEventIds _seen;
    private readonly EventRow _row = new();
    private Dictionary<ulong, OpenVisit> _byId = [];
    private Dictionary<ulong, OpenVisit> _oldById = [];

    public RecorderReplay(VisitStamper stamper, VisitTable visits, SeenEventIds seen, SavedVisits? checkpoint)
    {
        (_stamper, _visits, _seen) = (stamper, visits, seen);
        foreach (var visit in checkpoint is null ? [] : visits.Restore(checkpoint))
        {
            _oldById.TryAdd(visit.Facts.Visit, visit);
        }
    }

    /// <summary>Records taken.</summary>
    public long Count { get; private set; }

    /// <summary>Takes one record of the given row version.</summary>
    public void Add(ReadOnlySpan<byte> record, uint version)
    {
        EventRowReader.Read(EventRecord.RowOf(record), version, _row);
        if (_oldById.Remove(_row.Visit, out var visit))
        {
            _byId[_row.Visit] = visit;
        }
        else if (_byId.Count >= MostById)
        {
            (_byId, _oldById) = (_oldById, _byId);
            _byId.Clear();
        }

        _stamper.Replay(_row, _byId);
        var arrival = _row.Received.ToUnixTimeMilliseconds();
        var id = BinaryPrimitives.ReadUInt128LittleEndian(EventRecord.IdOf(record));
        if (id != 0)
        {
            _seen.AddStored(id, arrival);
        }

        _visits.Turn(arrival);
        _seen.Turn(arrival);
        Count++;
    }
}
