using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Collector.Enrichment;
using Collector.Enrichment.Visits;
using Collector.Http;
using Collector.Journal;
using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Hosting;

/// <summary>The way of a hit from the request to the journal: find the site, enrich, append; the answer comes when it is durable.</summary>
internal sealed class HitPipeline : IHitSink
{
    /// <summary>Longest wait that stands in for a commit.</summary>
    private static readonly TimeSpan LongestStandIn = TimeSpan.FromMilliseconds(50);

    /// <summary>About what a waiting hit holds in memory, for the queue's limit in bytes.</summary>
    private const int BytesPerHit = 1_500;

    /// <summary>Stands in for a site that does not exist, so that such a hit takes the same way and time as any other.</summary>
    private static readonly Site Nobody = new() { Id = 0, Name = "" };

    private readonly SiteDirectory _sites;
    private readonly HitEnricher _enricher;
    private readonly JournalWriter<HitSubmission> _journal;
    private readonly RateLimits _rates;
    private readonly TimeProvider _time;
    private readonly Action<HitSubmission, JournalOutcome> _settle;
    private long _lastCommitTicks;

    public HitPipeline(SiteDirectory sites, HitEnricher enricher, JournalWriter<HitSubmission> journal, RateLimits rates, TimeProvider time)
    {
        _sites = sites;
        _enricher = enricher;
        _journal = journal;
        _rates = rates;
        _time = time;
        _settle = Settle;
    }

    public void Submit(RawHit hit, HitReceipt receipt)
    {
        var site = _sites.Find(hit.Site);
        if (!_rates.Allows(hit.Request.Address, site?.Id ?? 0, 1))
        {
            receipt.Settle(RejectReason.Rate);
            return;
        }

        var reason = Prepare(hit, site, out var prepared);
        if (reason == RejectReason.None)
        {
            _journal.Append(new SingleHit(prepared, receipt, _time.GetTimestamp()), 1, BytesPerHit, _settle);
        }
        else if (reason == RejectReason.UnknownSite)
        {
            _ = StandInAsync(receipt);
        }
        else
        {
            receipt.Settle(reason);
        }
    }

    public async ValueTask SubmitAsync(IReadOnlyList<RawHit> hits, RejectReason[] outcomes)
    {
        // The hits of a body come of one client; nearly always they are of one site.
        var first = hits[0];
        if (!_rates.Allows(first.Request.ServerSide ? null : first.Request.Address, _sites.Find(first.Site)?.Id ?? 0, hits.Count))
        {
            Array.Fill(outcomes, RejectReason.Rate);
            return;
        }

        var prepared = new List<PreparedHit>(hits.Count);
        for (var i = 0; i < hits.Count; i++)
        {
            outcomes[i] = Prepare(hits[i], _sites.Find(hits[i].Site), out var one);
            if (outcomes[i] == RejectReason.None)
            {
                prepared.Add(one);
            }
        }

        if (prepared.Count == 0)
        {
            await StandInAsync();
            return;
        }

        var outcome = await _journal.AppendAsync(new HitSubmission(prepared), hits.Count, hits.Count * BytesPerHit);
        if (outcome != JournalOutcome.Stored)
        {
            Array.Fill(outcomes, ReasonOf(outcome));
            return;
        }

        for (int i = 0, next = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] == RejectReason.None)
            {
                outcomes[i] = prepared[next++].Outcome;
            }
        }
    }

    private void Settle(HitSubmission submission, JournalOutcome outcome)
    {
        var single = (SingleHit)submission;
        Volatile.Write(ref _lastCommitTicks, _time.GetElapsedTime(single.Begun).Ticks);
        single.Receipt.Settle(outcome == JournalOutcome.Stored ? single.Hit.Outcome : ReasonOf(outcome));
    }

    private async Task StandInAsync(HitReceipt receipt)
    {
        await StandInAsync();
        receipt.Settle(RejectReason.UnknownSite);
    }

    /// <summary>
    /// Nothing is to be stored, for the site does not exist: waits as long as the last commit took, so that the time of the answer
    /// does not tell which sites exist. Exact to the timer's millisecond.
    /// </summary>
    private async ValueTask StandInAsync()
    {
        var last = TimeSpan.FromTicks(Volatile.Read(ref _lastCommitTicks));
        if (_journal.State == JournalState.Running && last > TimeSpan.Zero)
        {
            await Task.Delay(last < LongestStandIn ? last : LongestStandIn, _time);
        }
    }

    private RejectReason Prepare(RawHit hit, Site? site, out PreparedHit prepared)
    {
        var row = new EventRow();
        var reason = _enricher.Enrich(hit, site ?? Nobody, row);
        prepared = new PreparedHit
        {
            Row = row,
            EventId = HashOf(row.Site, hit.EventId, hit.Request.ServerSide),
            IsKeyed = hit.Request.ServerSide,
            ConsentedVisitor = hit.ConsentedVisitor,
            CookielessVisitor = hit.CookielessVisitor,
            AlternateVisitor = hit.AlternateVisitor,
            HasDeclined = hit.HasDeclined,
            VisitGap = (site ?? Nobody).VisitGap,
        };
        return reason != RejectReason.None ? reason : site is null ? RejectReason.UnknownSite : RejectReason.None;
    }

    /// <summary>
    /// 128 bits of SHA-256 over the site's id, a zero byte for an event sent with a key, and the event's id; 0 for no id. The ids of keyed events
    /// are a space of their own: no stranger's pixel can use one up. (No id begins with a zero byte: control characters are removed.)
    /// </summary>
    private static UInt128 HashOf(uint site, string eventId, bool keyed)
    {
        if (eventId.Length == 0)
        {
            return 0;
        }

        Span<byte> text = stackalloc byte[5 + Encoding.UTF8.GetMaxByteCount(HitLimits.Id)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(text, site);
        text[4] = 0;
        var length = keyed ? 5 : 4;
        length += Encoding.UTF8.GetBytes(eventId, text[length..]);
        SHA256.HashData(text[..length], hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private static RejectReason ReasonOf(JournalOutcome outcome) => outcome switch
    {
        JournalOutcome.Stored => RejectReason.None,
        JournalOutcome.Busy => RejectReason.Busy,
        JournalOutcome.DiskFull => RejectReason.DiskFull,
        JournalOutcome.Stopping => RejectReason.Stopping,
        _ => RejectReason.StorageFault,
    };

    /// <summary>The hit of a pixel, with whom to tell.</summary>
    private sealed class SingleHit(PreparedHit hit, HitReceipt receipt, long begun) : HitSubmission([hit])
    {
        public PreparedHit Hit => hit;

        public HitReceipt Receipt => receipt;

        /// <summary>Timestamp at which it was handed to the journal.</summary>
        public long Begun => begun;
    }
}
