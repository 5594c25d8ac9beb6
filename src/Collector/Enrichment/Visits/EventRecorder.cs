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
    private long _sinceCheckpoint;
    private int _encoded;

    public int OpenVisits => visits.Count;

    public int KnownEventIds => seen.Count;

    /// <summary>Records since the last checkpoint, or since the last one that a start found.</summary>
    public long RecordsSinceCheckpoint => Interlocked.Read(ref _sinceCheckpoint);

    /// <summary>Event ids that had to be forgotten before their time.</summary>
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
            _encoded++;
            _arrivalMs = Math.Max(_arrivalMs, hit.Row.Received.ToUnixTimeMilliseconds());
        }
    }

    public void Committed()
    {
        _stamper.Committed();
        foreach (var (id, keyed) in _newIds)
        {
            seen.Commit(id, keyed, _arrivalMs);
        }

        _newIds.Clear();
        Interlocked.Add(ref _sinceCheckpoint, _encoded);
        _encoded = 0;
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
        _encoded = 0;
    }

    /// <summary>Lets a visitor's open visits go: what comes later begins a new one. A checkpoint is due. On the journal's thread, between two commits.</summary>
    public void Forget(uint site, ulong visitor)
    {
        visits.Forget(site, visitor);
        Interlocked.Exchange(ref _sinceCheckpoint, long.MaxValue / 2);
    }

    /// <summary>What a start needs to go on as if there had been no stop. On the journal's thread, between two commits.</summary>
    /// <param name="saved">Ids of an earlier call that are durable since; they are not returned again.</param>
    public RecorderState Save(UnsavedIds saved)
    {
        seen.Saved(saved);
        Interlocked.Exchange(ref _sinceCheckpoint, 0);
        return new RecorderState(visits.Save(), seen.Unsaved(), _arrivalMs);
    }

    /// <summary>A replay has ended: the next checkpoint counts from the one that it began with.</summary>
    public void Replayed(RecorderReplay replay) => Interlocked.Exchange(ref _sinceCheckpoint, replay.Count);

    /// <summary>
    /// Begins the replay of the journal at start; give it the records in order of their numbers that came after <paramref name="checkpoint"/>,
    /// or, without one, all that are kept.
    /// </summary>
    public RecorderReplay Replay(SavedVisits? checkpoint = null) => new(_stamper, visits, seen, checkpoint);

    /// <summary>
    /// A visit or view id: 16 bits of the node, 48 of the sequence number that made it. Unique while a node writes fewer than
    /// 2⁴⁸ events, and dense, so that it compresses well.
    /// </summary>
    private static ulong IdOf(ulong node, ulong seq) => (node << 48) | (seq & 0xFFFF_FFFF_FFFF);
}
