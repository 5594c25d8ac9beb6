using System.Net;
using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.Visitors;

/// <summary>
/// Whose hit it is: the site's user id, else the visitor's first-party id, else the cookieless key of the event's local day; what of
/// these may be read, the consent step has decided. Beside a durable key the others of the same moment are worked out, by which a
/// visit goes on. After this step address and user agent are needed no more.
/// </summary>
/// <param name="salts">Salts of the sites' days.</param>
/// <param name="secret">The installation's secret, 32 bytes.</param>
internal sealed class VisitorStep(SaltStore salts, byte[] secret) : IHitStep
{
    private readonly KeyedHash _secret = new(secret);

    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        row.Identity = IdentityKind.None;
        if (row.Flags.HasFlag(EventFlags.ConsentAggregate))
        {
            return RejectReason.None;
        }

        var consented = hit.FirstPartyId.Length > 0 ? VisitorKeys.Consented(_secret, site.Id, hit.FirstPartyId) : 0;
        if (hit.UserId.Length > 0)
        {
            row.Identity = IdentityKind.User;
            row.Visitor = VisitorKeys.User(_secret, site.Id, hit.UserId);
            hit.ConsentedVisitor = consented;
        }
        else if (consented != 0)
        {
            row.Identity = IdentityKind.Consented;
            row.Visitor = consented;
        }

        // A server that says neither address nor agent has not said who it was: all such events are not one visitor.
        var request = hit.Request;
        if (!request.Address.Equals(IPAddress.None) || request.UserAgent.Length > 0)
        {
            ApplyCookieless(hit, site, row);
        }

        return RejectReason.None;
    }

    private void ApplyCookieless(RawHit hit, Site site, EventRow row)
    {
        var request = hit.Request;
        var isDurable = row.Identity != IdentityKind.None;
        var day = salts.Day(site, request.Received);
        var isPast = row.Time < day.From;
        if (isPast && isDurable)
        {
            // The way into an open visit of today is not worth a salt of another day.
            return;
        }

        var key = isPast ? KeyOfPast(hit, site, row, day) : VisitorKeys.Cookieless(day.Salt, request.Address, request.UserAgent);
        hit.CookielessVisitor = isDurable ? key : 0;
        hit.AlternateVisitor = !isPast && IsContinuing(day, request.Received, site) ? VisitorKeys.Cookieless(day.Before!, request.Address, request.UserAgent) : 0;
        if (!isDurable)
        {
            row.Identity = IdentityKind.Cookieless;
            row.Visitor = key;
        }
    }

    /// <summary>
    /// An event of an earlier day: yesterday's key while its salt lives; later a server-side event gets a key of that day,
    /// a late browser event today's.
    /// </summary>
    private ulong KeyOfPast(RawHit hit, Site site, EventRow row, SiteDay today)
    {
        var request = hit.Request;
        var past = SiteDay.DayOf(row.Time, SiteDay.ZoneOf(site));
        if (past == today.Day - 1 && IsContinuing(today, request.Received, site))
        {
            return VisitorKeys.Cookieless(today.Before!, request.Address, request.UserAgent);
        }

        var salt = request.ServerSide ? salts.PastDay(site, past, request.Received) : today.Salt;
        return VisitorKeys.Cookieless(salt, request.Address, request.UserAgent);
    }

    private static bool IsContinuing(SiteDay day, DateTimeOffset now, Site site) => day.Before is not null && now < day.From + site.VisitGap;
}
