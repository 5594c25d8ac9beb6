using Collector.Enrichment.Bots;
using Collector.Enrichment.Campaigns;
using Collector.Enrichment.Pages;
using Collector.Enrichment.Places;
using Collector.Enrichment.UserAgents;
using Collector.Enrichment.Visitors;
using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment;

/// <summary>
/// Turns a hit into an event's row: copies the plain fields, then runs the list of steps. The visit is stamped later, on the
/// journal's thread.
/// </summary>
internal sealed class HitEnricher(IReadOnlyList<IHitStep> steps)
{
    /// <summary>The oldest time a server-side event may state: the longest that raw events are kept.</summary>
    public const int OldestMonths = 25;

    /// <summary>How far ahead of the server a stated time may be.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>The largest age a public hit may state.</summary>
    public static readonly TimeSpan OldestAge = TimeSpan.FromHours(24);

    /// <summary>THE LIST: all steps in order of cost, so that what is refused is refused cheaply.</summary>
    public static IReadOnlyList<IHitStep> Steps(
        ConsentStep consent, PageStep page, ClientStep client, PlaceStep place, CampaignStep campaign, VisitorStep visitor, InternalStep own,
        UserAgentStep userAgent, BotStep bot) =>
    [
        consent,    // what may be known of the visitor; refuses what may not be stored
        page,       // host, path, title; refuses what has no page or a foreign host
        client,     // language, screen
        place,      // country, region, city
        campaign,   // source, campaign, click id, channel, touch
        visitor,    // visitor key: one HMAC
        own,        // class internal, by the site's networks
        userAgent,  // browser, system, device
        bot,        // class and its reasons; needs the user agent's device
    ];

    /// <summary>Fills a new row.</summary>
    /// <returns>None, or why the hit is not to be stored.</returns>
    public RejectReason Enrich(RawHit hit, Site site, EventRow row)
    {
        Copy(hit, site, row);
        for (var i = 0; i < steps.Count; i++)
        {
            var reason = steps[i].Apply(hit, site, row);
            if (reason != RejectReason.None)
            {
                return reason;
            }
        }

        return RejectReason.None;
    }

    private static void Copy(RawHit hit, Site site, EventRow row)
    {
        row.Site = site.Id;
        row.Name = UrlScrubber.Name(hit.Name);
        row.Received = hit.Request.Received;
        row.Flags = hit.Flags | (hit.Request.ServerSide ? EventFlags.ServerSide : EventFlags.None);
        row.Time = TimeOf(hit, row);
        row.View = ViewIds.Of(site.Id, hit.ViewId);
        row.Engaged = (uint)Math.Clamp(hit.Engaged.TotalMilliseconds, 0, uint.MaxValue);
        row.Scroll = Math.Min(hit.Scroll, (byte)100);
        row.Value = hit.Value > 0 && hit.Name.Equals(EventNames.Refund, StringComparison.OrdinalIgnoreCase) ? -hit.Value : hit.Value;
        row.Currency = hit.Value is null ? "" : hit.Currency.Length > 0 ? hit.Currency : site.Currency;
        row.OrderId = UrlScrubber.Name(hit.OrderId);
        row.Properties.EnsureCapacity(hit.Properties.Count);
        foreach (var (key, value) in hit.Properties)
        {
            var name = UrlScrubber.Name(key);
            if (ReferenceEquals(name, key) || !HasProperty(row, name))
            {
                row.Properties.Add(new(name, UrlScrubber.Value(value)));
            }
        }
    }

    private static bool HasProperty(EventRow row, string name)
    {
        foreach (var (key, _) in row.Properties)
        {
            if (key == name)
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset TimeOf(RawHit hit, EventRow row)
    {
        var now = hit.Request.Received;
        var stated = hit.Timestamp ?? now - hit.Age;
        var oldest = hit.Timestamp is null ? now - OldestAge : now.AddMonths(-OldestMonths);
        var newest = hit.Timestamp is null ? now : now + Ahead;
        if (stated >= oldest && stated <= newest)
        {
            return stated.ToUniversalTime();
        }

        row.Flags |= EventFlags.TimeClamped;
        return (stated < oldest ? oldest : newest).ToUniversalTime();
    }
}
