using Storage.Events;

namespace Collector.Enrichment.Visits;

/// <summary>What a visit must remember to stamp its next event. A struct, so that a copy is an undo record.</summary>
internal struct VisitFacts
{
    /// <summary>Engaged time from which a visit with one page view is no bounce: 10 s (docs/metrics.md; the same as GA4's engaged session).</summary>
    public const long EngagedEnoughMs = 10_000;

    public ulong Visit;
    public long FirstMs;
    public long LastMs;
    public long ArrivalMs;
    public int Events;
    public ushort Views;
    public long EngagedMs;
    public bool Interactive;
    public ulong LastView;

    /// <summary>The latest durable key of the visit's events; 0 while it has none.</summary>
    public ulong Durable;

    public string EntryPath;
    public string LastPath;
    public string Referrer;
    public string Source;
    public string Channel;
    public string UtmSource;
    public string UtmMedium;
    public string UtmCampaign;
    public string UtmContent;
    public string UtmTerm;
    public string ClickId;
    public string TouchSource;
    public string TouchMedium;
    public string TouchCampaign;

    /// <summary>One page view, engaged for less than 10 s, nothing done.</summary>
    public readonly bool IsBounce => Views == 1 && EngagedMs < EngagedEnoughMs && !Interactive;

    /// <summary>Begins a visit with the event that starts it; the event itself is counted by <see cref="Count"/>.</summary>
    public static VisitFacts Begin(EventRow row, ulong visit) => new()
    {
        Visit = visit,
        FirstMs = row.Time.ToUnixTimeMilliseconds(),
        LastMs = row.Time.ToUnixTimeMilliseconds(),
        EntryPath = "",
        LastPath = "",
        Referrer = row.Referrer,
        Source = row.Source,
        Channel = row.Channel,
        UtmSource = row.UtmSource,
        UtmMedium = row.UtmMedium,
        UtmCampaign = row.UtmCampaign,
        UtmContent = row.UtmContent,
        UtmTerm = row.UtmTerm,
        ClickId = row.ClickId,
        TouchSource = row.TouchSource,
        TouchMedium = row.TouchMedium,
        TouchCampaign = row.TouchCampaign,
    };

    /// <summary>
    /// Takes up a visit in its middle, when its beginning is older than the journal keeps (visits of more than an hour across a
    /// restart). What cannot be known is taken as settled: it has had events before, and is no bounce.
    /// </summary>
    public static VisitFacts Resume(EventRow row)
    {
        var facts = Begin(row, row.Visit);
        facts.Events = 1;
        facts.Interactive = true;
        facts.Views = row.EntryPath.Length > 0 ? (ushort)1 : (ushort)0;
        facts.EntryPath = row.EntryPath;
        facts.LastPath = row.Path;
        facts.LastView = row.View;
        facts.TouchSource = row.Source;
        facts.TouchMedium = row.UtmMedium;
        facts.TouchCampaign = row.UtmCampaign;
        return facts;
    }

    /// <summary>Counts an event of the visit: the same for a new event and for one replayed from the journal.</summary>
    public void Count(EventRow row)
    {
        var time = row.Time.ToUnixTimeMilliseconds();
        FirstMs = Math.Min(FirstMs, time);
        LastMs = Math.Max(LastMs, time);
        ArrivalMs = Math.Max(ArrivalMs, row.Received.ToUnixTimeMilliseconds());
        Events++;
        EngagedMs += row.Engaged;
        Durable = row.Identity >= IdentityKind.Consented ? row.Visitor : Durable;
        if (row.Pageviews == 1)
        {
            Views = row.ViewNumber;
            EntryPath = Views == 1 ? row.Path : EntryPath;
            LastPath = row.Path;
            LastView = row.View;
        }
        else if (row.Name != EventNames.Engagement)
        {
            Interactive = true;
        }

        if (row.Touch == 1)
        {
            TouchSource = row.TouchSource;
            TouchMedium = row.TouchMedium;
            TouchCampaign = row.TouchCampaign;
        }
    }
}
