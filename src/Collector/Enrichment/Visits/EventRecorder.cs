using System.Buffers.Binary;
using Collector.Journal;
using Collector.Parsing;
using Storage.Events;

namespace Collector.Enrichment.Visits;

/// <summary>
/// The journal's encoder: drops what was stored before, stamps the visit, writes the record. Runs on the journal's thread, in
/// the order of the sequence numbers; what it remembers can be taken back until the commit.
/// </summary>
internal sealed class EventRecorder(ulong node, VisitTable visits, SeenEventIds seen) : IRecordEncoder<HitSubmission>
{
    private readonly VisitStamper _stamper = new(visits);
    private readonly List<(UInt128 Id, bool Keyed)> _newIds = [];
    private long _arrivalMs;

    public int OpenVisits => visits.Count;

    public int KnownEventIds => seen.Count;

    /// <summary>How often event ids had to be forgotten before their time.</summary>
    public long EventIdsCutShort => seen.CutShort;

    /// <summary>Visits given up before their time because there were too many.</summary>
    public long EvictedVisits => visits.Evicted;

    public void Encode(HitSubmission submission, IRecordOutput output)
    {
        Span<byte> id = stackalloc byte[16];
        for (var i = 0; i < submission.Hits.Count; i++)
        {
            var hit = submission.Hits[i];
            if (hit.EventId != 0)
            {
                if (!seen.Add(hit.EventId, hit.IsKeyed))
                {
                    hit.Outcome = RejectReason.Duplicate;
                    continue;
                }

                _newIds.Add((hit.EventId, hit.IsKeyed));
            }

            _stamper.Stamp(hit, IdOf(node, output.NextSeq));
            BinaryPrimitives.WriteUInt128LittleEndian(id, hit.EventId);
            EventRecord.Write(id, hit.Row, output.Record);
            output.Add();
            _arrivalMs = Math.Max(_arrivalMs, hit.Row.Received.ToUnixTimeMilliseconds());
        }
    }

    public void Committed()
    {
        _stamper.Committed();
        _newIds.Clear();
        visits.Turn(_arrivalMs);
        seen.Turn(_arrivalMs);
    }

    public void RolledBack()
    {
        _stamper.RolledBack();
        foreach (var (id, keyed) in _newIds)
        {
            seen.Remove(id, keyed);
        }

        _newIds.Clear();
    }

    /// <summary>Lets a visitor's open visits go: what comes later begins a new one. On the journal's thread, between two commits.</summary>
    public void Forget(uint site, ulong visitor) => visits.Forget(site, visitor);

    /// <summary>Begins the replay of the journal at start; give it the records in order of their numbers.</summary>
    public RecorderReplay Replay() => new(_stamper, visits, seen);

    /// <summary>
    /// A visit or view id: 16 bits of the node, 48 of the sequence number that made it. Unique while a node writes fewer than
    /// 2⁴⁸ events, and dense, so that it compresses well.
    /// </summary>
    private static ulong IdOf(ulong node, ulong seq) => (node << 48) | (seq & 0xFFFF_FFFF_FFFF);
}
