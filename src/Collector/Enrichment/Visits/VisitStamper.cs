using Storage.Events;

namespace Collector.Enrichment.Visits;

/// <summary>
/// Joins an event to its visitor's latest visit or begins a new one, and stamps the visit columns: additive deltas whose sum
/// over any rows of a visit is right (docs/metrics.md). Used on the journal's thread only, in the order of the sequence numbers.
/// </summary>
internal sealed class VisitStamper(VisitTable visits)
{
    private readonly List<Undo> _undo = [];

    public void Stamp(PreparedHit hit, ulong id)
    {
        var row = hit.Row;
        if (row.Flags.HasFlag(EventFlags.ConsentAggregate))
        {
            StampAlone(row, id);
            return;
        }

        var key = VisitKey.Of(row);
        var visit = FindOpen(key, hit);
        var isNew = visit is null;
        if (visit is null)
        {
            visit = new OpenVisit(VisitFacts.Begin(row, id));
            Keep(key, visit, row);
        }
        else
        {
            _undo.Add(new Undo(visit, visit.Facts, default, null, false));
        }

        ref var facts = ref visit.Facts;
        var wasBounce = facts.IsBounce;
        var span = facts.LastMs - facts.FirstMs;
        StampView(row, ref facts, id);
        StampTouch(row, in facts, isNew);
        facts.Count(row);

        row.Visit = facts.Visit;
        row.Visits = isNew ? (byte)1 : (byte)0;
        row.Bounces = (sbyte)((facts.IsBounce ? 1 : 0) - (wasBounce ? 1 : 0));
        row.Timed = facts.Events == 2 ? (byte)1 : (byte)0;
        row.Duration = (uint)Math.Min(uint.MaxValue, facts.LastMs - facts.FirstMs - span);
        row.EntryPath = facts.EntryPath;
    }

    /// <summary>Takes a row that was stored before a restart into the table.</summary>
    public void Replay(EventRow row, Dictionary<ulong, OpenVisit> byId)
    {
        if (row.Visitor == 0)
        {
            return;
        }

        if (!byId.TryGetValue(row.Visit, out var visit))
        {
            visit = new OpenVisit(row.Visits == 1 ? VisitFacts.Begin(row, row.Visit) : VisitFacts.Resume(row));
            byId.Add(row.Visit, visit);
        }

        visit.Facts.Count(row);
        if (row.Visits == 0 || !row.Flags.HasFlag(EventFlags.Late))
        {
            visits.Set(VisitKey.Of(row), visit);
        }
    }

    public void Committed() => _undo.Clear();

    public void RolledBack()
    {
        for (var i = _undo.Count - 1; i >= 0; i--)
        {
            var undo = _undo[i];
            if (undo.Keyed)
            {
                visits.Set(undo.Key, undo.Replaced);
            }
            else
            {
                undo.Visit.Facts = undo.Before;
            }
        }

        _undo.Clear();
    }

    private OpenVisit? FindOpen(VisitKey key, PreparedHit hit)
    {
        if (key.Visitor == 0)
        {
            return null;
        }

        var own = visits.Find(key);
        if (own is not null && Joins(own, hit))
        {
            return own;
        }

        // Other keys of the same moment: the visitor has logged in, has just consented, or it is past midnight.
        var before = FindOther(key with { Visitor = hit.ConsentedVisitor }, hit)
            ?? FindOther(key with { Visitor = hit.CookielessVisitor }, hit)
            ?? FindOther(key with { Visitor = hit.AlternateVisitor }, hit);
        if (before is null)
        {
            return null;
        }

        // The visit goes on: from now on the event's own key leads to it too.
        _undo.Add(new Undo(before, default, key, own, true));
        visits.Set(key, before);
        return before;
    }

    private OpenVisit? FindOther(VisitKey other, PreparedHit hit)
    {
        var visit = other.Visitor == 0 ? null : visits.Find(other);
        return visit is not null && IsSamePerson(in visit.Facts, hit) && Joins(visit, hit) ? visit : null;
    }

    /// <summary>Two people behind one address share a cookieless key; once one of them has a durable key, the visit is theirs.</summary>
    private static bool IsSamePerson(in VisitFacts facts, PreparedHit hit) =>
        facts.Durable == 0 || hit.Row.Identity < IdentityKind.Consented || facts.Durable == hit.Row.Visitor || facts.Durable == hit.ConsentedVisitor;

    /// <summary>
    /// Whether the event lies within the visit's span widened by the gap, its visitor has not declined what the visit knows, and the visit is still held: at least an hour and
    /// twice the gap after its last arrival. The second bound makes memory, the journal's retention and a restart agree.
    /// </summary>
    private static bool Joins(OpenVisit visit, PreparedHit hit)
    {
        ref var facts = ref visit.Facts;
        var gap = (long)hit.VisitGap.TotalMilliseconds;
        var time = hit.Row.Time.ToUnixTimeMilliseconds();
        return (facts.Durable == 0 || !hit.HasDeclined)
            && time >= facts.FirstMs - gap
            && time <= facts.LastMs + gap
            && hit.Row.Received.ToUnixTimeMilliseconds() - facts.ArrivalMs <= HoldMs(gap);
    }

    private static long HoldMs(long gapMs) => Math.Max((long)TimeSpan.FromHours(1).TotalMilliseconds, 2 * gapMs);

    private void Keep(VisitKey key, OpenVisit visit, EventRow row)
    {
        if (key.Visitor == 0)
        {
            return;
        }

        var latest = visits.Find(key);
        if (latest is not null && latest.Facts.FirstMs > visit.Facts.FirstMs)
        {
            // Older than the latest visit: it is a visit of its own, but the later one stays the one to join.
            row.Flags |= EventFlags.Late;
            return;
        }

        _undo.Add(new Undo(visit, default, key, latest, true));
        visits.Set(key, visit);
    }

    /// <summary>An event that belongs to no visit: it counts as page view and event only. Its source stays with it.</summary>
    private static void StampAlone(EventRow row, ulong id)
    {
        row.Visit = id;
        row.Pageviews = row.Name == EventNames.Pageview ? (byte)1 : (byte)0;
        row.View = row.Pageviews == 1 && row.View == 0 ? id : row.View;
        row.Touch = 0;
        row.TouchSource = row.TouchMedium = row.TouchCampaign = row.TouchChannel = "";
    }

    private static void StampView(EventRow row, ref VisitFacts facts, ulong id)
    {
        if (row.Name == EventNames.Pageview)
        {
            row.Pageviews = 1;
            row.ViewNumber = facts.Views == ushort.MaxValue ? ushort.MaxValue : (ushort)(facts.Views + 1);
            row.PreviousPath = facts.LastPath;
            row.View = row.View == 0 ? id : row.View;
        }
        else if (row.View == 0)
        {
            row.View = facts.LastView;
        }
    }

    private static void StampTouch(EventRow row, in VisitFacts facts, bool isNew)
    {
        // The page's address carries its campaign on every event and reload: only a new one is a touch.
        var isTouch = isNew || (row.Touch == 1
            && row.Name == EventNames.Pageview
            && (row.TouchSource != facts.TouchSource || row.TouchMedium != facts.TouchMedium || row.TouchCampaign != facts.TouchCampaign));
        row.Touch = isTouch ? (byte)1 : (byte)0;
        if (!isTouch)
        {
            row.TouchSource = row.TouchMedium = row.TouchCampaign = row.TouchChannel = "";
        }

        row.Referrer = facts.Referrer;
        row.Source = facts.Source;
        row.Channel = facts.Channel;
        row.UtmSource = facts.UtmSource;
        row.UtmMedium = facts.UtmMedium;
        row.UtmCampaign = facts.UtmCampaign;
        row.UtmContent = facts.UtmContent;
        row.UtmTerm = facts.UtmTerm;
        row.ClickId = facts.ClickId;
    }

    /// <summary>How to take one change back: the visit's facts before it, or the key's visit before it.</summary>
    private readonly record struct Undo(OpenVisit Visit, VisitFacts Before, VisitKey Key, OpenVisit? Replaced, bool Keyed);
}
